// @ts-check
import { get, post, postFor } from '../service/api.js';
import { FieldError, synthesizeRequest } from '../service/requests.js';
import { kindOfScores, looksTransposed, mostFrequentBest, transposed } from './looks.js';
import { readNpy, writeNpy } from './npy.js';
import { readZip } from './npz.js';
import { spectrogramOf } from './sound.js';
import { parseVocabulary } from './vocabulary.js';

const MOST_OFFERED = 4;

/**
 * What there is to decode: emissions with vocabulary, blank and the kind of their scores. `known` says where features and
 * alignment come from; `content` is the emissions as a file; `name` is that of the file which they came in or from.
 *
 * @typedef {{frames: number, classes: number, values: Float32Array, scores: string, vocabulary: string[]|null, blank: number|null,
 *     secondsPerFrame: number|null, weights: {weight?: number, wordBonus?: number}, content: Blob, features: object|null, alignment: object[]|null, made: 'text'|'file'|'network',
 *     sound: object|null, picture: Blob|null, name?: string, python?: string}} Input
 */

/** The source of the input. What was made or read once is made again only when it would come out otherwise. */
export class Source {
  constructor() {
    this.forget();
    this.networks = null;
    this.made = { key: null, value: null };
  }

  /** Takes a file, with what the state gains by it; or, without one, what it gains by a vocabulary. */
  take(file, gained) {
    this.gained = file ? gained : { ...this.gained, ...gained };
    this.file = file ?? this.file;
  }

  forget() {
    /** @type {import('./files.js').InputFile|null} */
    this.file = null;
    this.gained = {};
  }

  /** Returns the file that a state is about, null where that is not here: a link names another, or there is none. */
  fileOf(state) {
    return this.file?.name === state.file ? this.file : null;
  }

  /** @returns {Promise<Input|null>} null where there is no file yet */
  async input(state, signal) {
    return state.source === 'file' ? this.ofFile(state, signal) : this.once(JSON.stringify(synthesizeRequest(state)), () => ofText(state, signal));
  }

  async once(key, make) {
    if (this.made.key !== key) {
      this.made = { key, value: await make() };
    }
    return this.made.value;
  }

  async ofFile(state, signal) {
    const file = this.fileOf(state);
    if (!file) {
      return null;
    }
    if (file.kind !== 'matrices') {
      return this.ofRecording(state, file, signal);
    }
    const matrix = this.matrix(state);
    const vocabulary = parseVocabulary(state.vocabulary);
    requireClasses(matrix, vocabulary, state);
    requireBlank(matrix, state);
    requireNumbers(matrix);
    const blank = Number(state.blank);
    return this.once(`${file.id} ${state.array} ${state.transposed} ${state.scores} ${state.vocabulary} ${blank}`, async () => ({
      ...ofMatrix(matrix), name: file.name, scores: state.scores, vocabulary, blank, made: 'file', python: this.python(state),
    }));
  }

  /** Returns the matrix of the file that the state chooses. */
  matrix(state) {
    const chosen = this.chosen(state);
    return state.transposed ? transposed(chosen) : chosen;
  }

  /** Returns the same in Python, empty where the file itself is all that the service needs. */
  python(state) {
    const made = `${this.chosen(state).python}${state.transposed ? '.T' : ''}`;
    return made === '' ? '' : `np.load(${JSON.stringify(this.file.name)})${made}`;
  }

  chosen(state) {
    const { matrices } = this.file;
    const chosen = state.array === '' ? matrices[0] : matrices.find(matrix => matrix.name === state.array);
    if (!chosen) {
      throw missing('array', `${this.file.name} holds no matrix ${state.array}.`, matrices);
    }
    return chosen;
  }

  async ofRecording(state, file, signal) {
    const networks = await this.networksOf(file.kind);
    const read = file.kind === 'sound' ? 'sound' : 'pictures';
    if (networks.length === 0) {
      throw new FieldError('network', `No network that reads ${read} is registered here; ctc.networks.<name>.location registers one.`);
    }
    const network = state.network === '' ? networks[0] : networks.find(one => one.name === state.network);
    if (!network) {
      throw missing('network', `No network ${state.network} that reads ${read} is registered here.`, networks);
    }
    return this.once(`${file.id} ${network.name}`, async () => {
      const sound = file.kind === 'sound' ? await spectrogramOf(file.content, signal) : null;
      const answer = await postFor('application/x-npz', 'emissions', { network: network.name }, { parts: [{ name: file.kind === 'sound' ? 'recording' : 'picture', content: file.content }], signal });
      return { ...await ofArchive(answer, network), name: file.name, sound, picture: file.kind === 'picture' ? file.content : null };
    });
  }

