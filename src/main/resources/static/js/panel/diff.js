// @ts-check
const MOST_CELLS = 4e6;

/**
 * Returns how one sequence becomes another at the least cost (Levenshtein): `equal`, `replaced`, `missing` (only in the first) and
 * `added` (only in the second), each with its indices; null where that would take too long.
 *
 * @param {any[]} expected
 * @param {any[]} read
 * @returns {{kind: 'equal'|'replaced'|'missing'|'added', i: number, j: number}[]|null}
 */
export function edits(expected, read) {
  const columns = read.length + 1;
  if ((expected.length + 1) * columns > MOST_CELLS) {
    return null;
  }
  const cost = new Uint32Array((expected.length + 1) * columns);
  for (let i = 0; i <= expected.length; i++) {
    for (let j = 0; j <= read.length; j++) {
      const at = i * columns + j;
      if (i === 0 || j === 0) {
        cost[at] = i + j;
      } else {
        const diagonal = cost[at - columns - 1] + (expected[i - 1] === read[j - 1] ? 0 : 1);
        cost[at] = Math.min(diagonal, cost[at - columns] + 1, cost[at - 1] + 1);
      }
    }
  }
  return trace(cost, expected, read);
}

function trace(cost, expected, read) {
  const columns = read.length + 1;
  /** @type {{kind: 'equal'|'replaced'|'missing'|'added', i: number, j: number}[]} */
  const found = [];
  let i = expected.length;
  let j = read.length;
  while (i > 0 || j > 0) {
    const here = cost[i * columns + j];
    const isSame = i > 0 && j > 0 && expected[i - 1] === read[j - 1];
    if (i > 0 && j > 0 && here === cost[(i - 1) * columns + j - 1] + (isSame ? 0 : 1)) {
      i--;
      j--;
      found.push({ kind: isSame ? 'equal' : 'replaced', i, j });
    } else if (i > 0 && here === cost[(i - 1) * columns + j] + 1) {
      i--;
      found.push({ kind: 'missing', i, j });
    } else {
      j--;
      found.push({ kind: 'added', i, j });
    }
  }
  return found.reverse();
}

/** Returns the share of edits in the expected: the character error rate, of tokens or characters. */
export function errorRate(found, expectedLength) {
  const errors = found.filter(edit => edit.kind !== 'equal').length;
  return errors === 0 ? 0 : errors / Math.max(1, expectedLength);
}
