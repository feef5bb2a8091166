// @ts-check
import { element } from './dom.js';
import { Axis, ramp, ticks, valueScale } from './scale.js';
import { number } from './symbols.js';

const FONT = '13px system-ui, sans-serif';
const LARGEST_FRAME = 44;
const SMALLEST_FRAME = 5;
const MOST_SCROLLED = 1500;
const STRIP = 24;
const AXIS = 26;
const BAR = 14;
// so that the frames of all figures stand one above the other
const LEAST_LEFT = 64;
const LEAST_RIGHT = 100;

/**
 * A matrix as colours, frames to the right. The value under the pointer is shown; by keyboard the arrow keys move from
 * cell to cell. Where there are more frames than pixels, the greatest value of those that share a column is drawn.
 */
export class HeatMap {
  /** @param {HTMLElement} root @param {(frame: number|null) => void} onFrame told which frame is pointed at */
  constructor(root, onFrame) {
    this.root = root;
    this.onFrame = onFrame;
    this.shown = null;
    this.cursor = null;
    this.frame = null;
    this.gutter = element('canvas', { 'aria-hidden': 'true' });
    this.canvas = element('canvas', { 'aria-hidden': 'true' });
    this.bar = element('canvas', { 'aria-hidden': 'true' });
    this.scroll = element('div', { class: 'scroll', tabindex: '0', role: 'application', 'aria-roledescription': 'heat map' }, this.canvas);
    this.tooltip = element('div', { class: 'tooltip', hidden: true });
    this.readout = element('p', { class: 'readout', 'aria-live': 'polite' });
    root.replaceChildren(this.gutter, this.scroll, this.bar, this.tooltip, this.readout);
    this.listen();
  }

  /**
   * @param {object} shown values [T][R] flat, frames, rows, rowLabels, rowName, label for the blind, unit, upwards,
   *     logarithmic, depth (how far below the greatest value colours reach), path (row of each frame), strips
   *     ({caption, spans: {text, start, end, blank}}), describe(frame, row, value)
   */
  show(shown) {
    this.shown = shown;
    this.cursor = null;
    this.tooltip.hidden = true;
    this.readout.textContent = '';
    this.scroll.setAttribute('aria-label', `${shown.label}. ${shown.frames} frames, ${shown.rows} rows; arrow keys move from cell to cell.`);
    this.draw();
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
    this.canvas.addEventListener('pointerleave', () => this.leave());
    this.scroll.addEventListener('blur', () => this.leave());
    this.scroll.addEventListener('keydown', event => this.press(event));
  }

  draw() {
    const shown = this.shown;
    const style = getComputedStyle(this.root);
    this.colours = Object.fromEntries(['ink', 'muted', 'line', 'surface', 'label-a', 'label-b', 'blank', 'log-zero'].map(name => [name, style.getPropertyValue(`--${name}`).trim()]));
    this.drawnWidth = this.root.clientWidth;
    this.rows = Axis.rows(shown.rows);
    this.scale = valueScale(shown);
    const labels = ['frame', ...shown.rowLabels, ...shown.strips.map(strip => strip.caption)];
    const left = Math.max(LEAST_LEFT, Math.min(110, widest(this.gutter, labels)) + 12);
    const right = Math.max(LEAST_RIGHT, widest(this.bar, [...ticks(this.scale, 6).map(tick => tick.label), '≤ ', shown.unit.slice(0, 3)]) + BAR + 36);
    const room = Math.max(80, this.drawnWidth - left - right);
    const smallest = shown.frames <= MOST_SCROLLED ? SMALLEST_FRAME : 0;
    this.frames = Axis.frames(shown.frames, room, smallest, LARGEST_FRAME);
    this.plotHeight = this.rows.length;
    this.height = this.plotHeight + shown.strips.length * (STRIP + 4) + AXIS;
    this.pixels = this.cells();
    this.gutterContext = sized(this.gutter, left, this.height);
    this.context = sized(this.canvas, Math.max(this.frames.length, 40), this.height);
    const barHeight = Math.max(this.plotHeight, 150);
    this.barContext = sized(this.bar, right, barHeight + 16);
    this.paintGutter(left);
    this.paintBar(barHeight, right, shown);
    this.paint();
  }

