// @ts-check
import { element } from '../dom.js';
import { writeNpy } from '../input/npy.js';
import { postFor } from '../service/api.js';

/**
 * Buttons that save a figure: PNG as it is seen here, SVG as the service draws it, CSV and .npy the numbers.
 *
 * @param {string} name of the figure and of its files
 * @param {() => {map: import('./heatmap.js').HeatMap, title: string, svg: {path: string, request: object, parts?: object[], body?: Blob, type?: string}|null}|null} figure
 */
export function offerSaving(place, name, figure, onFailure) {
  const button = (type, act) => element('button', {
    type: 'button',
    'aria-label': `Save the ${name} as ${type}`,
    onclick: () => Promise.resolve(figure()).then(shown => shown?.map.shown && act(shown)).catch(onFailure),
  }, type);
  place.replaceChildren(
    button('PNG', ({ map, title }) => map.picture(title).toBlob(blob => save(blob, `${name}.png`))),
    button('SVG', async ({ svg }) => svg && save(await postFor('image/svg+xml', svg.path, svg.request, { parts: svg.parts, body: svg.body, type: svg.type }), `${name}.svg`)),
    button('CSV', ({ map }) => save(csv(map.shown), `${name}.csv`)),
    button('npy', ({ map }) => save(writeNpy({ rows: map.shown.frames, columns: map.shown.rows, values: Float32Array.from(map.shown.values) }), `${name}.npy`)));
}

export function save(blob, name) {
  const url = URL.createObjectURL(blob);
  element('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** Returns a row a frame, with a first row that names the columns; log zero is -inf. */
function csv({ frames, rows, rowLabels, values }) {
  const quoted = text => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [['frame', ...rowLabels.map(quoted)].join(',')];
  for (let t = 0; t < frames; t++) {
    lines.push([t, ...Array.from(values.subarray(t * rows, (t + 1) * rows), value => (value === -Infinity ? '-inf' : value))].join(','));
  }
  return new Blob([`${lines.join('\n')}\n`], { type: 'text/csv' });
}
