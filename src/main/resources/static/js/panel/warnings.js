// @ts-check
import { element } from '../dom.js';
import { sentence } from '../form.js';
import { mostFrequentBest } from '../input/looks.js';
import { otherKind } from '../input/source.js';

const KINDS = { probs: 'probabilities', logProbs: 'log-probabilities', logits: 'logits' };

/** What is legal but smells, each with what mends it at a click. */
export class WarningList {
  /** @param {HTMLElement} root a list @param {(changed: object) => void} onMend */
  constructor(root, onMend) {
    this.root = root;
    this.onMend = onMend;
  }

  show(shown) {
    const warnings = shown.input ? [...ofInput(shown), ...ofService(shown)] : [];
    this.root.replaceChildren(...warnings.map(({ text, mend }) => element('li', {}, sentence(text),
      mend ? element('button', { type: 'button', class: 'mend', onclick: () => this.onMend(mend.changed) }, mend.label) : null)));
    this.root.hidden = warnings.length === 0;
  }
}

function ofInput({ input }) {
  const looks = input.made === 'file' ? otherKind(input) : null;
  return looks ? [{ text: `The scores are taken for ${KINDS[input.scores]}, but look like ${KINDS[looks]}`, mend: { label: `They are ${KINDS[looks]}`, changed: { scores: looks } } }] : [];
}

/** The warnings of the answers, each once. */
function ofService(shown) {
  const found = new Map();
  const never = (shown.unspellable ?? []).map(phrase => phrase.pointer); // said at their field
  for (const { pointer, detail } of (shown.warnings ?? []).filter(warning => !never.includes(warning.pointer))) {
    found.set(detail, { text: detail, mend: shown.input.made === 'file' ? mendOf(pointer, detail, shown) : null });
  }
  return [...found.values()];
}

function mendOf(pointer, detail, { input, state }) {
  if (pointer === '/blank') {
    const { label } = mostFrequentBest({ rows: input.frames, columns: input.classes, values: input.values });
    return { label: `The blank is ${label}`, changed: { blank: String(label) } };
  }
  return detail.includes('transposed') ? { label: 'Transpose', changed: { transposed: state.transposed ? '' : 'yes' } } : null;
}
