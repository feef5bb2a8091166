// @ts-check
import { element } from '../dom.js';
import { number, visibleWhole } from '../figure/symbols.js';

const MATCHES = {
  good: 'The emissions say this target.',
  doubtful: 'The emissions say it in part only: look at what is marked.',
  none: 'The emissions do not say this target.',
};
const REASONS = { lowScore: 'score far below the others', unlikely: 'something else is likelier there', leftOut: 'something is left out beside it', oneFrame: 'a single frame' };
const MOST_ROWS = 400;

/** Where each word or token of the target lies, how sure that is, and whether the emissions say it at all. */
export class AlignmentTable {
  /** @param {HTMLElement} root @param {(start: number, end: number) => void} onGo */
  constructor(root, onGo) {
    this.root = root;
    this.onGo = onGo;
  }

  show({ alignment, failures, input, names }) {
    if (!alignment?.feasible) {
      this.root.replaceChildren(element('p', { class: 'note' }, alignment ? `No alignment: ${alignment.infeasibility?.detail ?? 'no path gives the target'}.` : failures.align ? `No alignment: ${failures.align.message}` : ''));
      return;
    }
    const marks = new Map((alignment.verdict?.suspicious ?? []).map(({ token, reasons }) => [token, reasons]));
    const hasWords = alignment.words?.length > 1;
    const rows = hasWords ? alignment.words.map(word => this.word(word, alignment.tokens, marks)) : alignment.tokens.map((token, i) => ({ ...token, text: names[token.label], reasons: marks.get(i) ?? [] }));
    const { match, meanTokenScore } = alignment.verdict ?? {};
    this.root.replaceChildren(
      element('p', { class: `match ${match ?? ''}` }, element('strong', {}, match ?? '–'), ` ${MATCHES[match] ?? ''} Mean score of a token ${number(meanTokenScore)}.`),
      element('div', { class: 'tablescroll', tabindex: '0', role: 'region', 'aria-label': 'Alignment' }, this.table(rows.slice(0, MOST_ROWS), hasWords, input.secondsPerFrame)),
      ...(rows.length > MOST_ROWS ? [element('p', { class: 'note' }, `The first ${MOST_ROWS} of ${rows.length}.`)] : []));
  }

  /** Returns a word with the reasons of its tokens. */
  word(word, tokens, marks) {
    const reasons = new Set();
    tokens.forEach((token, i) => {
      if (token.start >= word.start && token.end <= word.end) {
        (marks.get(i) ?? []).forEach(reason => reasons.add(reason));
      }
    });
    return { ...word, reasons: [...reasons] };
  }

  table(rows, hasWords, secondsPerFrame) {
    const head = ['frames', ...(secondsPerFrame ? ['seconds'] : []), 'confidence', 'score', hasWords ? 'word' : 'symbol', ''];
    return element('table', { class: 'spans' },
      element('thead', {}, element('tr', {}, ...head.map(text => (text === '' ? element('td') : element('th', { scope: 'col', class: ['word', 'symbol'].includes(text) ? 'reading' : null }, text))))),
      element('tbody', {}, ...rows.map(row => this.row(row, secondsPerFrame))));
  }

  row({ text, start, end, score, confidence, reasons }, secondsPerFrame) {
    const time = secondsPerFrame ? [element('td', {}, `${number(start * secondsPerFrame, 2)}–${number(end * secondsPerFrame, 2)}`)] : [];
    return element('tr', { class: reasons.length > 0 ? 'suspicious' : null },
      element('td', {}, element('button', { type: 'button', class: 'go', onclick: () => this.onGo(start, end), 'aria-label': `${start}–${end - 1}, go to ${text}` }, `${start}–${end - 1}`)),
      ...time,
      element('td', {}, confidence === null || confidence === undefined ? '–' : `${number(100 * confidence, 1)} %`),
      element('td', {}, number(score)),
      element('th', { scope: 'row', class: 'reading', dir: 'auto' }, visibleWhole(text)),
      element('td', { class: 'reasons' }, reasons.map(reason => REASONS[reason] ?? reason).join('; ')));
  }
}
