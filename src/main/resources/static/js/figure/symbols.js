// @ts-check
/** How symbols are written so that each can be seen. */

const LONGEST_SYMBOL = 12;

/** Returns the symbol, cut where it is long, with white space, control and invisible characters made visible. */
export function visible(symbol) {
  const shown = visibleWhole(symbol);
  const characters = Array.from(shown);
  return characters.length > LONGEST_SYMBOL ? `${characters.slice(0, LONGEST_SYMBOL - 1).join('')}…` : shown;
}

/** Returns a text of any length so. */
export function visibleWhole(symbol) {
  if (symbol === '') {
    return '∅';
  }
  const shown = Array.from(symbol, visibleCharacter);
  return (/^\p{M}/u.test(shown[0]) ? '◌' : '') + shown.join('');
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Returns a text that, where it is written from right to left, does not turn the numbers beside it. */
export const isolated = text => (RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text);

function visibleCharacter(character) {
  if (character === ' ') {
    return '␣';
  }
  const code = character.codePointAt(0);
  if (code < 0x20) {
    return String.fromCodePoint(0x2400 + code);
  }
  return /[\p{C}\p{Z}]/u.test(character) ? `\\u{${code.toString(16).toUpperCase()}}` : character;
}

/** Returns what is written for each class: ε for the blank, the class index where there is no vocabulary. */
export function classNames(vocabulary, blank, classes) {
  return Array.from({ length: classes }, (_, v) => {
    if (v === blank) {
      return 'ε';
    }
    return vocabulary ? visible(vocabulary[v] ?? String(v)) : String(v);
  });
}

/** Returns a number with so many digits after the point and a true minus sign; −∞ for log zero. */
export function number(value, digits = 3) {
  if (value === null || value === undefined || Number.isNaN(value)) {
    return '–';
  }
  if (!Number.isFinite(value)) {
    return value < 0 ? '−∞' : '∞';
  }
  const rounded = value.toFixed(digits);
  return (Number(rounded) === 0 ? rounded.replace('-', '') : rounded).replace('-', '−');
}

/** Returns a number with its noun: 1 frame, 2 frames. */
export const count = (n, one, several = `${one}s`) => `${n} ${n === 1 ? one : several}`;

/** Returns a probability: plainly where it is not tiny, else as a power of ten. */
export function probability(p) {
  if (p === 0 || p >= 0.001) {
    return number(p, p >= 0.9995 && p < 1 ? 5 : 3);
  }
  return p.toExponential(1).replace('-', '−');
}
