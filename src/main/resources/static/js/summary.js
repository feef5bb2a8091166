// @ts-check
import { element } from './dom.js';
import { number, probability } from './symbols.js';

/** What was read, and what the target costs. */
export function showSummary(numbers, verdict, shown, state) {
  const { input, greedy, beam, loss } = shown;
  if (!input) {
    return;
  }
  const entries = [];
  const target = targetText(shown);
  const compare = reading => (target === null ? '' : reading === target ? 'good' : 'bad');
  if (target !== null) {
    entries.push(['Target', visibleEnds(target), 'reading text']);
  }
  const greedyText = textOf(greedy.hypotheses[0]);
  entries.push(['Read greedily', visibleEnds(greedyText), `reading text ${compare(greedyText)}`, 'greedy-text']);
  if (beam?.length > 0) {
    const beamText = textOf(beam[0]);
    entries.push(['Read by beam search', visibleEnds(beamText), `reading text ${compare(beamText)}`, 'beam-text']);
  }
  if (loss) {
    entries.push(['Loss −ln p(target)', loss.feasible ? number(loss.loss) : 'none', loss.feasible ? '' : 'bad', 'loss']);
    entries.push(['p(target)', loss.feasible ? probability(Math.exp(loss.logLikelihood)) : '0']);
    entries.push(['Frames', `${loss.frames}`]);
  }
  numbers.replaceChildren(...entries.map(([name, value, style = '', id = null]) => element('div', { class: style.includes('reading') ? 'reading' : null },
    element('dt', {}, name), element('dd', { class: style.replace('reading', '').trim() || null, id }, value))));
  verdict.textContent = verdictOf(shown, state, target);
}

function targetText({ target, input }) {
  if (!target) {
    return null;
  }
  if (target.target !== undefined) {
    return target.target;
  }
  return input.vocabulary ? target.labels.map(label => input.vocabulary[label]).join('') : target.labels.join(' ');
}

function textOf(hypothesis) {
  return typeof hypothesis.text === 'string' ? hypothesis.text : hypothesis.labels.join(' ');
}

function visibleEnds(text) {
  return text === '' ? '∅' : text.replace(/^ +| +$/g, spaces => '␣'.repeat(spaces.length));
}

function verdictOf({ loss, greedy, logProbs }, state, target) {
  if (loss && !loss.feasible) {
    return loss.frames < loss.minFrames
      ? `The target cannot be: it needs at least ${loss.minFrames} frames, one a symbol and one between equal neighbours, and there are ${loss.frames}.`
      : 'The target cannot be: every path that gives it has probability 0.';
  }
  if (state.source === 'text' && state.model === 'untrained') {
    return `A network that has learnt nothing gives each of the ${logProbs.classes} classes about 1/${logProbs.classes} in each frame, so what it reads is chance.`;
  }
  if (state.source === 'text' && target === state.text && textOf(greedy.hypotheses[0]) === state.text) {
    return 'The text was read as it was written. More noise, or another target, makes it interesting.';
  }
  return '';
}
