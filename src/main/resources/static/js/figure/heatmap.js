// @ts-check
import { element } from '../dom.js';
import { AXIS, BAR, paintBar, paintFrameNumbers, paintGutter, paintPath, paintStrips, stripTop, widest } from './painting.js';
import { heightSeen, ramp, rowHeight, ticks, valueScale } from './scale.js';

// so that the frames of all figures stand one above the other
const LEFT = 76;
const RIGHT = 100;
const LEFT_ON_A_PHONE = 52;
const RIGHT_ON_A_PHONE = 78;
const PHONE = 560;
const LARGEST_PICTURE = 8000;

/**
 * A matrix as colours, frames to the right. The value under the pointer is shown; by keyboard the arrow keys move from
 * cell to cell, + and − zoom. Only what is seen is drawn: where there are more frames than pixels, the greatest value of
 * those that share a column.
 */
export class HeatMap {
  /**
   * @param {HTMLElement} root
   * @param {import('./timeline.js').Timeline} timeline
   * @param {(frame: number|null) => void} onFrame told which frame is pointed at
   * @param {(frame: number, row: number) => void} [onPick] told of a click or Enter
   */
  constructor(root, timeline, onFrame, onPick = () => {}) {
    this.root = root;
    this.timeline = timeline;
    this.onFrame = onFrame;
    this.onPick = onPick;
    this.shown = null;
    this.cursor = null;
    this.frame = null;
    this.gutter = element('canvas', { 'aria-hidden': 'true', width: LEFT, height: 1 });
    this.canvas = element('canvas', { 'aria-hidden': 'true' });
    this.bar = element('canvas', { 'aria-hidden': 'true', width: RIGHT, height: 1 });
    this.spacer = element('div', {}, this.canvas);
    this.scroll = element('div', { class: 'scroll', tabindex: '0', role: 'application', 'aria-roledescription': 'heat map' }, this.spacer);
    this.tooltip = element('div', { class: 'tooltip', hidden: true });
    this.readout = element('p', { class: 'readout', 'aria-live': 'polite' });
    root.replaceChildren(this.gutter, this.scroll, this.bar, this.tooltip, this.readout);
    this.listen();
  }

  /**
   * @param {object} shown values [T][R] flat, frames, rows, rowLabels, label for the blind, unit, upwards, logarithmic,
   *     depth (how far below the greatest value colours reach), high, low, path (row of each frame), strips ({caption,
   *     spans: {text, start, end, blank}}, in frames of the timeline), describe(frame, row, value), perFrame (how many of
   *     its frames the timeline has as one)
   */
  show(shown) {
    this.shown = { perFrame: 1, strips: [], ...shown };
    this.cursor = null;
    this.tooltip.hidden = true;
    this.readout.textContent = '';
    this.scale = valueScale(this.shown);
    this.table = Uint32Array.from({ length: 256 }, (_, i) => packed(ramp(i / 255)));
    this.scroll.setAttribute('aria-label', `${shown.label}. ${shown.frames} frames, ${shown.rows} rows; arrow keys move from cell to cell, plus and minus zoom.`);
    this.timeline.figures.add(this);
    this.draw();
  }

  hide() {
    this.timeline.figures.delete(this);
    this.shown = null;
  }

  /** Marks a frame that is pointed at elsewhere. */
  mark(frame) {
    if (frame !== this.frame) {
      this.frame = frame;
      this.paint();
    }
  }

  listen() {
    new ResizeObserver(() => this.shown && this.root.clientWidth !== this.drawnWidth && this.draw()).observe(this.root);
    this.canvas.addEventListener('pointermove', event => this.point(event));
    this.canvas.addEventListener('pointerdown', event => this.point(event));
    this.canvas.addEventListener('click', () => this.cursor && this.onPick(this.cursor.frame, this.cursor.row));
    this.canvas.addEventListener('pointerleave', () => this.leave());
    this.scroll.addEventListener('blur', () => this.leave());
    this.scroll.addEventListener('keydown', event => this.press(event));
    this.scroll.addEventListener('scroll', () => this.scrolled());
    this.scroll.addEventListener('wheel', event => this.wheel(event), { passive: false });
  }

