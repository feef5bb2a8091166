// @ts-check
/** The requests that a state stands for. An input is what there is to decode: emissions with their classes. */

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

export function lossRequest(input, target, include) {
  return { ...classes(input), utterances: [{ emissions: input.emissions, ...target }], reduction: 'none', include };
}

export function greedyRequest(input) {
  return { ...classes(input), utterances: [{ emissions: input.emissions }], decoder: 'greedy', include: ['framePath', 'tokens'] };
}

export function beamRequest(input, state, utterances = [{ emissions: input.emissions }]) {
  const hotwords = parseHotwords(state.hotwords);
  return {
    ...classes(input),
    utterances,
    decoder: 'beam',
    beamWidth: state.beamWidth,
    nBest: state.nBest,
    ...(state.languageModel ? { languageModel: { name: state.languageModel } } : {}),
    ...(hotwords.length > 0 ? { hotwords } : {}),
  };
}

/** Returns the phrases and bonuses of `hello:2, ctc`; a bonus left out is 5. */
export function parseHotwords(text) {
  return text.split(',').map(word => word.trim()).filter(word => word !== '').map(word => {
    const found = /^(.*?)(?::\s*(-?\d+(?:\.\d+)?))?$/.exec(word);
    return { phrase: found[1].trim(), bonus: found[2] === undefined ? 5 : Number(found[2]) };
  });
}

/** Returns the symbols of a JSON array, or of a text with one character a class; null where there is none. */
export function parseVocabulary(text) {
  if (text.trim() === '') {
    return null;
  }
  if (text.trim().startsWith('[')) {
    const symbols = JSON.parse(text);
    if (!Array.isArray(symbols) || symbols.some(symbol => typeof symbol !== 'string')) {
      throw new Error('The vocabulary is not an array of strings.');
    }
    return symbols;
  }
  return Array.from(text.replace(/\r?\n$/, ''));
}

/** Returns `target` as text, or `labels` where there is no vocabulary. */
export function targetOf(text, input) {
  if (input.vocabulary) {
    return { target: text };
  }
  const labels = text.trim() === '' ? [] : text.trim().split(/[\s,]+/).map(Number);
  if (labels.some(label => !Number.isInteger(label))) {
    throw new Error('Without a vocabulary the target is class indices, as in 7 8 8 3.');
  }
  return { labels };
}
