// @ts-check
import { element } from '../dom.js';
import { composed, packed, sized } from './canvas.js';
import { AXIS, BAR, paintBar, paintFrameNumbers, paintGutter, paintPath, paintStrips, stripTop, widest } from './painting.js';
import { Pointing } from './pointing.js';
import { Raster } from './raster.js';
import { heightSeen, ramp, rowHeight, ticks, valueScale } from './scale.js';
import { count } from './symbols.js';

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
    this.frame = null;
    this.gutter = element('canvas', { 'aria-hidden': 'true', width: LEFT, height: 1 });
    this.canvas = element('canvas', { 'aria-hidden': 'true' });
    this.bar = element('canvas', { 'aria-hidden': 'true', width: RIGHT, height: 1 });
    this.spacer = element('div', {}, this.canvas);
    this.scroll = element('div', { class: 'scroll', tabindex: '0', role: 'application', 'aria-roledescription': 'heat map' }, this.spacer);
    this.tooltip = element('div', { class: 'tooltip', hidden: true });
    this.readout = element('p', { class: 'readout', 'aria-live': 'polite' });
    root.replaceChildren(this.gutter, this.scroll, this.bar, this.tooltip, this.readout);
    this.raster = new Raster();
    this.pointing = new Pointing(this);
    new ResizeObserver(() => this.shown && this.root.clientWidth !== this.drawnWidth && this.draw()).observe(root);
    this.scroll.addEventListener('scroll', () => this.scrolled());
  }

  /**
   * @param {object} shown values [T][R] flat, frames, rows, rowLabels, label for the blind, unit, upwards, logarithmic,
   *     depth (how far below the greatest value colours reach), high, low, path (row of each frame), strips ({caption,
   *     spans: {text, start, end, blank}}, in frames of the timeline), describe(frame, row, value), perFrame (how many of
   *     its frames the timeline has as one)
   */
  show(shown) {
    this.shown = { perFrame: 1, strips: [], ...shown };
    this.pointing.forget();
    this.scale = valueScale(this.shown);
    this.table = Uint32Array.from({ length: 256 }, (_, i) => packed(ramp(i / 255)));
    this.scroll.setAttribute('aria-label', `${shown.label}. ${count(shown.frames, 'frame')}, ${count(shown.rows, 'row')}; arrow keys move from cell to cell, plus and minus zoom.`);
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
    this.raster.forget();
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
    this.raster.paint(context, this);
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
    const { cursor } = this.pointing;
    if (cursor) {
      this.context.strokeStyle = '#ffffff';
      this.context.lineWidth = 2;
      this.context.strokeRect(cursor.frame * this.size - this.left + 1, this.rowTop(cursor.row) + 1, Math.max(2, this.size - 2), Math.max(2, this.rowSize - 2));
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
