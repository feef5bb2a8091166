// @ts-check
import { element } from '../dom.js';

/** Returns the context of a canvas that is made so many pixels of the page wide and high. */
export function sized(canvas, width, height) {
  const density = window.devicePixelRatio || 1;
  canvas.width = Math.ceil(width * density);
  canvas.height = Math.ceil(height * density);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext('2d');
  context.setTransform(density, 0, 0, density, 0, 0);
  return context;
}

/** Returns canvases side by side, on the page's ground, under a title. */
export function composed(title, canvases, colours) {
  const density = window.devicePixelRatio || 1;
  const top = 34 * density;
  const made = element('canvas', { width: canvases.reduce((sum, canvas) => sum + canvas.width, 16 * density), height: Math.max(...canvases.map(canvas => canvas.height)) + top + 8 * density });
  const context = made.getContext('2d');
  context.fillStyle = colours.surface;
  context.fillRect(0, 0, made.width, made.height);
  context.fillStyle = colours.ink;
  context.font = `${16 * density}px system-ui, sans-serif`;
  context.textBaseline = 'top';
  context.fillText(title, 10 * density, 8 * density);
  let x = 8 * density;
  for (const canvas of canvases) {
    context.drawImage(canvas, x, top);
    x += canvas.width;
  }
  return made;
}

/** Returns the red, green and blue of a colour such as #1b2330. */
export function rgb(hex) {
  return [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));
}

/** Returns a colour as the four bytes of a pixel, opaque; every machine with a browser is little-endian. */
export function packed(colour) {
  const [red, green, blue] = colour;
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
