// @ts-check
import { FieldError } from '../service/requests.js';

const BLANKS = ['<blank>', '<blk>', '[blank]', 'blank', '<pad>', '[PAD]', '<b>', '_blank_', 'ε', '<eps>', '<ctc>', ''];

/** Returns the symbols of a JSON array, or of a text with one character a class; null where there is none. */
export function parseVocabulary(text) {
  if (text.trim() === '') {
    return null;
  }
  if (text.trim().startsWith('[')) {
    let symbols;
    try {
      symbols = JSON.parse(text);
    } catch (failure) {
      throw new FieldError('vocabulary', `This begins like a JSON array, but is none: ${failure.message}.`);
    }
    if (!Array.isArray(symbols) || symbols.some(symbol => typeof symbol !== 'string')) {
      throw new FieldError('vocabulary', 'The vocabulary is not an array of strings.');
    }
    return symbols;
  }
  return Array.from(text.replace(/\r?\n$/, ''));
}

/**
 * Returns the symbols of a file by class: a JSON array; a JSON object of indices by symbol (vocab.json); lines of a symbol
 * and its index (tokens.txt) or its score (SentencePiece's .vocab); or a symbol a line (a dictionary).
 */
export function readVocabulary(text, name) {
  if (/^\s*[[{]/.test(text)) {
    const read = JSON.parse(text);
    return Array.isArray(read) ? parseVocabulary(text) : byIndex(Object.entries(read), name);
  }
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') {
    lines.pop();
  }
  const scored = lines.map(line => /^(\S+)\t-?[0-9.]+(e-?[0-9]+)?$/.exec(line));
  if (scored.every(pair => pair) && lines.some(line => line.includes('\t-'))) {
    return scored.map(pair => pair[1]);
  }
  const pairs = lines.map(line => /^(.*)[ \t](\d+)$/.exec(line));
  return lines.length > 1 && pairs.every(pair => pair) ? byIndex(pairs.map(pair => [pair[1], Number(pair[2])]), name) : lines;
}

function byIndex(entries, name) {
  const symbols = [];
  entries.forEach(([symbol, index]) => { symbols[index] = symbol; });
  if (entries.some(([, index]) => !Number.isInteger(index) || index < 0) || symbols.length !== entries.length || symbols.includes(undefined)) {
    throw new Error(`${name} is not a vocabulary: its indices are not 0 to ${entries.length - 1}, each once.`);
  }
  return symbols;
}

/** Returns the class that is called as blanks are, −1 if none is. */
export function namedBlank(symbols) {
  for (const blank of BLANKS) {
    const index = symbols.indexOf(blank);
    if (index >= 0 && symbols.indexOf(blank, index + 1) < 0) {
      return index;
    }
  }
  return -1;
}
