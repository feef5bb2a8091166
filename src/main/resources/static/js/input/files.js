// @ts-check
import { count } from '../figure/symbols.js';
import { kindOfScores, looksTransposed } from './looks.js';
import { readNpy } from './npy.js';
import { readZip } from './npz.js';
import { namedBlank, readVocabulary } from './vocabulary.js';

const LONGEST_VOCABULARY_FILE = 8e6;

/**
 * A file with something to decode.
 *
 * @typedef {{name: string, values: Float32Array, rows: number, columns: number, python: string}} NamedMatrix python: what makes it of what
 *     numpy.load gives for the file, where the service does not take that as it is; else empty
 * @typedef {{id: number, name: string, kind: 'matrices'|'sound'|'picture', content: Blob, matrices: NamedMatrix[]}} InputFile id: another
 *     for each file that is read, since files of one name and size may differ
 */

let filesRead = 0;

/** What opens in Python what this page does not open. */
const OPENED_BY = [
  { names: /\.(pt|pth|bin)$/i, python: name => `torch.load("${name}").float().cpu().numpy()` },
  { names: /\.safetensors$/i, python: name => `safetensors.numpy.load_file("${name}")["logits"]` },
  { names: /\.(pkl|pickle)$/i, python: name => `pickle.load(open("${name}", "rb"))` },
  { names: /\.(csv|tsv)$/i, python: name => `np.loadtxt("${name}", delimiter=${/tsv$/i.test(name) ? '"\\t"' : '","'})` },
  { names: /./, python: () => 'array' },
];

/**
 * Returns what dropped files are, by their bytes and not their names: one with something to decode, and what the state
 * gains, which is also what can be told of their vocabulary, blank and scores.
 *
 * @param {File[]} files
 * @param {{shown?: InputFile|null, awaited?: Record<string, any>|null}} [known] shown: the file that is shown by now; awaited: the state of
 *     a link whose file is not here yet, which that file keeps
 * @returns {Promise<{file: InputFile|null, changed: object, found: string[]}>} found: what was detected, as sentences
 */
export async function readFiles(files, { shown = null, awaited = null } = {}) {
  const result = { file: null, changed: { source: 'file' }, found: [] };
  const others = [];
  for (const file of files) {
    const kind = kindOf(await headOf(file));
    if (kind === 'text') {
      others.push(file);
    } else if (result.file) {
      result.found.push(`${file.name} is left out: one file is shown at a time.`);
    } else {
      Object.assign(result, { file: await read(file, kind) });
    }
  }
  const link = result.file === null || result.file.name === awaited?.file ? awaited : null;
  if (result.file) {
    Object.assign(result.changed, forNewFile(result, link));
  }
  for (const file of others) {
    const symbols = await vocabularyIn(file, files.length === 1);
    if ((result.file ?? shown ?? { kind: 'matrices' }).kind !== 'matrices') {
      result.found.push(`${file.name} is left out: a network has its own vocabulary.`);
    } else if (result.changed.vocabulary) {
      result.found.push(`${file.name} is left out: there is another vocabulary, ${result.changed.vocabularyFile}.`);
    } else {
      takeVocabulary(symbols, file.name, link, result);
    }
  }
  if (result.changed.vocabulary) {
    tellOrientation(result);
  }
  return result;
}

async function headOf(file) {
  let head;
  try {
    head = new Uint8Array(await file.slice(0, 12).arrayBuffer());
  } catch (failure) {
    throw new Error(`${file.name} cannot be read. If it is a folder, drop the files in it.`, { cause: failure });
  }
  if (head.length === 0) {
    throw new Error(`${file.name} is empty.`);
  }
  return head;
}

function kindOf(head) {
  const text = String.fromCharCode(...head);
  if (text.startsWith('\x93NUMPY')) {
    return 'npy';
  }
  if (text.startsWith('PK')) {
    return 'npz';
  }
  if (/^(RIFF|RIFX|RF64|BW64|fLaC|OggS|ID3)/.test(text) || (head[0] === 0xff && (head[1] & 0xe0) === 0xe0)) {
    return 'sound';
  }
  return text.startsWith('\x89PNG') || (head[0] === 0xff && head[1] === 0xd8) ? 'picture' : 'text';
}

