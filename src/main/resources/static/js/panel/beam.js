// @ts-check
import { element } from '../dom.js';
import { Stepper } from './stepper.js';
import { count, number } from '../figure/symbols.js';
import { PrefixTree } from './tree.js';

const PARTS = { acoustic: 'acoustic', languageModel: 'language model', wordBonus: 'word bonus', hotwords: 'hot words' };

/** The columns that there is room for on a phone, too. */
const PLAIN = ['score', 'ln p', 'confidence'];

/** The hypotheses that a beam search ends with, and the prefixes that it kept on the way. */
export class Beam {
  constructor(root) {
    this.root = root;
    this.table = element('div', { class: 'tablescroll', tabindex: '0', role: 'region', 'aria-label': 'Hypotheses' });
    this.list = element('ol', { class: 'prefixes' });
    this.tree = new PrefixTree();
    this.counts = element('p', { class: 'note' });
    this.stepper = new Stepper('number of frames', step => this.drawGrowth(step));
    this.growth = element('div', { class: 'growth', hidden: true },
      element('h3', {}, 'How they grow, frame by frame: the best prefixes, with their scores'), this.stepper.element, this.counts, this.list,
      element('p', { class: 'explain' }, 'The same as a tree of prefixes: bold the best ones now, ⊕ where two paths met and were added up; struck out those that were among the best before and are not any more.'), this.tree.element);
    this.note = element('p', { class: 'note', hidden: true });
    root.replaceChildren(this.note, this.table, this.growth);
  }

  /** Says why there is nothing to see. */
  fail(text) {
    this.note.textContent = text;
    this.note.hidden = false;
    this.table.hidden = true;
    this.growth.hidden = true;
  }

  show(hypotheses) {
    this.note.hidden = true;
    this.table.hidden = false;
    this.growth.hidden = true;
    const used = Object.keys(PARTS).filter(part => hypotheses.some(h => (h.parts?.[part] ?? 0) !== 0));
    const widest = Math.max(1e-9, ...hypotheses.map(h => sides(h.parts, used).reduce((a, b) => Math.max(a, b), 0)));
    const head = ['', 'score', ...used.map(part => PARTS[part]), 'parts', 'ln p', 'confidence', 'hypothesis'];
    this.table.replaceChildren(
      element('table', {},
        element('caption', {}, 'Best first. The parts add up to the score; ln p is exact, summed over all paths.'),
        element('thead', {}, element('tr', {}, ...head.map(text => (text === '' ? element('td') : element('th', { scope: 'col', class: text === 'hypothesis' ? 'reading' : PLAIN.includes(text) ? null : 'roomy' }, text))))),
        element('tbody', {}, ...hypotheses.map((h, i) => this.row(h, i, used, widest)))),
      element('ul', { class: 'keys' }, ...used.map(part => element('li', {}, element('span', { class: `swatch part ${part}` }), PARTS[part]))));
  }

  row(hypothesis, index, used, widest) {
    return element('tr', {},
      element('td', {}, String(index + 1)),
      element('td', {}, number(hypothesis.score)),
      ...used.map(part => element('td', { class: 'roomy' }, number(hypothesis.parts[part] ?? 0))),
      element('td', { class: 'roomy' }, bar(hypothesis.parts, used, widest)),
      element('td', {}, number(hypothesis.logProb)),
      element('td', {}, typeof hypothesis.confidence === 'number' ? `${number(100 * hypothesis.confidence, 1)} %` : '–'),
      element('th', { scope: 'row', class: 'reading', dir: 'auto' }, reading(hypothesis)));
  }

  /** @param {{frames: number, hypotheses: any[], kept: number, merged: number, pruned: number}[]} steps what was best after so many frames @param {string[]} names of the classes */
  showGrowth(steps, frames, names) {
    this.steps = steps;
    this.names = names;
    this.growth.hidden = steps.length === 0;
    if (steps.length > 0) {
      this.stepper.set(steps.map(step => `${step.frames} of ${count(frames, 'frame')}`));
    }
  }

  drawGrowth(step) {
    const { hypotheses, kept, merged, pruned } = this.steps[step];
    this.counts.textContent = `${count(kept, 'prefix is', 'prefixes are')} in the beam; ${count(merged, 'is a sum', 'are sums')} of two ways; ${count(pruned, 'was', 'were')} dropped from it in this frame.`;
    this.list.replaceChildren(...hypotheses.map(h => {
      const fill = element('div', { class: 'fill' });
      fill.style.width = `${100 * Math.exp(h.score - hypotheses[0].score)}%`;
      return element('li', {},
        element('span', { class: 'reading', dir: 'auto' }, reading(h)),
        element('div', { class: 'track' }, fill),
        element('span', { class: 'value' }, number(h.score)));
    }));
    this.tree.show(this.steps.slice(0, step + 1), this.names);
  }
}

function reading(hypothesis) {
  if (typeof hypothesis.text === 'string') {
    return hypothesis.text === '' ? '∅' : hypothesis.text.replace(/^ | $/g, '␣');
  }
  return hypothesis.labels.length === 0 ? '∅' : hypothesis.labels.join(' ');
}

function sides(parts, used) {
  const values = used.map(part => parts[part] ?? 0);
  return [values.filter(v => v < 0).reduce((a, b) => a - b, 0), values.filter(v => v > 0).reduce((a, b) => a + b, 0)];
}

/** Returns the parts as a bar: what costs to the left, what gains to the right. */
function bar(parts, used, widest) {
  const half = (name, sign) => element('div', { class: `half ${name}` }, ...used.filter(part => (parts[part] ?? 0) * sign > 0).map(part => {
    const made = element('div', { class: `part ${part}`, title: `${PARTS[part]} ${number(parts[part])}` });
    made.style.width = `${(100 * Math.abs(parts[part])) / widest}%`;
    return made;
  }));
  return element('div', { class: 'parts', 'aria-hidden': 'true' }, half('minus', -1), half('plus', 1));
}
