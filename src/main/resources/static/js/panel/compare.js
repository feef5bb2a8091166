// @ts-check
import { element } from '../dom.js';
import { number } from '../figure/symbols.js';
import { edits, errorRate } from './diff.js';

/** The decoded texts beside the target, symbol by symbol; a click on a difference goes to its frames. */
export class Compare {
  /** @param {HTMLElement} root @param {(start: number, end: number) => void} onGo */
  constructor(root, onGo) {
    this.root = root;
    this.onGo = onGo;
  }

  /** Returns whether there is something to compare. */
  show(shown) {
    const { alignment, greedy, beam, beamSpans, names, isTargetGiven } = shown;
    if (!isTargetGiven || !alignment || !alignment.feasible) {
      this.root.replaceChildren();
      return false;
    }
    const expected = alignment.tokens;
    const rows = [{ name: 'greedy', tokens: greedy.hypotheses[0].tokens }];
    if (beam?.[0] && beamSpans) {
      rows.push({ name: 'beam', tokens: beamSpans });
    }
    this.root.replaceChildren(...rows.map(row => this.row(row, expected, names)));
    return true;
  }

  row({ name, tokens }, expected, names) {
    const found = edits(expected.map(token => token.label), tokens.map(token => token.label));
    if (!found) {
      return element('p', { class: 'note' }, `${name}: too long to compare here.`);
    }
    const errors = found.filter(edit => edit.kind !== 'equal').length;
    const rate = element('p', { class: 'rate' },
      element('strong', {}, `${number(100 * errorRate(found, expected.length), 1)} %`), ` of the symbols (CER), ${name}: ${errors} of ${expected.length} differ`);
    const line = element('p', { class: 'diff', dir: 'auto' }, ...found.map(edit => this.part(edit, expected, tokens, names)));
    return element('div', { class: 'compared' }, rate, line);
  }

  part({ kind, i, j }, expected, tokens, names) {
    if (kind === 'equal') {
      return element('span', {}, names[expected[i].label]);
    }
    const was = kind === 'added' ? '' : names[expected[i].label];
    const is = kind === 'missing' ? '' : names[tokens[j].label];
    const span = kind === 'missing' ? expected[i] : tokens[j];
    const said = { replaced: `${was} was decoded as ${is}`, missing: `${was} was not decoded`, added: `${is} was decoded and is not in the target` }[kind];
    return element('button', {
      type: 'button', class: `edit ${kind}`, title: `${said}: frames ${span.start} to ${span.end - 1}`, 'aria-label': `${said}; go to frame ${span.start}`,
      onclick: () => this.onGo(span.start, span.end),
    }, was ? element('del', {}, was) : null, is ? element('ins', {}, is) : null);
  }
}
