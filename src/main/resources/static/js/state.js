// @ts-check
/** What the page shows, and the link that says so: every field with its default and what it may be. */

/** Longer texts are left out of links. */
const LONGEST_IN_LINK = 400;

const choice = (...values) => ({ value: values[0], values });
const text = (value, longest) => ({ value, longest });
const real = (value, least, most) => ({ value, least, most });
const whole = (value, least, most) => ({ value, least, most, whole: true });
const optional = field => ({ ...field, optional: true });

/** @type {Readonly<Record<string, any>>} */
const FIELDS = Object.freeze(Object.assign(Object.create(null), {
  source: choice('text', 'file'),
  text: text('hello', 200),
  model: choice('trained', 'untrained', 'oracle'),
  voice: choice('perCharacter', 'perOccurrence'),
  noise: real(0.3, 0, 2),
  peakiness: real(0.5, 0, 1),
  framesPerSymbol: whole(3, 1, 50),
  seed: whole(1, -Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  target: text('', 65536),
  file: text('', 300),
  array: text('', 300),
  transposed: choice('', 'yes'),
  network: text('', 200),
  scores: choice('logits', 'logProbs', 'probs'),
  vocabulary: text('', 1e6),
  vocabularyFile: text('', 300),
  blank: optional(whole('', 0, 65535)),
  beamWidth: whole(16, 1, 1024),
  nBest: whole(5, 1, 100),
  languageModel: text('', 200),
  weight: optional(real('', 0, 100)),
  wordBonus: optional(real('', -100, 100)),
  hotwords: text('', 10000),
  wholeWords: choice('', 'yes'),
  lexicon: text('', 100000),
  phrase: text('', 1000),
  lesson: choice('', 'alignment', 'blank', 'collapse', 'lattice', 'loss', 'beam', 'infeasible', 'repeats', 'guides'),
  emissionScale: choice('log', 'p'),
  lattice: choice('logAlpha', 'logBeta', 'posterior'),
  request: choice('loss', 'synthesize', 'emissions', 'decode', 'align', 'spot', 'features'),
}));

/** @type {Readonly<Record<string, any>>} */
export const DEFAULTS = Object.freeze(Object.assign(Object.create(null), Object.fromEntries(Object.entries(FIELDS).map(([name, field]) => [name, field.value]))));

export const isField = name => name in FIELDS;

/** Returns the value that a text stands for as `value`, or `expected`, what it should be. */
export function read(name, given) {
  const field = FIELDS[name];
  if (field.values) {
    return field.values.includes(given) ? { value: given } : { expected: `one of ${field.values.filter(value => value).join(', ')}` };
  }
  if ('longest' in field) {
    return given.length <= field.longest ? { value: given } : { expected: `at most ${field.longest} characters` };
  }
  const written = String(given).trim();
  if (field.optional && written === '') {
    return { value: '' };
  }
  const number = Number(written);
  const fits = written !== '' && Number.isFinite(number) && number >= field.least && number <= field.most && (!field.whole || Number.isInteger(number));
  return fits ? { value: field.optional ? String(number) : number } : { expected: expectedNumber(field) };
}

function expectedNumber({ whole: isWhole, least, most }) {
  const kind = isWhole ? 'a whole number' : 'a number';
  return most === Number.MAX_SAFE_INTEGER ? kind : `${kind} from ${least} to ${most}`;
}

/**
 * Returns the state that a link's fragment describes, with what is kept beside it; what neither names is as by default, and so is
 * what they name wrongly, of which `mended` tells.
 *
 * @param {string} fragment
 * @param {Record<string, string>|null} beside what `kept` returned
 * @returns {{state: Record<string, any>, mended: {name: string, given: string, expected: string|null}[]}} expected: null where there is
 *     no such name
 */
export function parse(fragment, beside) {
  const state = { ...DEFAULTS };
  const mended = [];
  for (const [name, given] of [...new URLSearchParams(fragment.replace(/^#/, '')), ...Object.entries(beside ?? {})]) {
    const { value, expected } = isField(name) ? read(name, given) : { value: null, expected: null };
    if (expected === undefined) {
      state[name] = value;
    } else {
      mended.push({ name, given, expected });
    }
  }
  return { state, mended };
}

/** Returns the fragment of a state: what differs from the default, and is not too long for a link. */
export function fragment(state) {
  const pairs = Object.keys(FIELDS).filter(name => state[name] !== DEFAULTS[name] && !isTooLong(state, name));
  return new URLSearchParams(pairs.map(name => [name, String(state[name])])).toString();
}

/** Returns the fields that a link leaves out, by name, since they are too long; null where there are none. */
export function kept(state) {
  const names = leftOut(state);
  return names.length === 0 ? null : Object.fromEntries(names.map(name => [name, state[name]]));
}

/** Returns the names of the fields that a link leaves out, since they are too long. */
export function leftOut(state) {
  return Object.keys(FIELDS).filter(name => isTooLong(state, name));
}

function isTooLong(state, name) {
  return encodeURIComponent(state[name]).length > LONGEST_IN_LINK;
}
