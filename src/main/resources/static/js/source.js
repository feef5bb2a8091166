// @ts-check
import { post } from './api.js';
import { readNpy } from './npy.js';
import { parseVocabulary, synthesizeRequest } from './requests.js';

/**
 * Returns what there is to decode: emissions with vocabulary, blank and the kind of their scores; made from a text by the
 * service, or out of a file. Null where there is no file yet.
 */
export async function inputOf(state, file, signal) {
  return state.source === 'file' ? inputOfFile(state, file) : inputOfText(state, signal);
}

async function inputOfText(state, signal) {
  const made = await post('synthesize', synthesizeRequest(state), signal);
  return {
    emissions: made.emissions,
    scores: 'logProbs',
    vocabulary: made.vocabulary,
    blank: made.blank,
    features: made.features,
    alignment: made.alignment,
  };
}

function inputOfFile(state, file) {
  if (!file) {
    return null;
  }
  const vocabulary = parseVocabulary(state.vocabulary);
  if (vocabulary && vocabulary.length !== file.columns) {
    throw new Error(`The vocabulary has ${vocabulary.length} symbols, but the file has ${file.columns} classes.`);
  }
  if (String(state.blank).trim() === '') {
    throw new Error('Which class is the blank? It is never guessed: fill in “Class of the blank”.');
  }
  return { emissions: matrix(file), scores: state.scores, vocabulary, blank: Number(state.blank), features: null, alignment: null };
}

/** Returns rows of numbers as JSON may hold them: float32 in nine digits, log zero as a string. */
function matrix({ rows, columns, values }) {
  return Array.from({ length: rows }, (_, t) => Array.from({ length: columns }, (_, v) => {
    const value = values[t * columns + v];
    if (Number.isNaN(value) || value === Infinity) {
      throw new Error(`Frame ${t}, class ${v} of the file is ${value}; a number or −Infinity is needed.`);
    }
    return value === -Infinity ? '-Infinity' : Number(value.toPrecision(9));
  }));
}

/** Returns what the state gains from dropped files: a matrix, and a vocabulary with its blank where it says so. */
export async function readFiles(files) {
  const found = { file: null, changed: { source: 'file' } };
  for (const file of files) {
    if (file.name.endsWith('.json')) {
      const text = await file.text();
      const symbols = parseVocabulary(text);
      found.changed.vocabulary = JSON.stringify(symbols);
      const blank = symbols.indexOf('<blank>');
      if (blank >= 0) {
        found.changed.blank = String(blank);
      }
    } else {
      found.file = { name: file.name, ...readNpy(await file.arrayBuffer()) };
    }
  }
  return found;
}
