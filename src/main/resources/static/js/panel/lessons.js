// @ts-check
import { element } from '../dom.js';
import { DEFAULTS } from '../state.js';

/** The lessons in their order: what is shown, and what to look at. `at` is the panel that it is about. */
export const LESSONS = [
  { id: 'alignment', title: 'The alignment problem', state: { text: 'hello', framesPerSymbol: 5 }, at: 'features-panel',
    look: 'Five letters, many more frames, and letters of unequal length. Here we know which frame was made for which letter, since we made them; when transcribing speech one knows only “hello”.' },
  { id: 'blank', title: 'The blank', state: { text: 'hello', model: 'oracle', peakiness: 0.9, framesPerSymbol: 5 }, at: 'emissions-panel',
    look: 'In most frames ε, the blank, is the most probable: no new symbol. A trained CTC model peaks for a frame or two where it is sure of a letter, with ε in between.' },
  { id: 'collapse', title: 'Collapse', state: { text: 'hello', model: 'oracle', peakiness: 0.2, framesPerSymbol: 4, noise: 0.2 }, at: 'collapse-panel',
    look: 'Press Play: runs of one symbol become one, then the blanks go. Watch the two l: only the ε between keeps them apart.' },
  { id: 'lattice', title: 'The lattice', state: { text: 'cat', model: 'oracle', noise: 0.4, framesPerSymbol: 2, peakiness: 0.2 }, at: 'lattice-panel',
    look: 'Every way from the upper left to the lower right is an alignment of “cat”. Point at a node: α adds up what comes in, and multiplies by p of its own symbol.' },
  { id: 'loss', title: 'The loss', state: { text: 'cat', model: 'oracle', noise: 0.4, framesPerSymbol: 2, peakiness: 0.2, target: 'cut' }, at: 'paths-panel',
    look: 'p(target) is the sum over all alignments, and the loss is −ln of it. Change the target back to cat, and watch the loss and the list of paths.' },
  { id: 'beam', title: 'Greedy against beam', state: { text: 'hello', model: 'oracle', noise: 0.6, seed: 26 }, at: 'beam-panel',
    look: 'Greedy decoding gives “hdello”, beam search “hello”: the best single path has a d in it, but the paths without one are more likely in sum.' },
  { id: 'infeasible', title: 'An infeasible target', state: { text: 'hi', model: 'oracle', framesPerSymbol: 1, target: 'connectionist' }, at: 'summary',
    look: 'A target needs at least one frame for each symbol. With fewer no path gives it: p is 0, the loss infinite; in training, zeroInfinity counts such an utterance as 0.' },
  { id: 'repeats', title: 'Repeated letters', state: { text: 'aaa', model: 'oracle', noise: 0.3, framesPerSymbol: 2, peakiness: 0.3 }, at: 'lattice-panel',
    look: 'Between equal letters no arc skips the ε: without it they would collapse into one. So “aaa” needs five frames, and “abc” only three.' },
  { id: 'guides', title: 'Hot words and language models', state: { text: 'speech', model: 'oracle', noise: 0.7, seed: 12, hotwords: 'speech:5' }, at: 'beam-panel',
    look: 'From the emissions alone this is decoded as “spee rch”. The hot word adds 5 nats to each hypothesis that contains it. Take it out under “Beam search” and compare; a language model does the same for every word it knows.' },
];

/** The menu of lessons: links, so that each can be opened, copied and gone back from. */
export class Lessons {
  /** @param {HTMLElement} menu a list @param {HTMLElement} note */
  constructor(menu, note) {
    this.note = note;
    this.links = LESSONS.map(lesson => element('a', { href: link(lesson) }, lesson.title));
    menu.replaceChildren(...this.links.map(one => element('li', {}, one)));
    this.told = null;
  }

  show(state) {
    const index = LESSONS.findIndex(one => one.id === state.lesson);
    const lesson = LESSONS[index] ?? null;
    this.note.hidden = lesson === null;
    this.links.forEach((one, i) => (i === index ? one.setAttribute('aria-current', 'true') : one.removeAttribute('aria-current')));
    if (lesson !== this.told) {
      this.told = lesson;
      document.querySelectorAll('.panel.taught').forEach(panel => panel.classList.remove('taught'));
      if (lesson) {
        document.getElementById(lesson.at)?.classList.add('taught');
        this.note.replaceChildren(element('h2', {}, `${index + 1}. ${lesson.title}`), element('p', {}, lesson.look), this.steps(index, lesson));
        const { top } = this.note.parentElement.getBoundingClientRect(); // the note itself may be stuck to the top of the window
        if (top < 0 || top > window.innerHeight / 2) { // from the lesson before, or on a phone, where the form stands above
          this.note.parentElement.scrollIntoView({ block: 'start' });
        }
      }
    }
  }

  steps(index, lesson) {
    const next = LESSONS[index + 1];
    const go = element('button', { type: 'button', onclick: () => document.getElementById(lesson.at)?.scrollIntoView({ block: 'start' }) }, 'Show me');
    return element('p', { class: 'buttons' }, go, next ? element('a', { class: 'button', href: link(next) }, `Next: ${next.title}`) : null);
  }
}

function link({ id, state }) {
  const pairs = Object.entries({ ...state, lesson: id }).filter(([name, value]) => value !== DEFAULTS[name]);
  return `#${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]))}`;
}