  draw() {
    const { shown, timeline } = this;
    if (!shown || this.root.clientWidth === 0) {
      return;
    }
    const style = getComputedStyle(this.root);
    this.colours = Object.fromEntries(['ink', 'muted', 'line', 'surface', 'label-a', 'label-b', 'blank', 'log-zero'].map(name => [name, style.getPropertyValue(`--${name}`).trim()]));
    this.drawnWidth = this.root.clientWidth;
    const isPhone = this.drawnWidth < PHONE;
    const left = isPhone ? LEFT_ON_A_PHONE : LEFT;
    const right = Math.max(isPhone ? RIGHT_ON_A_PHONE : RIGHT, widest(this.bar, [...ticks(this.scale, 6).map(tick => tick.label), '≤ −00']) + BAR + 36);
    timeline.offer(Math.max(80, this.drawnWidth - left - Math.max(right, isPhone ? RIGHT_ON_A_PHONE : RIGHT)));
    this.rowSize = rowHeight(shown.rows);
    this.rowsLength = shown.rows * this.rowSize;
    this.seen = heightSeen(shown.rows);
    this.height = stripTop(this.seen, shown.strips.length) + AXIS;
    this.spacer.style.width = `${Math.max(timeline.length, 40)}px`;
    this.spacer.style.height = `${this.rowsLength - this.seen + this.height}px`;
    this.scroll.style.maxHeight = `${this.height + 18}px`;
    this.width = Math.min(timeline.room, Math.max(timeline.length, 40));
    this.scroll.style.width = `${this.width}px`;
    this.gutterContext = sized(this.gutter, left, this.height);
    this.context = sized(this.canvas, this.width, this.height);
    const barHeight = Math.max(Math.min(this.seen, 440), 150);
    paintBar(sized(this.bar, right, barHeight + 16), barHeight, right, this);
    this.root.classList.add('drawn');
    this.gutterWidth = left;
    this.cache = null;
    this.follow();
  }

  /** Pixels of one of this figure's own frames. */
  get size() {
    return this.timeline.size / this.shown.perFrame;
  }

  /** Returns where a frame of the timeline begins on the canvas. */
  at(frame) {
    return frame * this.timeline.size - this.left;
  }

  rowTop(row) {
    return (this.shown.upwards ? this.rowsLength - (row + 1) * this.rowSize : row * this.rowSize) - this.top;
  }

  /** Shows the part of the timeline that is to be seen. */
  follow() {
    if (Math.abs(this.scroll.scrollLeft - this.timeline.left) >= 1) {
      this.scroll.scrollLeft = this.timeline.left;
    }
    paintGutter(this.gutterContext, this.gutterWidth, this);
    this.paint();
  }

  scrolled() {
    if (Math.abs(this.scroll.scrollLeft - this.timeline.left) >= 1) {
      this.timeline.scroll(this.scroll.scrollLeft);
    } else if (this.shown && this.context) {
      this.follow();
    }
  }

  get left() {
    return this.timeline.left;
  }

  get top() {
    return this.scroll.scrollTop;
  }

  paint() {
    if (!this.shown || !this.context) {
      return;
    }
    const { context, colours } = this;
    context.clearRect(0, 0, this.width, this.height);
    context.save();
    context.beginPath();
    context.rect(0, 0, this.width, this.seen);
    context.clip();
    this.paintCells();
    paintPath(context, this);
    this.paintCursor();
    context.restore();
    paintStrips(context, this);
    paintFrameNumbers(context, this);
    if (this.frame !== null && this.frame < this.timeline.frames) {
      context.strokeStyle = colours.ink;
      context.lineWidth = 1.5;
      context.strokeRect(this.at(this.frame) - 0.5, 0.75, Math.max(2, this.timeline.size + 1), this.height - AXIS - 1.5);
    }
  }

  paintCursor() {
    if (this.cursor) {
      this.context.strokeStyle = '#ffffff';
      this.context.lineWidth = 2;
      this.context.strokeRect(this.cursor.frame * this.size - this.left + 1, this.rowTop(this.cursor.row) + 1, Math.max(2, this.size - 2), Math.max(2, this.rowSize - 2));
    }
  }

  paintCells() {
    const { context, shown, size } = this;
    const perColumn = size >= 1 ? 1 : Math.ceil(1 / size);
    const from = Math.max(0, Math.floor(this.left / size / perColumn) * perColumn);
    const until = Math.min(shown.frames, Math.ceil((this.left + this.width) / size));
    const key = `${from} ${until} ${size} ${this.left}`;
    if (this.cache?.key !== key) {
      this.cache = { key, from, columns: Math.ceil((until - from) / perColumn), canvas: this.cells(from, until, perColumn) };
    }
    const { canvas, columns } = this.cache;
    context.imageSmoothingEnabled = false;
    if (canvas) {
      context.drawImage(canvas, from * size - this.left, -this.top, columns * perColumn * size, this.rowsLength);
    }
  }

  /** Returns a canvas with one pixel a cell. */
  cells(from, until, perColumn) {
    const { shown, scale } = this;
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
    const zero = packed(rgb(this.colours['log-zero']));
    peaks.forEach((value, i) => {
      pixels[i] = value === -Infinity ? zero : this.table[Math.round(255 * Math.min(1, Math.max(0, scale.fraction(value))))];
    });
    context.putImageData(image, 0, 0);
    return canvas;
  }

  wheel(event) {
    if (!event.ctrlKey && !event.metaKey) {
      return;
    }
    event.preventDefault();
    const x = event.clientX - this.canvas.getBoundingClientRect().left;
    this.timeline.zoom(event.deltaY < 0 ? 1.25 : 0.8, (this.left + x) / this.timeline.size);
  }

