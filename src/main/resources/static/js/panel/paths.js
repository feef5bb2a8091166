// @ts-check
import { element } from '../dom.js';
import { number, probability } from '../figure/symbols.js';

const MOST_FRAMES = 60;

/** The most probable alignments of the target, with the share of each in p(target). */
export class Paths {
  constructor(root) {
    this.root = root;
  }

  /** Returns whether there are any. */
  show({ loss, names, input }) {
    const paths = loss?.paths ?? [];
    if (paths.length === 0) {
      this.root.replaceChildren();
      return false;
    }
    const total = loss.logLikelihood;
    let sum = 0;
    const rows = paths.map(({ logProb, path }, i) => {
      sum += Math.exp(logProb - total);
      return element('tr', {},
        element('td', {}, String(i + 1)),
        element('td', {}, probability(Math.exp(logProb))),
        element('td', {}, `${number(100 * Math.exp(logProb - total), 1)} %`),
        element('td', {}, `${number(100 * Math.min(1, sum), 1)} %`),
        element('td', { class: 'path' }, ...this.cells(path, names, input.blank)));
    });
    this.root.replaceChildren(
      element('p', { class: 'explain' }, `p(target) = ${probability(Math.exp(total))} is the sum over all alignments; the ${paths.length} most probable make up ${number(100 * Math.min(1, sum), 1)} % of it.`),
      element('div', { class: 'tablescroll', tabindex: '0', role: 'region', 'aria-label': 'Alignments' },
        element('table', {},
          element('thead', {}, element('tr', {}, element('td'), ...['p', 'share', 'in sum'].map(name => element('th', { scope: 'col' }, name)), element('th', { scope: 'col', class: 'reading' }, 'path'))),
          element('tbody', {}, ...rows))));
    return true;
  }

  cells(path, names, blank) {
    const shown = path.slice(0, MOST_FRAMES).map((label, t) => element('span', { class: `tile ${label === blank ? 'blank' : t > 0 && path[t - 1] === label ? 'same' : ''}`.trim() }, names[label]));
    return path.length > MOST_FRAMES ? [...shown, ' …'] : shown;
  }
}
