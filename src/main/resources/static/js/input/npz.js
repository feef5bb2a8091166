// @ts-check
/**
 * Returns the files of a ZIP archive, such as NumPy's .npz: stored or deflated, with the sizes of the central directory,
 * which are there also where the archive was written as a stream.
 *
 * @param {ArrayBuffer} buffer
 * @returns {Promise<{name: string, content: ArrayBuffer}[]>}
 * @throws {Error} saying what is wrong with the archive
 */
export async function readZip(buffer) {
  const view = new DataView(buffer);
  let at = directory(view);
  const files = [];
  while (at + 46 <= buffer.byteLength && view.getUint32(at, true) === 0x02014b50) {
    const method = view.getUint16(at + 10, true);
    const packed = size(view, at, 20);
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(new Uint8Array(buffer, at + 46, nameLength));
    files.push({ name, content: await unpack(buffer, view, size(view, at, 42), packed, method, name) });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return files;
}

function directory(view) {
  const last = Math.max(0, view.byteLength - 22 - 65535);
  for (let at = view.byteLength - 22; at >= last; at--) {
    if (view.getUint32(at, true) === 0x06054b50) {
      const start = view.getUint32(at + 16, true);
      return start === 0xffffffff ? Number(view.getBigUint64(at - 20 - 56 + 48, true)) : start;
    }
  }
  throw new Error('The archive has no end: is the file whole?');
}

/** Returns a size or an offset: where four bytes do not hold it, eight in an additional field do, in a fixed order. */
function size(view, at, offset) {
  const short = view.getUint32(at + offset, true);
  if (short !== 0xffffffff) {
    return short;
  }
  const before = [24, 20, 42].filter(other => view.getUint32(at + other, true) === 0xffffffff).indexOf(offset);
  let extra = at + 46 + view.getUint16(at + 28, true);
  const end = extra + view.getUint16(at + 30, true);
  while (extra < end && view.getUint16(extra, true) !== 1) {
    extra += 4 + view.getUint16(extra + 2, true);
  }
  return Number(view.getBigUint64(extra + 4 + 8 * before, true));
}

async function unpack(buffer, view, at, packed, method, name) {
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  const bytes = new Uint8Array(buffer, start, packed);
  if (method === 0) {
    return bytes.slice().buffer;
  }
  if (method !== 8) {
    throw new Error(`${name} in the archive is packed in a way that is not known here (method ${method}).`);
  }
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).arrayBuffer();
}
