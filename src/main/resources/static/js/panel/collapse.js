// @ts-check
import { element } from '../dom.js';
import { runs } from '../figure/figures.js';
import { Stepper } from './stepper.js';

const MOST_CELLS = 120;

/** Greedy decoding, frame by frame: the path, its runs merged, the blanks dropped. */
export class Collapse {
  /** @param {HTMLElement} root @param {(frame: number|null) => void} onFrame */
  constructor(root, onFrame) {
    this.onFrame = onFrame;
    /** @type {number[]} */
    this.framePath = [];
    /** @type {string[]} */
    this.names = [];
    /** @type {string[]|null} */
    this.symbols = null;
    this.blank = 0;
    this.runs = [];
    this.silent = false;
    this.stepper = new Stepper('frame', step => this.draw(step));
    this.path = element('dd');
    this.merged = element('dd');
    this.answer = element('dd', { class: 'answer', id: 'collapse-answer', dir: 'auto' });
    this.saying = element('p', { class: 'saying' });
    root.replaceChildren(
      this.stepper.element,
      element('dl', { class: 'stages' },
        element('dt', {}, 'best symbols'), this.path,
        element('dt', {}, 'runs merged'), this.merged,
        element('dt', {}, 'blanks gone'), this.answer),
      this.saying);
  }

  /** @param {number[]} framePath @param {string[]} names of the classes @param {string[]|null} symbols as they are read */
  show(framePath, names, symbols, blank) {
    this.framePath = framePath;
    this.names = names;
    this.symbols = symbols;
    this.blank = blank;
    this.runs = runs(framePath);
    this.silent = true;
    this.stepper.set(framePath.map((_, t) => `frame ${t}`));
    this.silent = false;
  }

  draw(frame) {
    const { framePath, names, blank } = this;
    const past = this.runs.filter(run => run.start <= frame);
    const from = Math.max(0, Math.min(framePath.length - MOST_CELLS, frame - MOST_CELLS / 2));
    const around = framePath.slice(from, from + MOST_CELLS);
    this.path.replaceChildren(...(from > 0 ? ['… '] : []),
      ...around.map((label, i) => this.cell(label, from + i > frame, from + i === frame)),
      ...(from + MOST_CELLS < framePath.length ? [' …'] : []));
    this.merged.replaceChildren(...past.slice(-MOST_CELLS).map((run, i, all) => this.cell(run.label, false, i === all.length - 1)));
    const read = past.filter(run => run.label !== blank);
    this.answer.textContent = read.map(run => (this.symbols ? this.symbols[run.label] : `${names[run.label]} `)).join('') || '\u00a0';
    this.answer.tabIndex = read.length > 100 || this.answer.scrollHeight > this.answer.clientHeight ? 0 : -1; // it may have to be scrolled
    this.say(frame, past);
    if (!this.silent) {
      this.onFrame(frame);
    }
  }

  cell(label, ahead, now) {
    const style = ['cell', label === this.blank ? 'blank' : label % 2 ? 'b' : 'a', ahead ? 'ahead' : '', now ? 'now' : ''];
    return element('span', { class: style.join(' ').trim() }, this.names[label]);
  }

  say(frame, past) {
    const label = this.framePath[frame];
    const name = element('code', {}, this.names[label]);
    const isNew = past.at(-1).start === frame;
    const before = past.at(-2);
    if (label === this.blank) {
      this.saying.replaceChildren(name, isNew && before
        ? ' is the blank: nothing is written, but the same symbol after it would count anew.'
        : ' is the blank: nothing is written.');
    } else if (!isNew) {
      this.saying.replaceChildren(name, ' again, without a blank between: the same run, nothing new.');
    } else if (before && before.label === this.blank && past.at(-3)?.label === label) {
      this.saying.replaceChildren(name, ' again, but after a blank: it is written a second time.');
    } else {
      this.saying.replaceChildren(name, ' is new: it is written.');
    }
  }
}
