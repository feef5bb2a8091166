// @ts-check
import { postForPicture } from './api.js';
import { element } from './dom.js';

const TYPES = { PNG: 'image/png', SVG: 'image/svg+xml' };

/** Puts buttons that save a picture, drawn by the service, beside each figure that there is one of. */
export function offerPictures(requestOf, onFailure) {
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-picture]'))) {
    const figure = place.dataset.picture;
    place.replaceChildren(...Object.keys(TYPES).map(type => element('button', {
      type: 'button',
      'aria-label': `Save the ${figure} as ${type}`,
      onclick: () => save(figure, type, requestOf(figure)).catch(onFailure),
    }, type)));
  }
}

async function save(figure, type, request) {
  if (!request) {
    return;
  }
  const url = URL.createObjectURL(await postForPicture(request.path, request.body, TYPES[type]));
  element('a', { href: url, download: `${figure}.${type.toLowerCase()}` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
