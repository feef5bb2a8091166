// @ts-check
import { element } from '../dom.js';
import { widest } from './painting.js';
import { ramp } from './scale.js';
import { isolated, number, probability, visible } from './symbols.js';

const MOST_STATES = 15;
const MOST_FRAMES = 26;
const STEP = { x: 44, y: 34 };
const LEAST_LEFT = 52;
const TOP = 24;
const RADIUS = 9;
const SVG = 'http://www.w3.org/2000/svg';

/**
 * A small lattice as nodes and arcs. A node that is pointed at, or gone to by the arrow keys, tells its recursion in
 * numbers, and which arcs it lacks, and why.
 */
export class Trellis {
  /** @param {HTMLElement} root @param {(frame: number|null) => void} onFrame */
  constructor(root, onFrame) {
    this.root = root;
    this.onFrame = onFrame;
    this.scroll = element('div', { class: 'tablescroll trellis', tabindex: '0', role: 'application', 'aria-label': 'Nodes and arcs of the lattice; arrow keys move from node to node' });
    this.readout = element('p', { class: 'recursion', 'aria-live': 'polite' });
    root.replaceChildren(this.scroll, this.readout);
    this.scroll.addEventListener('keydown', event => this.press(event));
    this.scroll.addEventListener('pointerover', event => this.point(event));
    this.scroll.addEventListener('pointerleave', () => this.onFrame(null));
  }

  /** Returns whether the lattice is small enough to be shown so. */
  show(lattice, view, logProbs, vocabulary, blank, bestPath) {
    const frames = lattice.logAlpha.length;
    const states = lattice.states.length;
    this.root.hidden = frames > MOST_FRAMES || states > MOST_STATES;
    if (this.root.hidden) {
      return false;
    }
    const labels = lattice.states.map((state, s) => (s % 2 === 0 ? blank : vocabulary ? vocabulary.indexOf(state) : Number(state)));
    this.lattice = lattice;
    this.logProbs = logProbs;
    this.labels = labels;
    this.names = lattice.states.map((state, s) => (s % 2 === 0 ? 'ε' : visible(state)));
    this.best = bestPath;
    this.left = Math.max(LEAST_LEFT, widest(element('canvas'), this.names) + 2 * RADIUS + 6);
    this.drawn = this.draw(view, frames, states);
    this.scroll.replaceChildren(this.drawn);
    this.readout.textContent = 'Point at a node to see how its α comes about.';
    this.cursor = null;
    return true;
  }

  draw(view, frames, states) {
    const svg = made('svg', { width: this.left + frames * STEP.x, height: TOP + states * STEP.y, class: 'nodes' });
    for (let t = 1; t < frames; t++) {
      for (let s = 0; s < states; s++) {
        this.arrivals(t, s).filter(arc => arc.there).forEach(arc => svg.append(this.arc(t, s, arc)));
      }
    }
    this.names.forEach((name, s) => svg.append(text(this.left - RADIUS - 6, y(s) + 5, name, 'state', 'end')));
    for (let t = 0; t < frames; t++) {
      svg.append(text(this.x(t), 13, String(t), 'tick'));
      this.names.forEach((_, s) => svg.append(this.node(t, s, view)));
    }
    return svg;
  }

  arc(t, s, { from, share }) {
    const isBest = this.best && this.best[t] === s && this.best[t - 1] === from;
    return made('line', { x1: this.x(t - 1) + RADIUS, y1: y(from), x2: this.x(t) - RADIUS, y2: y(s), class: isBest ? 'arc best' : 'arc', 'stroke-opacity': isBest ? 1 : 0.12 + 0.88 * share });
  }

  node(t, s, view) {
    const value = this.lattice[view][t][s];
    const fraction = value === null ? null : view === 'posterior' ? value : Math.max(0, 1 + value / 25);
    return made('circle', { cx: this.x(t), cy: y(s), r: RADIUS, 'data-t': t, 'data-s': s, class: value === null ? 'node dead' : 'node', fill: fraction === null ? 'none' : `rgb(${ramp(fraction).join(' ')})` });
  }

