// @ts-check
import { element } from '../dom.js';
import { number } from '../figure/symbols.js';

/** Where the phrases that are looked for were found; a click goes there. */
export class Found {
  /** @param {HTMLElement} root @param {(start: number, end: number) => void} onGo */
  constructor(root, onGo) {
    this.root = root;
    this.onGo = onGo;
  }

  show({ detections, state, input }) {
    if (!detections) {
      this.root.replaceChildren();
      return;
    }
    const found = detections.map(detection => element('li', {}, element('button', { type: 'button', class: 'go', onclick: () => this.onGo(detection.start, detection.end) },
      `${detection.phrase ?? detection.labels.join(' ')} · ${where(detection, input.secondsPerFrame)} · ${number(detection.score, 2)}`)));
    this.root.replaceChildren(found.length > 0
      ? element('ul', { class: 'found' }, ...found)
      : element('p', { class: 'note' }, `“${state.phrase}” is not to be found.`));
  }
}

function where({ start, end }, secondsPerFrame) {
  return secondsPerFrame ? `${number(start * secondsPerFrame, 2)}–${number(end * secondsPerFrame, 2)} s` : `frames ${start}–${end - 1}`;
}
