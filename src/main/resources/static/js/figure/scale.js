// @ts-check
import { number } from './symbols.js';
import { viridis } from './viridis.js';

export const ramp = viridis;

const HIGHEST = 440;
const LOWEST_ROW = 6;

/** How high rows are: as high as there is room for, but never so low that they cannot be told apart. */
export function rowHeight(count) {
  if (count <= 30) {
    return count <= 14 ? 22 : 17;
  }
  return count <= 64 ? 13 : LOWEST_ROW;
}

/** Returns how much of so many rows is seen at once; the others are scrolled to. */
export const heightSeen = count => (count <= 64 ? count * rowHeight(count) : Math.min(HIGHEST, count * LOWEST_ROW));

/** Returns the least step of 1, 2 or 5 times a power of ten that is at least so many pixels. */
export function labelStep(size, pixels) {
  for (let power = 1; ; power *= 10) {
    for (const step of [power, 2 * power, 5 * power]) {
      if (step * size >= pixels) {
        return step;
      }
    }
  }
}

/**
 * Returns which value gets which colour: from the greatest, or where that is given `high`, down to the least, or as far
 * down as `depth`.
 */
export function valueScale({ values, depth = Infinity, floorOf = null, high = null, low = null }) {
  let least = Infinity;
  let greatest = -Infinity;
  for (const value of values) {
    if (value !== -Infinity) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
  }
  if (greatest === -Infinity) {
    [least, greatest] = [-1, 0];
  }
  const top = high ?? greatest;
  const floor = (floorOf ?? top) - depth;
  const from = low ?? Math.max(least, floor);
  const widen = top - from < 1e-6 ? 0.5 : 0;
  return scaleOf(from - widen, high === null ? top + widen : top, least < floor);
}

function scaleOf(low, high, clipped) {
  const fraction = value => (value - low) / (high - low);
  return { low, high, clipped, fraction, colour: value => viridis(fraction(value)) };
}

/** Returns round values on the scale, at most about so many. */
export function ticks(scale, atMost) {
  const least = (scale.high - scale.low) / Math.max(1, atMost);
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map(factor => factor * power).find(candidate => candidate >= least * 0.999);
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const found = [];
  for (let i = Math.ceil(scale.low / step - 1e-9); i * step <= scale.high + 1e-9 * step; i++) {
    found.push({ value: i * step, label: number(i * step, digits) });
  }
  return found;
}