  x(t) {
    return this.left + t * STEP.x;
  }

  /** Returns the states that a node may be entered from: whether each arc is there, its share of what comes in, and why not. */
  arrivals(t, s) {
    const before = this.lattice.logAlpha[t - 1];
    const arcs = [{ from: s, name: 'stay', there: true, why: '' }];
    if (s > 0) {
      arcs.push({ from: s - 1, name: 'step', there: true, why: '' });
    }
    if (s > 1) {
      const isBlank = s % 2 === 0;
      const isRepeat = !isBlank && this.labels[s] === this.labels[s - 2];
      arcs.push({ from: s - 2, name: 'skip', there: !isBlank && !isRepeat, why: isBlank ? `no skip into ε: a letter may not be left out` : isRepeat ? `no skip from ${isolated(this.names[s - 2])} to ${isolated(this.names[s])}: without an ε between they would collapse into one` : '' });
    }
    const values = arcs.map(arc => (arc.there && before[arc.from] !== null ? Math.exp(before[arc.from]) : 0));
    const sum = values.reduce((a, b) => a + b, 0);
    return arcs.map((arc, i) => ({ ...arc, alpha: values[i], share: sum > 0 ? values[i] / sum : 0 }));
  }

  point(event) {
    const node = event.target.closest('circle');
    if (node) {
      this.go(Number(node.dataset.t), Number(node.dataset.s));
    }
  }

  press(event) {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const step = steps[event.key];
    if (step) {
      event.preventDefault();
      const { t, s } = this.cursor ?? { t: step[0] > 0 ? -1 : 0, s: 0 };
      this.go(Math.min(this.lattice.logAlpha.length - 1, Math.max(0, t + step[0])), Math.min(this.names.length - 1, Math.max(0, s + step[1])));
      this.drawn.querySelector('.now').scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  }

  go(t, s) {
    this.cursor = { t, s };
    this.drawn.querySelector('.now')?.classList.remove('now');
    this.drawn.querySelector(`[data-t="${t}"][data-s="${s}"]`).classList.add('now');
    this.onFrame(t);
    this.readout.replaceChildren(...this.told(t, s));
  }

  told(t, s) {
    const p = Math.exp(this.logProbs.at(t, this.labels[s]));
    const alpha = this.lattice.logAlpha[t][s];
    const symbol = isolated(this.names[s]);
    const name = `α(${t}, ${symbol})`;
    const own = `p(${symbol}) = ${probability(p)}`;
    if (t === 0) {
      return [element('strong', {}, `${name} = ${alpha === null ? '0' : probability(Math.exp(alpha))}`), alpha === null
        ? ': a path begins with ε or the first letter, so no path is here yet.'
        : `: the first frame, ${own}.`];
    }
    const arcs = this.arrivals(t, s);
    const sum = arcs.filter(arc => arc.there).map(arc => `${probability(arc.alpha)} (${arc.name})`).join(' + ');
    const missing = arcs.filter(arc => !arc.there).map(arc => arc.why);
    const gamma = this.lattice.posterior[t][s];
    return [
      element('strong', {}, `${name} = (${sum}) · ${probability(p)} = ${alpha === null ? '0' : probability(Math.exp(alpha))}`),
      ` where ${own}. ${missing.map(why => `${why[0].toUpperCase()}${why.slice(1)}.`).join(' ')} γ = ${number(gamma, 3)}.`,
    ];
  }
}

const y = s => TOP + s * STEP.y + RADIUS + 2;

function made(name, attributes) {
  const node = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, String(value)));
  return node;
}

function text(atX, atY, content, style, anchor = 'middle') {
  const node = made('text', { x: atX, y: atY, class: style, 'text-anchor': anchor });
  node.textContent = content;
  return node;
}