  /** Returns a canvas with one pixel a cell. */
  cells() {
    const { shown, frames, rows } = this;
    const peaks = new Float64Array(frames.cells * rows.cells).fill(-Infinity);
    for (let t = 0; t < shown.frames; t++) {
      for (let r = 0; r < shown.rows; r++) {
        const line = shown.upwards ? rows.cells - 1 - Math.floor(r / rows.perCell) : Math.floor(r / rows.perCell);
        const cell = line * frames.cells + Math.floor(t / frames.perCell);
        peaks[cell] = Math.max(peaks[cell], shown.values[t * shown.rows + r]);
      }
    }
    const canvas = element('canvas', { width: frames.cells, height: rows.cells });
    const context = canvas.getContext('2d');
    const image = context.createImageData(frames.cells, rows.cells);
    const zero = rgb(this.colours['log-zero']);
    peaks.forEach((value, i) => image.data.set([...(value === -Infinity ? zero : this.scale.colour(value)), 255], 4 * i));
    context.putImageData(image, 0, 0);
    return canvas;
  }

  paint() {
    if (!this.shown || !this.context) {
      return;
    }
    const { context, frames, colours } = this;
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    context.imageSmoothingEnabled = false;
    context.drawImage(this.pixels, 0, 0, frames.length, this.plotHeight);
    this.paintPath();
    this.paintStrips();
    this.paintFrameNumbers();
    const frame = this.cursor ? this.cursor.frame : this.frame;
    if (frame !== null && frame < this.shown.frames) {
      context.strokeStyle = colours.ink;
      context.lineWidth = 1.5;
      context.strokeRect(frames.at(frame) - 0.5, 0.75, Math.max(2, frames.at(1) + 1), this.height - AXIS - 1.5);
    }
    if (this.cursor) {
      context.strokeStyle = '#ffffff';
      context.lineWidth = 2;
      context.strokeRect(frames.at(frame) + 1, this.rowTop(this.cursor.row) + 1, Math.max(2, frames.at(1) - 2), Math.max(2, this.rows.at(1) - 2));
    }
  }

  rowTop(row) {
    return this.shown.upwards ? this.plotHeight - this.rows.at(row + 1) : this.rows.at(row);
  }

  paintPath() {
    const { shown, context, frames, rows } = this;
    if (!shown.path || shown.path.length === 0) {
      return;
    }
    const thick = Math.min(frames.at(1), rows.at(1)) >= 6;
    for (const [width, colour] of [[thick ? 5 : 2.5, '#1b2330'], [thick ? 2.4 : 1.2, '#ffffff']]) {
      context.beginPath();
      shown.path.forEach((row, t) => context.lineTo(frames.at(t + 0.5), rows.at(row + 0.5)));
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.lineJoin = 'round';
      context.stroke();
    }
  }

  paintStrips() {
    const { shown, context, frames, colours } = this;
    context.font = FONT;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    shown.strips.forEach((strip, i) => {
      const top = this.plotHeight + 4 + i * (STRIP + 4);
      let labels = 0;
      for (const span of strip.spans) {
        const from = frames.at(span.start);
        const width = frames.at(span.end) - from;
        context.fillStyle = span.blank ? colours.blank : colours[labels % 2 ? 'label-b' : 'label-a'];
        labels += span.blank ? 0 : 1;
        context.fillRect(from, top, Math.max(0.5, width - (width > 3 ? 1 : 0)), STRIP);
        if (context.measureText(span.text).width + 2 <= width) {
          context.fillStyle = span.blank ? colours.ink : '#ffffff';
          context.fillText(span.text, from + width / 2, top + STRIP / 2 + 1);
        }
      }
    });
  }

  paintFrameNumbers() {
    const { shown, context, frames, colours } = this;
    const top = this.height - AXIS;
    context.font = FONT;
    context.textBaseline = 'top';
    const step = frames.labelStep(String(shown.frames).length * 8 + 22);
    for (let t = 0; t < shown.frames; t += step) {
      const x = frames.at(t + 0.5);
      const half = String(t).length * 4;
      context.fillStyle = colours.muted;
      context.fillRect(x, top + 1, 1, 4);
      context.textAlign = x < half ? 'left' : x + half > frames.length ? 'right' : 'center';
      context.fillText(String(t), x < half ? 0 : x, top + 8);
    }
  }

