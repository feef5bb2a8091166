// @ts-check
import { element } from '../dom.js';
import { packed, rgb } from './canvas.js';

/** The cells of a heat map as colours. Those that are seen are kept until others are. */
export class Raster {
  constructor() {
    this.kept = null;
  }

  forget() {
    this.kept = null;
  }

  /** Paints what is seen of a figure; where there are more frames than pixels, the greatest value of those that share a column. */
  paint(context, figure) {
    const { shown, size, left, width } = figure;
    const perColumn = size >= 1 ? 1 : Math.ceil(1 / size);
    const from = Math.max(0, Math.floor(left / size / perColumn) * perColumn);
    const until = Math.min(shown.frames, Math.ceil((left + width) / size));
    const key = `${from} ${until} ${size} ${left}`;
    if (this.kept?.key !== key) {
      this.kept = { key, from, columns: Math.ceil((until - from) / perColumn), canvas: cells(figure, from, until, perColumn) };
    }
    const { canvas, columns } = this.kept;
    context.imageSmoothingEnabled = false;
    if (canvas) {
      context.drawImage(canvas, from * size - left, -figure.top, columns * perColumn * size, figure.rowsLength);
    }
  }
}

/** Returns a canvas with one pixel a cell. */
function cells({ shown, scale, table, colours }, from, until, perColumn) {
  const columns = Math.ceil((until - from) / perColumn);
  if (columns <= 0) {
    return null;
  }
  const peaks = new Float64Array(columns * shown.rows).fill(-Infinity);
  for (let t = from; t < until; t++) {
    const column = Math.floor((t - from) / perColumn);
    for (let r = 0; r < shown.rows; r++) {
      const cell = (shown.upwards ? shown.rows - 1 - r : r) * columns + column;
      peaks[cell] = Math.max(peaks[cell], shown.values[t * shown.rows + r]);
    }
  }
  const canvas = element('canvas', { width: columns, height: shown.rows });
  const context = canvas.getContext('2d');
  const image = context.createImageData(columns, shown.rows);
  const pixels = new Uint32Array(image.data.buffer);
  const zero = packed(rgb(colours['log-zero']));
  peaks.forEach((value, i) => {
    pixels[i] = value === -Infinity ? zero : table[Math.round(255 * Math.min(1, Math.max(0, scale.fraction(value))))];
  });
  context.putImageData(image, 0, 0);
  return canvas;
}
