// @ts-check
/**
 * Reads a NumPy .npy file, versions 1 to 3: float16, float32 or float64 of either byte order, C or Fortran order, two axes
 * [T][V], or three with a first one of length 1.
 *
 * @param {ArrayBuffer} buffer
 * @returns {{rows: number, columns: number, values: Float64Array}} row-major
 * @throws {Error} saying what is wrong with the file
 */
export function readNpy(buffer) {
  const view = new DataView(buffer);
  if (buffer.byteLength < 10 || view.getUint32(0) !== 0x934e554d || view.getUint16(4) !== 0x5059) {
    throw new Error('This is not a .npy file: it does not begin with \\x93NUMPY.');
  }
  const version = view.getUint8(6);
  if (version < 1 || version > 3) {
    throw new Error(`Version ${version} of the .npy format is not known here; 1 to 3 are.`);
  }
  const start = version === 1 ? 10 : 12;
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (start + length > buffer.byteLength) {
    throw new Error('The file ends within its header.');
  }
  const header = new TextDecoder('latin1').decode(new Uint8Array(buffer, start, length));
  const type = match(header, /'descr'\s*:\s*'([<>|=]?)([a-z])(\d+)'/, 'an element type');
  const fortran = match(header, /'fortran_order'\s*:\s*(True|False)/, 'an order')[1] === 'True';
  const shape = match(header, /'shape'\s*:\s*\(([^)]*)\)/, 'a shape')[1].split(',').map(s => s.trim()).filter(s => s !== '').map(Number);
  const [rows, columns] = matrixShape(shape);
  const read = reader(view, type[1] !== '>', type[2] + type[3]);
  if (start + length + rows * columns * read.size > buffer.byteLength) {
    throw new Error(`The file is too short for ${rows} × ${columns} numbers.`);
  }
  const values = new Float64Array(rows * columns);
  for (let t = 0; t < rows; t++) {
    for (let v = 0; v < columns; v++) {
      const index = fortran ? v * rows + t : t * columns + v;
      values[t * columns + v] = read.at(start + length + index * read.size);
    }
  }
  return { rows, columns, values };
}

function match(header, pattern, what) {
  const found = pattern.exec(header);
  if (!found) {
    throw new Error(`The header does not say ${what} that can be read here: ${header.trim().slice(0, 120)}`);
  }
  return found;
}

function matrixShape(shape) {
  const axes = shape.length === 3 && shape[0] === 1 ? shape.slice(1) : shape;
  if (axes.length !== 2 || axes.some(n => !Number.isSafeInteger(n) || n < 1)) {
    throw new Error(`The array has the shape (${shape.join(', ')}); two axes are needed, frames and classes.`);
  }
  return axes;
}

function reader(view, little, type) {
  switch (type) {
    case 'f2':
      return { size: 2, at: offset => half(view.getUint16(offset, little)) };
    case 'f4':
      return { size: 4, at: offset => view.getFloat32(offset, little) };
    case 'f8':
      return { size: 8, at: offset => view.getFloat64(offset, little) };
    default:
      throw new Error(`The array holds ${type}; float16, float32 or float64 are needed (numpy: array.astype("float32")).`);
  }
}

/** Returns the value of an IEEE 754 binary16. */
export function half(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) {
    return fraction ? NaN : sign * Infinity;
  }
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