  point(event) {
    const box = this.canvas.getBoundingClientRect();
    const x = event.clientX - box.left + this.left;
    const frame = Math.floor(x / this.size);
    const y = event.clientY - box.top;
    const row = Math.floor((this.shown.upwards ? this.rowsLength - y - this.top : y + this.top) / this.rowSize);
    if (frame < 0 || frame >= this.shown.frames) {
      this.leave();
      return;
    }
    const inside = y < this.seen && row >= 0 && row < this.shown.rows;
    this.cursor = inside ? { frame, row } : null;
    const common = Math.floor(x / this.timeline.size);
    this.tell(inside ? this.describe(frame, row) : `frame ${common}`, event.clientX, event.clientY);
    this.onFrame(common);
    this.paint();
  }

  tell(text, clientX, clientY) {
    const root = this.root.getBoundingClientRect();
    this.tooltip.textContent = text;
    this.tooltip.hidden = false;
    const x = clientX - root.left + 14;
    const fits = x + this.tooltip.offsetWidth < root.width;
    this.tooltip.style.left = `${Math.max(0, fits ? x : x - this.tooltip.offsetWidth - 28)}px`;
    this.tooltip.style.top = `${clientY - root.top + 16}px`;
  }

  describe(frame, row) {
    return this.shown.describe(frame, row, this.shown.values[frame * this.shown.rows + row]);
  }

  leave() {
    this.cursor = null;
    this.tooltip.hidden = true;
    this.onFrame(null);
    this.paint();
  }

  press(event) {
    if (!this.shown || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const zooms = { '+': 1.5, '=': 1.5, '-': 1 / 1.5 };
    if (zooms[event.key]) {
      event.preventDefault();
      this.timeline.zoom(zooms[event.key], this.cursor ? this.cursor.frame / this.shown.perFrame : undefined);
      return;
    }
    if (event.key === 'Enter' && this.cursor) {
      this.onPick(this.cursor.frame, this.cursor.row);
      return;
    }
    const up = this.shown.upwards ? 1 : -1;
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, up], ArrowDown: [0, -up], PageUp: [-10, 0], PageDown: [10, 0], Home: [-Infinity, 0], End: [Infinity, 0] };
    if (steps[event.key]) {
      event.preventDefault();
      this.move(steps[event.key]);
    }
  }

  move([frames, rows]) {
    const from = this.cursor ?? { frame: frames > 0 ? -1 : 0, row: 0 };
    const frame = Math.min(this.shown.frames - 1, Math.max(0, from.frame + frames));
    const row = Math.min(this.shown.rows - 1, Math.max(0, from.row + rows));
    this.cursor = { frame, row };
    this.tooltip.hidden = true;
    this.readout.textContent = this.describe(frame, row).replaceAll('\n', ', ');
    const common = Math.floor(frame / this.shown.perFrame);
    if (this.at(common) < 0 || this.at(common + 1) > this.width) {
      this.timeline.scroll(common * this.timeline.size - this.width / 2);
    }
    this.reveal(row);
    this.onFrame(common);
    this.paint();
  }

  reveal(row) {
    const top = this.rowTop(row);
    if (top < 0 || top + this.rowSize > this.seen) {
      this.scroll.scrollTop += top < 0 ? top : top + this.rowSize - this.seen;
    }
  }

  /** Returns a picture of the figure in its present view, whole if it is not too large, as a canvas. */
  picture(title) {
    const whole = Math.min(LARGEST_PICTURE, Math.max(this.timeline.length, this.width));
    const { width, left } = { width: this.width, left: this.timeline.left };
    if (whole > width) {
      this.width = whole;
      this.timeline.left = whole < this.timeline.length ? left : 0;
      this.context = sized(this.canvas, whole, this.height);
      this.paint();
    }
    const made = composed(title, [this.gutter, this.canvas, this.bar], this.colours);
    this.timeline.left = left;
    this.draw();
    return made;
  }
}

/** Returns canvases side by side, on the page's ground, under a title. */
function composed(title, canvases, colours) {
  const density = window.devicePixelRatio || 1;
  const top = 34 * density;
  const made = element('canvas', { width: canvases.reduce((sum, canvas) => sum + canvas.width, 16 * density), height: Math.max(...canvases.map(canvas => canvas.height)) + top + 8 * density });
  const context = made.getContext('2d');
  context.fillStyle = colours.surface;
  context.fillRect(0, 0, made.width, made.height);
  context.fillStyle = colours.ink;
  context.font = `${16 * density}px system-ui, sans-serif`;
  context.textBaseline = 'top';
  context.fillText(title, 10 * density, 8 * density);
  let x = 8 * density;
  for (const canvas of canvases) {
    context.drawImage(canvas, x, top);
    x += canvas.width;
  }
  return made;
}

function sized(canvas, width, height) {
  const density = window.devicePixelRatio || 1;
  canvas.width = Math.ceil(width * density);
  canvas.height = Math.ceil(height * density);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext('2d');
  context.setTransform(density, 0, 0, density, 0, 0);
  return context;
}

function rgb(hex) {
  return [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));
}

/** Returns a colour as the four bytes of a pixel, opaque; every machine with a browser is little-endian. */
function packed(colour) {
  const [red, green, blue] = colour;
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
