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

/**
 * Emissions: ln p or p of each class, of more than 64 classes those that peak highest.
 *
 * @param {{frames: number, classes: number, at: (t: number, v: number) => number}} logProbs
 * @param {string[]} names
 * @param {{caption: string, spans: object[]}[]} strips
 * @param {boolean} inProbability
 */
export function emissionFigure(logProbs, names, strips, inProbability) {
  const { frames, classes } = logProbs;
  const drawn = classesThatPeak(logProbs);
  const shown = new Float64Array(frames * drawn.length);
  for (let t = 0; t < frames; t++) {
    drawn.forEach((v, row) => {
      const value = logProbs.at(t, v);
      shown[t * drawn.length + row] = inProbability ? Math.exp(value) : value;
    });
  }
  return {
    label: drawn.length < classes ? `Emissions, the ${drawn.length} of ${classes} classes that peak highest` : 'Emissions',
    left: classes - drawn.length,
    drawn,
    values: shown,
    frames,
    rows: drawn.length,
    rowLabels: drawn.map(v => names[v]),
    unit: inProbability ? 'p' : 'ln p (nats)',
    logarithmic: !inProbability,
    depth: inProbability ? undefined : EMISSION_DEPTH,
    high: inProbability ? 1 : 0,
    low: inProbability ? 0 : undefined,
    strips,
    describe: (t, row) => {
      const value = logProbs.at(t, drawn[row]);
      return `frame ${t}, ${names[drawn[row]]}\nln p ${number(value)}, p ${probability(Math.exp(value))}`;
    },
  };
}

/** Returns a strip of the best class of each frame. */
export function pathStrip(framePath, names, blank) {
  return { caption: 'path', spans: runs(framePath).map(run => ({ ...run, text: names[run.label], blank: run.label === blank })) };
}

/** Returns a strip of tokens or words. */
export function spanStrip(caption, spans, textOf) {
  return { caption, spans: spans.map(span => ({ text: textOf(span), start: span.start, end: span.end, blank: false })) };
}

function classesThatPeak(logProbs) {
  const { frames, classes } = logProbs;
  const all = Array.from({ length: classes }, (_, v) => v);
  if (classes <= MOST_CLASSES) {
    return all;
  }
  const peaks = new Float64Array(classes).fill(-Infinity);
  for (let t = 0; t < frames; t++) {
    for (let v = 0; v < classes; v++) {
      const value = logProbs.at(t, v);
      if (value > peaks[v]) {
        peaks[v] = value;
      }
    }
  }
  return all.sort((a, b) => peaks[b] - peaks[a] || a - b).slice(0, MOST_CLASSES).sort((a, b) => a - b);
}

/** The log-mel spectrogram of a sound, of which several frames go with one of the emissions. */
export function spectrogramFigure(sound, input) {
  const { rows, columns, values } = sound.features;
  return {
    label: 'Spectrogram',
    values: Float64Array.from(values),
    frames: rows,
    rows: columns,
    rowLabels: Array.from({ length: columns }, (_, band) => String(band)),
    unit: 'ln of power',
    upwards: true,
    logarithmic: false,
    perFrame: rows / Math.max(1, sound.seconds / (input.secondsPerFrame ?? sound.seconds / input.frames)),
    strips: [],
    describe: (t, band, value) => `${number((t * sound.seconds) / rows, 2)} s, mel band ${band}\n${number(value, 2)}`,
  };
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
    high: logarithmic ? 0 : 1,
    low: logarithmic ? undefined : 0,
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

/** Returns ln p of each class in each frame, `at(t, v)`. */
export function logProbabilities({ frames, classes, values, scores }) {
  const value = (t, v) => values[t * classes + v];
  if (scores === 'probs') {
    return { frames, classes, at: (t, v) => Math.log(value(t, v)) };
  }
  const sums = Float64Array.from({ length: frames }, (_, t) => (scores === 'logits' ? logSumExp(values, t * classes, (t + 1) * classes) : 0));
  return { frames, classes, at: (t, v) => value(t, v) - sums[t] };
}

function logSumExp(values, from, until) {
  let greatest = -Infinity;
  for (let at = from; at < until; at++) {
    greatest = Math.max(greatest, values[at]);
  }
  let sum = 0;
  for (let at = from; at < until; at++) {
    sum += Math.exp(values[at] - greatest);
  }
  return greatest + Math.log(sum);
}
