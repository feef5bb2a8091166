// @ts-check
/** The parts of a heat map around its cells: labels, strips, frame numbers, best path, colour bar. */

import { labelStep, ramp, ticks } from './scale.js';
import { number } from './symbols.js';

export const AXIS = 26;
export const BAR = 14;
const FONT = '13px system-ui, sans-serif';
const STRIP = 24;
const GAP = 4;

/** Returns where the strip of an index begins, below so many pixels of rows. */
export const stripTop = (below, index) => below + index * (STRIP + GAP);

export function widest(canvas, texts, font = FONT) {
  const context = canvas.getContext('2d');
  context.font = font;
  return texts.reduce((width, text) => Math.max(width, context.measureText(text).width), 0);
}

export function paintPath(context, map) {
  const { path } = map.shown;
  if (!path || path.length === 0) {
    return;
  }
  const { size, left } = map;
  const from = Math.max(0, Math.floor(left / size) - 1);
  const until = Math.min(path.length, Math.ceil((left + map.width) / size) + 1);
  const thick = Math.min(size, map.rowSize) >= 6;
  for (const [width, colour] of [[thick ? 5 : 2.5, '#1b2330'], [thick ? 2.4 : 1.2, '#ffffff']]) {
    context.beginPath();
    for (let t = from; t < until; t++) {
      context.lineTo((t + 0.5) * size - left, map.rowTop(path[t]) + map.rowSize / 2);
    }
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.lineJoin = 'round';
    context.stroke();
  }
}

export function paintStrips(context, map) {
  const { shown, colours } = map;
  context.font = FONT;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  shown.strips.forEach((strip, i) => {
    const top = stripTop(map.seen, i) + GAP;
    let labels = 0;
    for (const span of strip.spans) {
      const from = map.at(span.start);
      const width = map.at(span.end) - from;
      labels += span.blank ? 0 : 1;
      if (from + width < 0 || from > map.width) {
        continue;
      }
      context.fillStyle = span.blank ? colours.blank : colours[labels % 2 ? 'label-a' : 'label-b'];
      context.fillRect(from, top, Math.max(0.5, width - (width > 3 ? 1 : 0)), STRIP);
      if (context.measureText(span.text).width + 2 <= width) {
        context.fillStyle = span.blank ? colours.ink : '#ffffff';
        context.fillText(span.text, from + width / 2, top + STRIP / 2 + 1);
      }
    }
  });
}

export function paintFrameNumbers(context, map) {
  const { timeline, colours } = map;
  const top = map.height - AXIS;
  context.font = FONT;
  context.textBaseline = 'top';
  const step = labelStep(timeline.size, String(timeline.frames).length * 8 + 22);
  for (let t = Math.floor(map.left / timeline.size / step) * step; t < timeline.frames; t += step) {
    const x = map.at(t + 0.5);
    if (x > map.width) {
      break;
    }
    const half = String(t).length * 4;
    context.fillStyle = colours.muted;
    context.fillRect(x, top + 1, 1, 4);
    const isFirst = t === 0 && map.left === 0 && x < half;
    context.textAlign = isFirst ? 'left' : x + half > map.width ? 'right' : 'center';
    context.fillText(String(t), isFirst ? 0 : Math.min(x, map.width), top + 8);
  }
}

export function paintGutter(context, left, map) {
  const { shown, colours } = map;
  context.clearRect(0, 0, left, map.height);
  context.font = FONT;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.fillStyle = colours.ink;
  const step = labelStep(map.rowSize, 13);
  for (let row = step === 1 || shown.upwards || map.top > 0 ? 0 : 1; row < shown.rows; row += step) {
    const middle = map.rowTop(row) + map.rowSize / 2;
    if (middle > 4 && middle < map.seen - 3) {
      context.fillText(shown.rowLabels[row], left - 6, middle + 1, left - 6);
    }
  }
  context.fillStyle = colours.muted;
  shown.strips.forEach((strip, i) => context.fillText(strip.caption, left - 6, stripTop(map.seen, i) + GAP + STRIP / 2, left - 6));
  context.textBaseline = 'top';
  context.fillText('frame', left - 6, map.height - AXIS + 8, left - 6);
}

export function paintBar(context, height, width, { colours, scale, shown }) {
  const bottom = height - (shown.logarithmic ? 30 : 0);
  const left = 12;
  for (let y = 0; y < bottom; y++) {
    context.fillStyle = `rgb(${ramp(1 - y / (bottom - 1)).join(' ')})`;
    context.fillRect(left, y, BAR, 1.5);
  }
  context.font = FONT;
  context.textBaseline = 'middle';
  context.fillStyle = colours.ink;
  for (const tick of ticks(scale, bottom / 34)) {
    const y = (1 - scale.fraction(tick.value)) * (bottom - 1);
    if (!scale.clipped || y < bottom - 16) {
      context.fillText(tick.label, left + BAR + 6, Math.min(Math.max(y, 7), bottom - 6));
    }
  }
  if (scale.clipped) {
    context.fillText(`≤ ${number(scale.low, 0)}`, left + BAR + 3, bottom - 6);
  }
  if (shown.logarithmic) {
    context.fillStyle = colours['log-zero'];
    context.fillRect(left, bottom + 14, BAR, BAR);
    context.strokeStyle = colours.muted;
    context.strokeRect(left + 0.5, bottom + 14.5, BAR - 1, BAR - 1);
    context.fillStyle = colours.ink;
    context.fillText('−∞', left + BAR + 6, bottom + 21);
  }
  context.save();
  context.translate(width - 7, bottom / 2);
  context.rotate(-Math.PI / 2);
  context.textAlign = 'center';
  context.fillStyle = colours.muted;
  context.fillText(shown.unit, 0, 0);
  context.restore();
}
