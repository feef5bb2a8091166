// @ts-check
/**
 * Reads a NumPy .npy file, versions 1 to 3: float16, float32 or float64 of either byte order, C or Fortran order, of two
 * axes [T][V], or three [B][T][V]; or text of any number of axes.
 *
 * @param {ArrayBuffer} buffer
 * @param {string} [name] of the array, for messages
 * @returns {{matrices: {rows: number, columns: number, values: Float32Array}[], texts: string[]|null, isBigEndian: boolean}} row-major
 * @throws {Error} saying what is wrong with the file
 */
export function readNpy(buffer, name = 'The array') {
  const { view, start, type, fortran, shape } = readHeader(buffer);
  const isBigEndian = type[1] === '>';
  if (type[2] === 'U') {
    return { matrices: [], texts: readTexts(view, start, shape, Number(type[3]), !isBigEndian), isBigEndian };
  }
  const [batch, rows, columns] = matrixShape(shape, name);
  const read = reader(view, !isBigEndian, type[2] + type[3], name);
  if (start + batch * rows * columns * read.size > buffer.byteLength) {
    throw new Error(`The file is too short for ${shape.join(' × ')} numbers.`);
  }
  const matrices = Array.from({ length: batch }, (_, i) => {
    const values = new Float32Array(rows * columns);
    for (let t = 0; t < rows; t++) {
      for (let v = 0; v < columns; v++) {
        const index = fortran ? i + batch * (t + rows * v) : (i * rows + t) * columns + v;
        values[t * columns + v] = read.at(start + index * read.size);
      }
    }
    return { rows, columns, values };
  });
  return { matrices, texts: null, isBigEndian };
}

function readHeader(buffer) {
  const view = new DataView(buffer);
  if (buffer.byteLength < 10 || view.getUint32(0) !== 0x934e554d || view.getUint16(4) !== 0x5059) {
    throw new Error('This is not a .npy file: it does not begin with \\x93NUMPY.');
  }
  const version = view.getUint8(6);
  if (version < 1 || version > 3) {
    throw new Error(`Version ${version} of the .npy format is not known here; 1 to 3 are.`);
  }
  const at = version === 1 ? 10 : 12;
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (at + length > buffer.byteLength) {
    throw new Error('The file ends within its header.');
  }
  const header = new TextDecoder('latin1').decode(new Uint8Array(buffer, at, length));
  const type = match(header, /'descr'\s*:\s*'([<>|=]?)([a-zA-Z])(\d+)'/, 'an element type');
  const fortran = match(header, /'fortran_order'\s*:\s*(True|False)/, 'an order')[1] === 'True';
  const shape = match(header, /'shape'\s*:\s*\(([^)]*)\)/, 'a shape')[1].split(',').map(s => s.trim()).filter(s => s !== '').map(Number);
  return { view, start: at + length, type, fortran, shape };
}

/** Returns texts of so many code points of UCS-4 each, which end at the first zero. */
function readTexts(view, start, shape, length, little) {
  const count = shape.reduce((a, b) => a * b, 1);
  return Array.from({ length: count }, (_, i) => {
    let text = '';
    for (let c = 0; c < length; c++) {
      const code = view.getUint32(start + 4 * (i * length + c), little);
      text += code === 0 ? '' : String.fromCodePoint(code);
    }
    return text;
  });
}

/** Returns the .npy file of a matrix of float32. */
export function writeNpy({ rows, columns, values }) {
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`;
  const padded = `${header}${' '.repeat(63 - ((10 + header.length) % 64))}\n`;
  const head = new Uint8Array(10 + padded.length);
  head.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, padded.length & 0xff, padded.length >> 8]);
  head.set(new TextEncoder().encode(padded), 10);
  return new Blob([head, values], { type: 'application/x-npy' });
}

function match(header, pattern, what) {
  const found = pattern.exec(header);
  if (!found) {
    throw new Error(`The header does not say ${what} that can be read here: ${header.trim().slice(0, 120)}`);
  }
  return found;
}

function matrixShape(shape, name) {
  const axes = shape.length === 2 ? [1, ...shape] : shape;
  if (axes.length !== 3 || axes.some(n => !Number.isSafeInteger(n) || n < 1)) {
    throw new Error(`${name} has the shape (${shape.join(', ')}); two axes are needed, frames and classes, or three, with utterances before them.`);
  }
  return axes;
}

function reader(view, little, type, name) {
  switch (type) {
    case 'f2':
      return { size: 2, at: offset => half(view.getUint16(offset, little)) };
    case 'f4':
      return { size: 4, at: offset => view.getFloat32(offset, little) };
    case 'f8':
      return { size: 8, at: offset => view.getFloat64(offset, little) };
    default:
      throw new Error(`${name} holds ${type}; float16, float32 or float64 are needed (numpy: array.astype("float32")).`);
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
