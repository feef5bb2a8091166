// @ts-check
import { writeNpy } from '../input/npy.js';
import { post } from '../service/api.js';
import { beamRequest } from '../service/requests.js';

const MOST_STEPS = 40;
const MOST_NUMBERS = 400000;
const READINGS = 6;

/**
 * Returns the best readings after so many frames, for some numbers of frames: a beam search over the first frames ends
 * with exactly what the search over all of them holds there. Empty where that would be too much to send.
 */
export async function growth(input, state, limit, signal) {
  const { frames, classes, values } = input;
  let steps = Math.min(frames, MOST_STEPS, limit);
  while (steps > 0 && (steps * frames * classes) / 2 > MOST_NUMBERS) {
    steps = Math.floor(steps / 2);
  }
  if (steps < 4 && steps < frames) {
    return [];
  }
  const lengths = Array.from({ length: steps }, (_, i) => Math.round(((i + 1) * frames) / steps));
  const parts = lengths.map(length => ({ name: 'emissions', content: writeNpy({ rows: length, columns: classes, values: values.subarray(0, length * classes) }) }));
  const request = { ...beamRequest(input, state, lengths.map(() => ({}))), nBest: Math.min(READINGS, state.beamWidth) };
  const answer = await post('decode', request, { parts, signal });
  return answer.utterances.map((utterance, i) => ({ frames: lengths[i], hypotheses: utterance.hypotheses }));
}
