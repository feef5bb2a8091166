// @ts-check
const LARGEST = 64;
const FITTED_LARGEST = 44;
const FITTED_SMALLEST = 5;
const MOST_SCROLLED = 1500;

/**
 * The frames as they lie along the figures of a page: all have the same zoom and are scrolled together. A figure may have
 * more frames than the emissions; then as many more share the room of one.
 */
export class Timeline {
  constructor() {
    this.frames = 1;
    /** pixels a frame */
    this.size = 1;
    this.left = 0;
    this.isFitted = true;
    this.room = 100;
    this.figures = new Set();
  }

  /** Begins anew where the number of frames is another one. */
  set(frames) {
    if (frames !== this.frames) {
      this.frames = frames;
      this.left = 0;
      this.isFitted = true;
      this.fit();
    }
  }

  /** Tells how many pixels wide the narrowest figure is. */
  offer(room) {
    if (room !== this.room) {
      this.room = room;
      if (this.isFitted) {
        this.fit();
      }
    }
  }

  /** Frames fill the room, unless they would be too large, or so small that they are rather scrolled. */
  fit() {
    this.isFitted = true;
    const smallest = this.frames <= MOST_SCROLLED ? FITTED_SMALLEST : 0;
    const size = Math.min(FITTED_LARGEST, Math.max(smallest, this.room / this.frames));
    this.size = size >= 8 ? Math.floor(size) : size;
  }

  get whole() {
    return Math.min(FITTED_LARGEST, this.room / this.frames);
  }

  get length() {
    return this.frames * this.size;
  }

  /** Zooms by a factor, so that a frame stays where it is. */
  zoom(factor, frame = (this.left + this.room / 2) / this.size) {
    const x = frame * this.size - this.left;
    this.size = Math.min(LARGEST, Math.max(this.whole, this.size * factor));
    this.isFitted = false;
    this.redraw();
    this.scroll(frame * this.size - x);
  }

  showAll() {
    this.size = this.whole;
    this.isFitted = false;
    this.redraw();
    this.scroll(0);
  }

  /** Goes to some frames, so that they can be seen. */
  go(start, end) {
    if (this.size * (end - start) > this.room || this.size < 4) {
      this.size = Math.max(Math.min(this.whole, 4), Math.min(FITTED_LARGEST / 2, (0.5 * this.room) / (end - start)));
      this.isFitted = false;
      this.redraw();
    }
    const middle = ((start + end) / 2) * this.size;
    if (start * this.size < this.left || end * this.size > this.left + this.room) {
      this.scroll(middle - this.room / 2);
    }
  }

  scroll(left) {
    this.left = Math.max(0, Math.min(this.length - this.room, left));
    this.figures.forEach(figure => figure.follow());
  }

  redraw() {
    this.figures.forEach(figure => figure.draw());
  }
}
