// @ts-check
import { number } from './symbols.js';
import { viridis } from './viridis.js';

export const ramp = viridis;

const HIGHEST = 440;

/** How a count of frames or rows is laid out in equal cells, of which several items share one where there is no room. */
export class Axis {
  constructor(count, perCell, size) {
    this.count = count;
    this.perCell = perCell;
    this.size = size;
    this.cells = Math.ceil(count / perCell);
    this.length = this.cells * size;
  }

  /** Frames fill the room, unless they would be larger than the largest or, then to be scrolled, smaller than the smallest. */
  static frames(count, room, smallest, largest) {
    const perCell = smallest > 0 ? 1 : Math.ceil(count / room);
    const size = Math.min(largest, Math.max(smallest, room / Math.ceil(count / perCell)));
    return new Axis(count, perCell, size >= 8 ? Math.floor(size) : size);
  }

  static rows(count) {
    const perCell = Math.ceil(count / HIGHEST);
    const size = count <= 14 ? 22 : count <= 30 ? 17 : count <= 64 ? 13 : HIGHEST / Math.ceil(count / perCell);
    return new Axis(count, perCell, size);
  }

  /** Returns where item `index` begins. */
  at(index) {
    return (index * this.size) / this.perCell;
  }

  indexAt(position) {
    return Math.floor((position * this.perCell) / this.size);
  }

  /** Returns the least step of 1, 2 or 5 times a power of ten that is at least so many pixels. */
  labelStep(pixels) {
    for (let power = 1; ; power *= 10) {
      for (const step of [power, 2 * power, 5 * power]) {
        if (this.at(step) >= pixels) {
          return step;
        }
      }
    }
  }
}

/** Returns which value gets which colour: from the greatest down to the least, or as far down as `depth`. */
export function valueScale({ values, depth = Infinity, floorOf = null }) {
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
  const floor = (floorOf ?? greatest) - depth;
  const widen = greatest - Math.max(least, floor) < 1e-6 ? 0.5 : 0;
  const low = Math.max(least, floor) - widen;
  const high = greatest + widen;
  const fraction = value => (value - low) / (high - low);
  return { low, high, clipped: least < floor, fraction, colour: value => viridis(fraction(value)) };
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