async function read(file, kind) {
  if (kind === 'sound' || kind === 'picture') {
    return { id: ++filesRead, name: file.name, kind, content: file, matrices: [] };
  }
  const buffer = await file.arrayBuffer();
  const arrays = kind === 'npy' ? [{ name: '', content: buffer }] : await readZip(buffer);
  const read = arrays.flatMap(({ name, content }) => matricesOf(content, name.replace(/\.npy$/, ''), kind === 'npz'));
  if (arrays.some(({ name }) => name.endsWith('/data.pkl'))) {
    throw new Error(`${file.name} was saved by PyTorch. ${howToSave(/\.(pt|pth|bin)$/i.test(file.name) ? file.name : 'file.pt')}`);
  }
  if (read.length === 0) {
    throw new Error(`${file.name} holds no matrix: an array of two axes is needed, frames and classes.`);
  }
  return { id: ++filesRead, name: file.name, kind: 'matrices', content: file, matrices: read };
}

/** Of an archive, arrays of other shapes and types are passed over: scalars, labels, lengths. */
function matricesOf(content, name, isLenient) {
  try {
    const { matrices, isBigEndian } = readNpy(content, name || 'The array');
    const python = i => `${isLenient ? `[${JSON.stringify(name)}]` : ''}${matrices.length > 1 ? `[${i}]` : ''}${isBigEndian ? '.astype("<f4")' : ''}`;
    return matrices.map((matrix, i) => ({ name: matrices.length > 1 ? `${name}[${i}]` : name, python: python(i), ...matrix }));
  } catch (failure) {
    if (isLenient) {
      return [];
    }
    throw failure;
  }
}

/** Returns what a new file makes of the state: nothing of the file before it is left, but all of a link that waits for it. */
function forNewFile({ file, found }, link) {
  const changed = link ? { file: file.name } : { file: file.name, array: '', transposed: '', network: '', vocabulary: '', vocabularyFile: '', blank: '', target: '', phrase: '', lesson: '' };
  const matrix = file.matrices[0];
  if (!matrix) {
    return changed;
  }
  const isTurned = looksTransposed(matrix, 0);
  const scores = kindOfScores(matrix);
  found.push(isTurned
    ? 'The columns, not the rows, are distributions: it looks transposed.'
    : { probs: 'The rows sum to 1: probabilities.', logProbs: 'The rows sum to 1 after exp: log-probabilities.', logits: 'The rows do not sum to 1: logits.' }[scores]);
  return link ? changed : { ...changed, scores };
}

async function vocabularyIn(file, isAlone) {
  if (!/\.(json|txt|dict|tokens|vocab)$/i.test(file.name) || file.size > LONGEST_VOCABULARY_FILE) {
    throw new Error(isAlone
      ? `${file.name} is nothing that can be shown: not a .npy file or .npz, sound (WAV, FLAC, MP3, Ogg), a picture (PNG, JPEG) or a vocabulary (.json, .txt, .vocab). ${howToSave(file.name)}`
      : `${file.name} is not known here.`);
  }
  let text;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch (failure) {
    throw new Error(`${file.name} is not a vocabulary: it is not UTF-8.`, { cause: failure });
  }
  return readVocabulary(text, file.name);
}

/** Returns how a file that only Python opens becomes one that this page does. */
function howToSave(name) {
  const { python } = OPENED_BY.find(({ names }) => names.test(name));
  return `Emissions are saved for it in Python by np.save("emissions.npy", ${python(name)}).`;
}

function takeVocabulary(symbols, name, link, { changed, found }) {
  changed.vocabulary = JSON.stringify(symbols);
  changed.vocabularyFile = name;
  const blank = namedBlank(symbols);
  if (blank >= 0) {
    changed.blank = link?.blank || String(blank);
    found.push(`${name}: ${count(symbols.length, 'symbol')}; class ${blank} is called “${symbols[blank]}”, as the blank is.`);
  } else {
    found.push(`${name}: ${count(symbols.length, 'symbol')}, none of which is called as a blank is.`);
  }
}

function tellOrientation({ file, changed, found }) {
  const symbols = JSON.parse(changed.vocabulary).length;
  if (file?.matrices[0] && looksTransposed(file.matrices[0], symbols)) {
    found.push(`There are as many rows as symbols, ${symbols}: it looks transposed.`);
  }
}
