// @ts-check
/**
 * The cell of a heat map that is pointed at, by pointer or by keyboard: arrow keys move from cell to cell, + and − zoom, Enter
 * picks. It tells the cell's value, and the figures the frame.
 */
export class Pointing {
  /** @param {import('./heatmap.js').HeatMap} figure */
  constructor(figure) {
    this.figure = figure;
    this.cursor = null;
    this.listen(figure);
  }

  forget() {
    this.cursor = null;
    this.figure.tooltip.hidden = true;
    this.figure.readout.textContent = '';
  }

  listen(figure) {
    figure.canvas.addEventListener('pointermove', event => this.point(event));
    figure.canvas.addEventListener('pointerdown', event => this.point(event));
    figure.canvas.addEventListener('click', () => this.cursor && figure.onPick(this.cursor.frame, this.cursor.row));
    figure.canvas.addEventListener('pointerleave', () => this.leave());
    figure.scroll.addEventListener('blur', () => this.leave());
    figure.scroll.addEventListener('keydown', event => this.press(event));
    figure.scroll.addEventListener('wheel', event => this.wheel(event), { passive: false });
  }

  wheel(event) {
    const { figure } = this;
    if (!event.ctrlKey && !event.metaKey) {
      return;
    }
    event.preventDefault();
    const x = event.clientX - figure.canvas.getBoundingClientRect().left;
    figure.timeline.zoom(event.deltaY < 0 ? 1.25 : 0.8, (figure.left + x) / figure.timeline.size);
  }

  point(event) {
    const { figure } = this;
    const box = figure.canvas.getBoundingClientRect();
    const x = event.clientX - box.left + figure.left;
    const frame = Math.floor(x / figure.size);
    const y = event.clientY - box.top;
    const row = Math.floor((figure.shown.upwards ? figure.rowsLength - y - figure.top : y + figure.top) / figure.rowSize);
    if (frame < 0 || frame >= figure.shown.frames) {
      this.leave();
      return;
    }
    const inside = y < figure.seen && row >= 0 && row < figure.shown.rows;
    this.cursor = inside ? { frame, row } : null;
    const common = Math.floor(x / figure.timeline.size);
    this.tell(inside ? this.describe(frame, row) : `frame ${common}`, event.clientX, event.clientY);
    figure.onFrame(common);
    figure.paint();
  }

  tell(text, clientX, clientY) {
    const { figure } = this;
    const root = figure.root.getBoundingClientRect();
    figure.tooltip.textContent = text;
    figure.tooltip.hidden = false;
    const x = clientX - root.left + 14;
    const fits = x + figure.tooltip.offsetWidth < root.width;
    figure.tooltip.style.left = `${Math.max(0, fits ? x : x - figure.tooltip.offsetWidth - 28)}px`;
    figure.tooltip.style.top = `${clientY - root.top + 16}px`;
  }

  describe(frame, row) {
    const { figure } = this;
    return figure.shown.describe(frame, row, figure.shown.values[frame * figure.shown.rows + row]);
  }

  leave() {
    const { figure } = this;
    this.cursor = null;
    figure.tooltip.hidden = true;
    figure.onFrame(null);
    figure.paint();
  }

  press(event) {
    const { figure } = this;
    if (!figure.shown || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const zooms = { '+': 1.5, '=': 1.5, '-': 1 / 1.5 };
    if (zooms[event.key]) {
      event.preventDefault();
      figure.timeline.zoom(zooms[event.key], this.cursor ? this.cursor.frame / figure.shown.perFrame : undefined);
      return;
    }
    if (event.key === 'Enter' && this.cursor) {
      figure.onPick(this.cursor.frame, this.cursor.row);
      return;
    }
    const up = figure.shown.upwards ? 1 : -1;
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, up], ArrowDown: [0, -up], PageUp: [-10, 0], PageDown: [10, 0], Home: [-Infinity, 0], End: [Infinity, 0] };
    if (steps[event.key]) {
      event.preventDefault();
      this.move(steps[event.key]);
    }
  }

  move([frames, rows]) {
    const { figure } = this;
    const from = this.cursor ?? { frame: frames > 0 ? -1 : 0, row: 0 };
    const frame = Math.min(figure.shown.frames - 1, Math.max(0, from.frame + frames));
    const row = Math.min(figure.shown.rows - 1, Math.max(0, from.row + rows));
    this.cursor = { frame, row };
    figure.tooltip.hidden = true;
    figure.readout.textContent = this.describe(frame, row).replaceAll('\n', ', ');
    const common = Math.floor(frame / figure.shown.perFrame);
    if (figure.at(common) < 0 || figure.at(common + 1) > figure.width) {
      figure.timeline.scroll(common * figure.timeline.size - figure.width / 2);
    }
    this.reveal(row);
    figure.onFrame(common);
    figure.paint();
  }

  reveal(row) {
    const { figure } = this;
    const top = figure.rowTop(row);
    if (top < 0 || top + figure.rowSize > figure.seen) {
      figure.scroll.scrollTop += top < 0 ? top : top + figure.rowSize - figure.seen;
    }
  }
}
