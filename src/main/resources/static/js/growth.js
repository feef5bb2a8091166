// @ts-check
import { post } from './api.js';
import { beamRequest } from './requests.js';

const MOST_STEPS = 40;
const MOST_NUMBERS = 400000;
const READINGS = 6;

/**
 * Returns the best readings after so many frames, for some numbers of frames: a beam search over the first frames ends
 * with exactly what the search over all of them holds there. Empty where that would be too much to send.
 */
export async function growth(input, state, limit, signal) {
  const frames = input.emissions.length;
  const classes = input.emissions[0].length;
  let steps = Math.min(frames, MOST_STEPS, limit);
  while (steps > 0 && (steps * frames * classes) / 2 > MOST_NUMBERS) {
    steps = Math.floor(steps / 2);
  }
  if (steps < 4 && steps < frames) {
    return [];
  }
  const lengths = Array.from({ length: steps }, (_, i) => Math.round(((i + 1) * frames) / steps));
  const utterances = lengths.map(length => ({ emissions: input.emissions.slice(0, length) }));
  const answer = await post('decode', { ...beamRequest(input, state, utterances), nBest: Math.min(READINGS, state.beamWidth) }, signal);
  return answer.utterances.map((utterance, i) => ({ frames: lengths[i], hypotheses: utterance.hypotheses }));
}
