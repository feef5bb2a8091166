// @ts-check
import { FieldError } from '../service/requests.js';

const BLANKS = ['<blank>', '<blk>', '[blank]', 'blank', '<pad>', '[PAD]', '<b>', '_blank_', 'ε', '<eps>', '<ctc>', ''];

// those of VocabularyFile.java; no symbol holds a space, but one may be a space of Unicode's
const DISAMBIGUATION = /^#[0-9]{1,9}$/;
const SYMBOL_AND_INDEX = /^([^ \t\n\v\f\r]+)[ \t]+([0-9]{1,9})[ \t]*$/;
const SYMBOL_AND_SCORE = /^([^ \t\n\v\f\r]+)\t(-?[0-9.]+(?:e-?[0-9]+)?)$/;
const INDEX_AND_SYMBOL = /^([0-9]{1,9})[ \t](.+)$/;
const CLASS_INDEX = /^[0-9]{1,9}$/;
const INDEX_ALONE = /^[ \t]*([0-9]{1,9})[ \t]*$/;
const MOST_NAMED = 10;
const JSON_ARRAY = /^[ \t\n\v\f\r]*\[[ \t\n\v\f\r]*("|][ \t\n\v\f\r]*$)/;
const JSON_OBJECT = /^[ \t\n\v\f\r]*\{[ \t\n\v\f\r]*("|}[ \t\n\v\f\r]*$)/;

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
 * Returns the symbols of a file by class, as the service reads it (VocabularyFile): a JSON array; a JSON object of indices
 * by symbol (vocab.json), or of symbols by index; lines of an index and its symbol in order; lines of a symbol and its index (tokens.txt), where the index alone is the space, or of a symbol
 * and its score (SentencePiece's .vocab); or a symbol a line (a dictionary).
 */
export function readVocabulary(text, name) {
  try {
    return symbolsOf(text);
  } catch (failure) {
    throw new Error(`${name} is not a vocabulary: ${failure.message}.`, { cause: failure });
  }
}

function symbolsOf(text) {
  if (text.trim() === '') {
    throw new Error('the file is empty');
  }
  if (JSON_ARRAY.test(text)) {
    return arrayOf(JSON.parse(text));
  }
  if (JSON_OBJECT.test(text)) {
    const object = JSON.parse(text);
    for (const name of ['labels', 'charset']) { // pyctcdecode's and ddddocr's
      if (Array.isArray(object[name])) {
        return arrayOf(object[name]);
      }
    }
    const entries = Object.entries(ofOneLanguage(object)).map(([one, other]) => isByIndex(object)
      ? { symbol: other, index: Number(one), place: `the symbol "${other}"` }
      : { symbol: one, index: other, place: `the symbol "${one}"` });
    return byIndex(entries);
  }
  const lines = text.replace(/\n$/, '').split('\n').map(line => line.replace(/\r$/, ''));
  const scored = lines.map(line => SYMBOL_AND_SCORE.exec(line));
  if (scored.every(pair => pair) && lines.some(line => line.includes('\t-'))) {
    return scored.map(pair => pair[1]);
  }
  const numbered = lines.map(line => INDEX_AND_SYMBOL.exec(line));
  if (numbered.every((pair, at) => pair && Number(pair[1]) === at) && !lines.every(line => SYMBOL_AND_INDEX.test(line))) {
    return numbered.map(pair => pair[2]);
  }
  return lines.some(line => SYMBOL_AND_INDEX.test(line)) ? withoutDisambiguation(byIndex(lines.flatMap(indexed))) : lines;
}

/** Returns whether the keys of an object are indices, and its values symbols. */
function isByIndex(object) {
  const entries = Object.entries(object);
  return entries.length > 0 && entries.every(([key, value]) => CLASS_INDEX.test(key) && typeof value === 'string');
}

/** Returns symbols without icefall's last ones, #0, #1 and so on: only its graphs have them, no network. */
function withoutDisambiguation(symbols) {
  const end = symbols.findLastIndex(symbol => !DISAMBIGUATION.test(symbol)) + 1;
  return end > 0 && symbols[end] === '#0' ? symbols.slice(0, end) : symbols;
}

/** Returns the vocabulary of the only language of an object that has one for each; others as they are. */
function ofOneLanguage(object) {
  const languages = Object.keys(object);
  if (languages.length === 0 || !Object.values(object).every(value => value !== null && typeof value === 'object' && !Array.isArray(value))) {
    return object;
  }
  if (languages.length > 1) {
    const more = languages.length > MOST_NAMED ? ` and ${languages.length - MOST_NAMED} more` : '';
    throw new Error(`a vocabulary of several languages, ${languages.slice(0, MOST_NAMED).join(', ')}${more}; expected that of one`);
  }
  return object[languages[0]];
}

function arrayOf(symbols) {
  const other = symbols.findIndex(symbol => typeof symbol !== 'string');
  if (other >= 0) {
    throw new Error(`index ${other} of the JSON array is no string`);
  }
  return symbols;
}

/** Returns the symbol of a line with its index, nothing of a blank line. */
function indexed(line, at) {
  const place = `line ${at + 1}`;
  const both = SYMBOL_AND_INDEX.exec(line);
  const alone = INDEX_ALONE.exec(line);
  if (!both && !alone && line.trim() !== '') {
    throw new Error(`${place}: expected a symbol and its class index, as in other lines`);
  }
  if (both) {
    return [{ symbol: both[1], index: Number(both[2]), place }];
  }
  return alone ? [{ symbol: ' ', index: Number(alone[1]), place }] : [];
}

/** Returns symbols that come with their index, in any order. */
function byIndex(entries) {
  const places = new Map();
  for (const entry of entries) {
    if (!Number.isInteger(entry.index) || entry.index < 0) {
      throw new Error(`${entry.place} of the JSON object has no class index`);
    }
    const before = places.get(entry.index);
    if (before) {
      throw new Error(`${entry.place}: the class index ${entry.index} stands twice, first for ${before.place}`);
    }
    places.set(entry.index, entry);
  }
  const sorted = [...places.values()].sort((one, other) => one.index - other.index);
  const gap = sorted.findIndex((entry, index) => entry.index !== index);
  if (gap >= 0) {
    throw new Error(`${sorted[gap].place}: no symbol has the class index ${gap}, and this one has ${sorted[gap].index}`);
  }
  return sorted.map(entry => entry.symbol);
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
