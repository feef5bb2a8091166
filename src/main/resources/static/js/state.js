// @ts-check
/** What the page shows, and the link that says so. Everything but a dropped file fits into the link. */

/** @type {Readonly<Record<string, any>>} */
export const DEFAULTS = Object.freeze({
  source: 'text',
  text: 'hello',
  model: 'trained',
  voice: 'perCharacter',
  noise: 0.3,
  peakiness: 0.5,
  framesPerSymbol: 3,
  seed: 1,
  target: '',
  scores: 'logits',
  vocabulary: '',
  blank: '',
  beamWidth: 16,
  nBest: 5,
  languageModel: '',
  hotwords: '',
  emissionScale: 'log',
  lattice: 'logAlpha',
  request: 'loss',
});

/** Returns the state that a link's fragment describes; what it does not name, or names wrongly, is as by default. */
export function parse(fragment) {
  const state = { ...DEFAULTS };
  for (const [name, value] of new URLSearchParams(fragment.replace(/^#/, ''))) {
    if (!(name in DEFAULTS)) {
      continue;
    }
    if (typeof DEFAULTS[name] === 'number') {
      const number = Number(value);
      state[name] = value !== '' && Number.isFinite(number) ? number : DEFAULTS[name];
    } else {
      state[name] = value;
    }
  }
  return state;
}

/** Returns the fragment of a state, with only what differs from the default. */
export function fragment(state) {
  const pairs = Object.entries(state).filter(([name, value]) => name in DEFAULTS && value !== DEFAULTS[name]);
  return new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString();
}
