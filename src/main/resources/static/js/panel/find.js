// @ts-check
import { element } from '../dom.js';
import { number } from '../figure/symbols.js';
import { phrases } from '../service/requests.js';

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
    const places = detections.map(detection => element('li', {}, element('button', { type: 'button', class: 'go', onclick: () => this.onGo(detection.start, detection.end) },
      element('bdi', {}, phraseOf(detection)), ` · ${where(detection, input.secondsPerFrame)} · ${number(detection.score, 2)}`)));
    const found = new Set(detections.map(detection => spaced(phraseOf(detection))));
    const others = phrases(state.phrase).filter(phrase => !found.has(spaced(phrase)));
    this.root.replaceChildren(
      ...(places.length > 0 ? [element('ul', { class: 'found' }, ...places)] : []),
      ...(others.length > 0 ? [element('p', { class: 'note' }, `Not found: ${others.map(phrase => `“${phrase}”`).join(', ')}.`)] : []));
  }
}

const phraseOf = ({ phrase, labels }) => phrase ?? labels.join(' ');

/** Returns a phrase with a space for each run of white space, as it is looked for. */
const spaced = phrase => phrase.split(/\s+/).join(' ');

function where({ start, end }, secondsPerFrame) {
  return secondsPerFrame ? `${number(start * secondsPerFrame, 2)}–${number(end * secondsPerFrame, 2)} s` : `frames ${start}–${end - 1}`;
}
