// @ts-check
import { byId } from '../dom.js';
import { count, number, probability } from '../figure/symbols.js';

/** What was read, and what the target costs; each number has its place from the start. */
export function showSummary(shown) {
  const { input, greedy, beam, loss } = shown;
  if (!input) {
    return;
  }
  const target = targetText(shown);
  // what was read is right where somebody said what should be read, and not only because it was taken for the target
  const judged = shown.isTargetGiven ? target : null;
  set('target-text', target === null ? '' : visibleEnds(target));
  setReading('greedy-text', textOf(greedy.hypotheses[0]), judged);
  if (beam?.length > 0) {
    setReading('beam-text', textOf(beam[0]), judged);
  } else {
    set('beam-text', '');
  }
  set('loss', loss ? (loss.feasible ? number(loss.loss) : '∞') : '', loss && !loss.feasible ? 'bad' : '');
  set('p-target', loss ? (loss.feasible ? probability(Math.exp(loss.logLikelihood)) : '0') : '');
  set('frames', String(shown.logProbs.frames));
  byId('verdict').textContent = verdictOf(shown, target);
}

function setReading(id, text, target) {
  set(id, visibleEnds(text), target === null ? '' : text === target ? 'good' : 'bad');
}

function set(id, text, style = '') {
  const place = byId(id);
  place.textContent = text;
  place.className = place.className.replace(/ ?(good|bad)/g, '') + (style ? ` ${style}` : '');
  place.classList.toggle('long', text.length > 60);
  place.title = text.length > 60 ? text : '';
  place.tabIndex = text.length > 100 || place.scrollHeight > place.clientHeight ? 0 : -1; // it may have to be scrolled
}

/** Returns the target as it is read, or null where there is none yet. */
export function targetText({ target, input }) {
  if (!target) {
    return null;
  }
  if (target.target !== undefined) {
    return target.target;
  }
  return input.vocabulary ? target.labels.map(label => input.vocabulary[label]).join('') : target.labels.join(' ');
}

export function textOf(hypothesis) {
  return typeof hypothesis.text === 'string' ? hypothesis.text : hypothesis.labels.join(' ');
}

export function visibleEnds(text) {
  return text === '' ? '∅' : text.replace(/^ +| +$/g, spaces => '␣'.repeat(spaces.length));
}

function verdictOf({ loss, greedy, logProbs, input, state }, target) {
  if (loss && !loss.feasible) {
    return loss.frames < loss.minFrames
      ? `The target is infeasible: it needs at least ${count(loss.minFrames, 'frame')}, one for each symbol and one between equal neighbours, and there ${loss.frames === 1 ? 'is' : 'are'} ${loss.frames}.`
      : 'The target is infeasible: every path that gives it has probability 0.';
  }
  if (input.made === 'text' && state.model === 'untrained') {
    return `A network that has learnt nothing gives each of the ${logProbs.classes} classes about 1/${logProbs.classes} in each frame, so what is decoded is chance.`;
  }
  if (input.made === 'text' && target === state.text && textOf(greedy.hypotheses[0]) === state.text) {
    return 'Decoded as it was typed. More noise, or another target, makes it interesting.';
  }
  return input.made === 'text' || state.target !== '' ? '' : 'No target is given: the loss is that of the greedily decoded text.';
}