  paintGutter(left) {
    const { shown, gutterContext: context, rows, colours } = this;
    context.font = FONT;
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    context.fillStyle = colours.ink;
    const step = rows.labelStep(13);
    for (let row = step === 1 || shown.upwards ? 0 : 1; row < shown.rows; row += step) {
      context.fillText(shown.rowLabels[row], left - 6, this.rowTop(row) + rows.at(0.5) + 1, left - 6);
    }
    context.fillStyle = colours.muted;
    shown.strips.forEach((strip, i) => context.fillText(strip.caption, left - 6, this.plotHeight + 4 + i * (STRIP + 4) + STRIP / 2, left - 6));
    context.textBaseline = 'top';
    context.fillText('frame', left - 6, this.height - AXIS + 8);
  }

  paintBar(height, width, shown) {
    const { barContext: context, colours, scale } = this;
    const bottom = height - (shown.logarithmic ? 30 : 0);
    const left = 12;
    for (let y = 0; y < bottom; y++) {
      context.fillStyle = `rgb(${ramp(1 - y / (bottom - 1)).join(' ')})`;
      context.fillRect(left, y, BAR, 1.5);
    }
    context.font = FONT;
    context.textBaseline = 'middle';
    context.fillStyle = colours.ink;
    for (const tick of ticks(scale, bottom / 34)) {
      const y = (1 - scale.fraction(tick.value)) * (bottom - 1);
      if (!scale.clipped || y < bottom - 16) {
        context.fillText(tick.label, left + BAR + 6, Math.min(Math.max(y, 7), bottom - 6));
      }
    }
    if (scale.clipped) {
      context.fillText(`≤ ${number(scale.low, 0)}`, left + BAR + 3, bottom - 6);
    }
    if (shown.logarithmic) {
      context.fillStyle = colours['log-zero'];
      context.fillRect(left, bottom + 14, BAR, BAR);
      context.strokeStyle = colours.muted;
      context.strokeRect(left + 0.5, bottom + 14.5, BAR - 1, BAR - 1);
      context.fillStyle = colours.ink;
      context.fillText('−∞', left + BAR + 6, bottom + 21);
    }
    context.save();
    context.translate(width - 7, bottom / 2);
    context.rotate(-Math.PI / 2);
    context.textAlign = 'center';
    context.fillStyle = colours.muted;
    context.fillText(shown.unit, 0, 0);
    context.restore();
  }

  point(event) {
    const box = this.canvas.getBoundingClientRect();
    const frame = this.frames.indexAt(event.clientX - box.left);
    const y = event.clientY - box.top;
    const row = this.rows.indexAt(this.shown.upwards ? this.plotHeight - y : y);
    if (frame < 0 || frame >= this.shown.frames) {
      this.leave();
      return;
    }
    const inside = y < this.plotHeight && row >= 0 && row < this.shown.rows;
    this.cursor = inside ? { frame, row } : null;
    this.tell(inside ? this.describe(frame, row) : `frame ${frame}`, event.clientX, event.clientY);
    this.onFrame(frame);
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
    const up = this.shown?.upwards ? 1 : -1;
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, up], ArrowDown: [0, -up], PageUp: [-10, 0], PageDown: [10, 0], Home: [-Infinity, 0], End: [Infinity, 0] };
    const step = steps[event.key];
    if (!step || !this.shown) {
      return;
    }
    event.preventDefault();
    const from = this.cursor ?? { frame: step[0] > 0 ? -1 : 0, row: 0 };
    const frame = Math.min(this.shown.frames - 1, Math.max(0, from.frame + step[0]));
    const row = Math.min(this.shown.rows - 1, Math.max(0, from.row + step[1]));
    this.cursor = { frame, row };
    this.tooltip.hidden = true;
    this.readout.textContent = this.describe(frame, row).replaceAll('\n', ', ');
    const x = this.frames.at(frame);
    if (x < this.scroll.scrollLeft || x + this.frames.at(1) > this.scroll.scrollLeft + this.scroll.clientWidth) {
      this.scroll.scrollLeft = x - this.scroll.clientWidth / 2;
    }
    this.onFrame(frame);
    this.paint();
  }
}

function widest(canvas, texts) {
  const context = canvas.getContext('2d');
  context.font = FONT;
  return texts.reduce((width, text) => Math.max(width, context.measureText(text).width), 0);
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
