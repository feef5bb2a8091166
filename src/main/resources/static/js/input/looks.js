// @ts-check
/** What a matrix looks like: the kind of its scores, which class may be the blank, whether it is turned on its side. */

const NEAR = 1e-3;
const MOST_SAMPLES = 400;

/** Returns `probs`, `logProbs` or `logits`: what the rows of a matrix are. */
export function kindOfScores({ rows, columns, values }) {
  const sample = samples(rows);
  const every = test => sample.every(t => test(values.subarray(t * columns, (t + 1) * columns)));
  if (every(row => row.every(p => p >= 0 && p <= 1 + NEAR) && near1(row.reduce((a, b) => a + b, 0)))) {
    return 'probs';
  }
  return every(row => near1(row.reduce((sum, logP) => sum + Math.exp(logP), 0))) ? 'logProbs' : 'logits';
}

/** Returns the class that is the best of most frames, and in what share of them. */
export function mostFrequentBest({ rows, columns, values }) {
  const counts = new Map();
  for (let t = 0; t < rows; t++) {
    let best = 0;
    for (let v = 1; v < columns; v++) {
      best = values[t * columns + v] > values[t * columns + best] ? v : best;
    }
    counts.set(best, (counts.get(best) ?? 0) + 1);
  }
  const [label, count] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a));
  return { label, share: count / rows };
}

/** Returns whether the columns rather than the rows are distributions, or as many as there are symbols. */
export function looksTransposed(matrix, symbols) {
  if (symbols && matrix.columns !== symbols && matrix.rows === symbols) {
    return true;
  }
  return matrix.rows > 1 && kindOfScores(matrix) === 'logits' && kindOfScores(transposed(matrix)) !== 'logits';
}

export function transposed({ rows, columns, values }) {
  const turned = new Float32Array(values.length);
  for (let t = 0; t < rows; t++) {
    for (let v = 0; v < columns; v++) {
      turned[v * rows + t] = values[t * columns + v];
    }
  }
  return { rows: columns, columns: rows, values: turned };
}

/** Returns evenly spread indices below `count`. */
function samples(count) {
  const length = Math.min(count, MOST_SAMPLES);
  return Array.from({ length }, (_, i) => Math.floor((i * count) / length));
}

function near1(sum) {
  return Math.abs(sum - 1) <= NEAR;
}
