// @ts-check
import { element } from '../dom.js';

/** Puts buttons that zoom along the frames into a place. */
export function offerZoom(place, timeline) {
  const button = (label, name, act) => element('button', { type: 'button', 'aria-label': name, title: name, onclick: act }, label);
  place.append(
    button('−', 'Zoom out', () => timeline.zoom(1 / 1.5)),
    button('+', 'Zoom in', () => timeline.zoom(1.5)),
    button('All', 'Show all frames', () => timeline.showAll()));
}
