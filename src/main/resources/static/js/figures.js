// @ts-check
import { number, probability, visible } from './symbols.js';

const MOST_CLASSES = 64;
const EMISSION_DEPTH = 12;

/** Returns a row-major array of a matrix of JSON, in which null or "-Infinity" is log zero. */
export function flat(matrix) {
  const columns = matrix[0].length;
  const values = new Float64Array(matrix.length * columns);
  matrix.forEach((row, t) => row.forEach((value, v) => {
    values[t * columns + v] = typeof value === 'number' ? value : -Infinity;
  }));
  return values;
}

export function featureFigure(features, alignment) {
  const dimensions = features[0].length;
  return {
    label: 'Features',
    values: flat(features),
    frames: features.length,
    rows: dimensions,
    rowLabels: Array.from({ length: dimensions }, (_, d) => String(d)),
    unit: 'feature value',
    upwards: true,
    logarithmic: false,
    strips: [{ caption: 'symbol', spans: alignment.map(span => ({ text: visible(span.symbol), start: span.start, end: span.end, blank: false })) }],
    describe: (t, d, value) => `frame ${t}, dimension ${d}\n${number(value)}`,
  };
}

/** Emissions: ln p or p of each class, of more than 64 classes those that peak highest. */
export function emissionFigure(logProbs, names, blank, framePath, tokens, inProbability) {
  const { frames, classes, values } = logProbs;
  const drawn = classesThatPeak(logProbs);
  const shown = new Float64Array(frames * drawn.length);
  for (let t = 0; t < frames; t++) {
    drawn.forEach((v, row) => {
      const value = values[t * classes + v];
      shown[t * drawn.length + row] = inProbability ? Math.exp(value) : value;
    });
  }
  const strips = [];
  if (framePath) {
    strips.push({ caption: 'path', spans: runs(framePath).map(run => ({ ...run, text: names[run.label], blank: run.label === blank })) });
  }
  if (tokens) {
    strips.push({ caption: 'tokens', spans: tokens.map(token => ({ text: names[token.label], start: token.start, end: token.end, blank: false })) });
  }
  return {
    label: drawn.length < classes ? `Emissions, the ${drawn.length} of ${classes} classes that peak highest` : 'Emissions',
    values: shown,
    frames,
    rows: drawn.length,
    rowLabels: drawn.map(v => names[v]),
    unit: inProbability ? 'p' : 'ln p (nats)',
    logarithmic: !inProbability,
    depth: inProbability ? undefined : EMISSION_DEPTH,
    strips,
    describe: (t, row) => {
      const value = values[t * classes + drawn[row]];
      return `frame ${t}, ${names[drawn[row]]}\nln p ${number(value)}, p ${probability(Math.exp(value))}`;
    },
  };
}

function classesThatPeak({ frames, classes, values }) {
  const all = Array.from({ length: classes }, (_, v) => v);
  if (classes <= MOST_CLASSES) {
    return all;
  }
  const peaks = new Float64Array(classes).fill(-Infinity);
  for (let t = 0; t < frames; t++) {
    for (let v = 0; v < classes; v++) {
      peaks[v] = Math.max(peaks[v], values[t * classes + v]);
    }
  }
  return all.sort((a, b) => peaks[b] - peaks[a] || a - b).slice(0, MOST_CLASSES).sort((a, b) => a - b);
}

export const LATTICE_VIEWS = {
  logAlpha: {
    unit: 'ln α (nats)',
    explain: 'α: the probability of everything up to this frame, along all paths that are now in this state. It grows from the upper left; the line is the best path.',
    describe: value => `ln α ${number(value)}`,
  },
  logBeta: {
    unit: 'ln β (nats)',
    explain: 'β: the probability of everything from this frame on, along all paths that start in this state. It grows from the lower right; the line is the best path.',
    describe: value => `ln β ${number(value)}`,
  },
  posterior: {
    unit: 'γ',
    explain: 'γ: the share of the target’s paths that are in this state at this frame. Each column adds up to 1; softmax − γ is the gradient.',
    describe: value => `γ ${probability(value)}`,
  },
};

export function latticeFigure(lattice, view, bestPath, blankName) {
  const matrix = lattice[view];
  const logarithmic = view !== 'posterior';
  const states = lattice.states.map((state, s) => (s % 2 === 0 ? blankName : visible(state)));
  const values = flat(matrix);
  return {
    label: `Lattice, ${LATTICE_VIEWS[view].unit}`,
    values,
    frames: matrix.length,
    rows: states.length,
    rowLabels: states,
    unit: LATTICE_VIEWS[view].unit,
    logarithmic,
    floorOf: logarithmic ? leastOfGreatest(values, states.length) : undefined,
    depth: logarithmic ? 25 + 0.05 * matrix.length : undefined,
    path: bestPath ? statePath(bestPath, states.length) : null,
    strips: [],
    describe: (t, s, value) => `frame ${t}, state ${s}: ${states[s]}\n${LATTICE_VIEWS[view].describe(value)}`,
  };
}

/** Returns the least of the greatest values of the frames: what the scale must reach down to. */
function leastOfGreatest(values, states) {
  let least = 0;
  for (let at = 0; at < values.length; at += states) {
    const greatest = values.subarray(at, at + states).reduce((a, b) => Math.max(a, b), -Infinity);
    least = greatest === -Infinity ? least : Math.min(least, greatest);
  }
  return least;
}

/** Returns the state of each frame of a path of classes that gives the target: odd states are labels. */
function statePath(bestPath, states) {
  const blank = bestPath.blank;
  let state = 0;
  return bestPath.classes.map((label, t) => {
    const before = t === 0 ? blank : bestPath.classes[t - 1];
    if (label === blank) {
      state += state % 2;
    } else if (label !== before) {
      state += state % 2 === 1 ? 2 : 1;
    }
    return Math.min(state, states - 1);
  });
}

/** Returns a path as runs {label, start, end} of equal classes. */
export function runs(path) {
  const found = [];
  path.forEach((label, t) => {
    const last = found.at(-1);
    if (last && last.label === label) {
      last.end = t + 1;
    } else {
      found.push({ label, start: t, end: t + 1 });
    }
  });
  return found;
}

/** Returns ln p of each class in each frame. */
export function logProbabilities(input) {
  const scores = flat(input.emissions);
  const classes = input.emissions[0].length;
  for (let at = 0; at < scores.length; at += classes) {
    const row = scores.subarray(at, at + classes);
    if (input.scores === 'probs') {
      row.forEach((p, v) => { row[v] = Math.log(p); });
    } else if (input.scores === 'logits') {
      const greatest = row.reduce((a, b) => Math.max(a, b), -Infinity);
      const sum = row.reduce((a, b) => a + Math.exp(b - greatest), 0);
      row.forEach((score, v) => { row[v] = score - greatest - Math.log(sum); });
    }
  }
  return { values: scores, frames: input.emissions.length, classes };
}