  /** Returns the networks of this server that read sound, or pictures. */
  async networksOf(kind) {
    this.networks ??= (await get('networks')).networks;
    return this.networks.filter(network => network.kind === (kind === 'sound' ? 'speech' : kind));
  }
}

async function ofText(state, signal) {
  const made = await post('synthesize', synthesizeRequest(state), { signal });
  const matrix = { rows: made.emissions.length, columns: made.emissions[0].length, values: Float32Array.from(made.emissions.flat(), value => (typeof value === 'number' ? value : -Infinity)) };
  return {
    ...ofMatrix(matrix), scores: 'logProbs', vocabulary: made.vocabulary, blank: made.blank, features: made.features, alignment: made.alignment, made: 'text',
  };
}

async function ofArchive(archive, network) {
  const files = await readZip(await archive.arrayBuffer());
  const { matrices } = readNpy(files.find(file => file.name.startsWith('emissions_')).content);
  return { ...ofMatrix(matrices[0]), scores: network.scores, vocabulary: network.vocabulary ?? null, blank: network.blank, secondsPerFrame: network.secondsPerFrame ?? null, weights: weightsOf(network), made: 'network', network: network.name };
}

/** Returns what a language model counts beside the scores of a network, as the server says of it. */
function weightsOf({ facts }) {
  const told = name => Number(facts.find(({ setting }) => setting === `language-model.${name}`).value);
  return { weight: told('weight'), wordBonus: told('word-bonus') };
}

function ofMatrix(matrix) {
  return {
    frames: matrix.rows, classes: matrix.columns, values: matrix.values, content: writeNpy(matrix), secondsPerFrame: null, weights: {}, features: null, alignment: null, sound: null, picture: null,
  };
}

/** Returns what is wrong with a name that a link gives and nothing has, with those that there are as its mends. */
function missing(field, told, named) {
  return new FieldError(field, told, named.slice(0, MOST_OFFERED).map(({ name }) => ({ label: name || 'The matrix that it holds', changed: { [field]: name } })));
}

function turn(matrix, state) {
  return { label: 'Transpose', changed: { transposed: state.transposed ? '' : 'yes', scores: kindOfScores(transposed(matrix)) } };
}

function requireClasses(matrix, vocabulary, state) {
  if (!vocabulary) {
    if (looksTransposed(matrix, 0)) {
      throw new FieldError('file', `The columns, not the rows, sum to 1: ${matrix.rows} rows of ${matrix.columns} look transposed. Expected: a row a frame.`, [turn(matrix, state)]);
    }
    return;
  }
  if (vocabulary.length === matrix.columns) {
    return;
  }
  const told = `The vocabulary has ${vocabulary.length} symbols, but a row of the file ${matrix.columns} classes.`;
  if (looksTransposed(matrix, vocabulary.length)) {
    throw new FieldError('file', `${told} There are ${matrix.rows} rows: it looks transposed.`, [turn(matrix, state)]);
  }
  const set = (symbols, blank) => ({ vocabulary: JSON.stringify(symbols), blank: String(blank) });
  const mends = matrix.columns === vocabulary.length + 1
    ? [{ label: 'The blank comes before them', changed: set(['', ...vocabulary], 0) }, { label: 'The blank comes after them', changed: set([...vocabulary, ''], vocabulary.length) }]
    : matrix.columns === vocabulary.length + 2
      ? [{ label: 'Blank before, space after them (PaddleOCR)', changed: set(['', ...vocabulary, ' '], 0) }]
      : [];
  throw new FieldError('vocabulary', told, mends);
}

function requireBlank(matrix, state) {
  if (state.blank === '') {
    const { label, share } = mostFrequentBest(matrix);
    throw new FieldError('blank', `Which class is the blank? Class ${label} is the best of ${Math.round(100 * share)} % of the frames, as blanks are.`, [{ label: `It is ${label}`, changed: { blank: String(label) } }]);
  }
  if (Number(state.blank) >= matrix.columns) {
    throw new FieldError('blank', `There are ${matrix.columns} classes: expected 0 to ${matrix.columns - 1}.`, [{ label: `The last, ${matrix.columns - 1}`, changed: { blank: String(matrix.columns - 1) } }]);
  }
}

function requireNumbers({ columns, values }) {
  const at = values.findIndex(value => Number.isNaN(value) || value === Infinity);
  if (at >= 0) {
    throw new FieldError('file', `Frame ${Math.floor(at / columns)}, class ${at % columns} of the file is ${values[at]}; expected: a number or −Infinity.`);
  }
}

/** Returns another kind of scores that a matrix looks like than the one chosen, or null. */
export function otherKind(input) {
  const looks = kindOfScores({ rows: input.frames, columns: input.classes, values: input.values });
  return looks === input.scores || looks === 'logits' || (looks === 'logProbs' && input.scores === 'logits') ? null : looks;
}
