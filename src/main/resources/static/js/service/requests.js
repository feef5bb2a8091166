// @ts-check
/**
 * The requests that a state stands for. An input is what there is to decode: emissions with their classes. The emissions
 * themselves go as a file beside the request.
 */

export function synthesizeRequest(state) {
  return {
    text: state.text,
    model: state.model,
    voice: state.voice,
    noise: state.noise,
    framesPerSymbol: state.framesPerSymbol,
    seed: state.seed,
    ...(state.model === 'oracle' ? { peakiness: state.peakiness } : {}),
  };
}

/** Returns the classes of an input as the requests name them. */
function classes(input) {
  return {
    ...(input.vocabulary ? { vocabulary: input.vocabulary } : {}),
    ...(input.blank === null ? {} : { blank: input.blank }),
    scores: input.scores,
  };
}

function timed(input) {
  return input.secondsPerFrame ? { secondsPerFrame: input.secondsPerFrame } : {};
}

export function lossRequest(input, target, include) {
  return { ...classes(input), utterances: [{ ...target }], reduction: 'none', include };
}

export function alignRequest(input, target) {
  return { ...classes(input), utterances: [{ ...target }], ...timed(input) };
}

export function spotRequest(input, state) {
  return { ...classes(input), utterances: [{}], keywords: phrases(state.phrase).map(phrase => keyword(phrase, input)), ...(input.vocabulary ? { wholeWords: false } : {}), ...timed(input) };
}

function keyword(phrase, input) {
  return input.vocabulary ? { phrase } : { labels: labelsOf('phrase', phrase) };
}

export function greedyRequest(input) {
  return { ...classes(input), utterances: [{}], decoder: 'greedy', include: ['framePath', 'tokens'], ...timed(input) };
}

export function beamRequest(input, state, utterances = [{}]) {
  const hotwords = parseHotwords(state.hotwords);
  const lexicon = parseLexicon(state.lexicon);
  return {
    ...classes(input),
    utterances,
    decoder: 'beam',
    beamWidth: state.beamWidth,
    nBest: state.nBest,
    ...(state.languageModel ? { languageModel: { name: state.languageModel, ...weights(input, state) } } : {}),
    ...(hotwords.length > 0 ? { hotwords, ...(state.wholeWords ? { wholeWords: true } : {}) } : {}),
    ...(lexicon.length > 0 ? { lexicon } : {}),
  };
}

/** Returns the weights that are given, else those that suit the network; what is still missing the service knows. */
function weights(input, state) {
  const given = Object.entries({ weight: state.weight, wordBonus: state.wordBonus }).filter(([, value]) => value !== '');
  return { ...input.weights, ...Object.fromEntries(given.map(([name, value]) => [name, Number(value)])) };
}

/** Returns the phrases of a list with commas. */
export function phrases(text) {
  return text.split(',').map(phrase => phrase.trim()).filter(phrase => phrase !== '');
}

/** Returns the phrases and bonuses of `hello:2, ctc`; a bonus left out is 5. */
export function parseHotwords(text) {
  return phrases(text).map(word => {
    const found = /^(.*?)(?::\s*(-?\d+(?:\.\d+)?))?$/.exec(word);
    return { phrase: found[1].trim(), bonus: found[2] === undefined ? 5 : Number(found[2]) };
  });
}

/** Returns words between spaces or commas. */
export function parseLexicon(text) {
  return text.split(/[\s,]+/).filter(word => word !== '');
}

/** Returns `target` as text, or `labels` where there is no vocabulary. */
export function targetOf(text, input) {
  return input.vocabulary ? { target: text } : { labels: labelsOf('target', text) };
}

function labelsOf(field, text) {
  const labels = text.trim() === '' ? [] : text.trim().split(/[\s,]+/).map(Number);
  if (labels.some(label => !Number.isInteger(label))) {
    throw new FieldError(field, `Without a vocabulary a ${field} is class indices, as in 7 8 8 3.`);
  }
  return labels;
}

/** An error of what is in a field, with buttons that mend it. */
export class FieldError extends Error {
  /** @param {string} field @param {string} message @param {{label: string, changed: object}[]} mends what each changes of the state */
  constructor(field, message, mends = []) {
    super(message);
    this.field = field;
    this.mends = mends;
  }
}
