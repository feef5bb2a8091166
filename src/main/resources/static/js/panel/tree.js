// @ts-check
import { element } from '../dom.js';
import { widest } from '../figure/painting.js';

const SVG = 'http://www.w3.org/2000/svg';
const MARGIN = 4;
const ROW = 30;
const GAP = 34;
const MOST_LEAVES = 40;

/**
 * The readings of a beam as a tree of their prefixes, after a number of frames: which are among the best now, and which
 * were and have fallen behind. What all readings below share is one node.
 */
export class PrefixTree {
  constructor() {
    this.canvas = element('canvas');
    this.font = `700 15px ${getComputedStyle(document.documentElement).getPropertyValue('--mono')}`;
    this.element = element('div', { class: 'tablescroll tree', tabindex: '0', role: 'img' });
  }

  /** @param {{hypotheses: {labels: number[], score: number, merged: boolean}[]}[]} steps till now @param {string[]} names of the classes */
  show(steps, names) {
    const root = node('');
    steps.forEach((step, i) => step.hypotheses.forEach((hypothesis, rank) => grow(root, hypothesis, i === steps.length - 1 ? rank : -1, names)));
    const tree = compressed(root);
    measure(tree, text => widest(this.canvas, [text], this.font));
    place(tree, 0, { row: 0 });
    const leaves = countLeaves(tree);
    this.element.hidden = leaves > MOST_LEAVES;
    const svg = made('svg', { width: widthOf(tree) + 20, height: leaves * ROW + 10, class: 'branches' });
    draw(svg, tree);
    this.element.replaceChildren(svg);
    const now = steps.at(-1).hypotheses;
    this.element.setAttribute('aria-label', `Tree of prefixes: ${now.length} are the best now, ${leaves} were among the best so far`);
  }
}

function node(text) {
  return { text, children: new Map(), rank: -1, wasReading: false, isAlive: false, isMerged: false };
}

function grow(root, { labels, merged }, rank, names) {
  let at = root;
  at.isAlive ||= rank >= 0;
  for (const label of labels) {
    if (!at.children.has(label)) {
      at.children.set(label, node(names[label]));
    }
    at = at.children.get(label);
    at.isAlive ||= rank >= 0;
  }
  at.wasReading = true;
  if (rank >= 0) {
    at.rank = rank;
    at.isMerged = merged;
  }
}

/** Returns the tree with chains of one child made one node, where nothing ends in between. */
function compressed(at) {
  let { text } = at;
  let last = at;
  while (last.children.size === 1 && !last.wasReading) {
    const [only] = last.children.values();
    if (only.isAlive !== last.isAlive && last.text !== '') {
      break;
    }
    text += only.text;
    last = only;
  }
  return { text, rank: last.rank, isMerged: last.isMerged, wasReading: last.wasReading, isAlive: last.isAlive, children: [...last.children.values()].map(compressed), width: 0, x: 0, y: 0 };
}

function measure(at, widthOfText) {
  at.width = widthOfText(told(at)) + MARGIN;
  at.children.forEach(child => measure(child, widthOfText));
}

function place(at, x, next) {
  at.x = x;
  at.children.forEach(child => place(child, x + at.width + GAP, next));
  at.y = at.children.length > 0 ? (at.children[0].y + at.children.at(-1).y) / 2 : next.row++;
}

const told = at => `${at.text === '' ? '∅' : at.text}${at.isMerged ? '⊕' : ''}`;
const countLeaves = at => (at.children.length === 0 ? 1 : at.children.reduce((sum, child) => sum + countLeaves(child), 0));
const widthOf = at => Math.max(at.x + at.width + GAP, ...at.children.map(widthOf));

function draw(svg, at) {
  const y = at.y * ROW + ROW / 2 + 5;
  for (const child of at.children) {
    svg.append(made('line', { x1: at.x + at.width + 14, y1: y, x2: child.x + 2, y2: child.y * ROW + ROW / 2 + 5, class: child.isAlive ? 'branch' : 'branch fallen' }));
    draw(svg, child);
  }
  const style = at.rank === 0 ? 'best' : at.rank > 0 ? 'kept' : at.isAlive ? 'inner' : 'fallen';
  const label = made('text', { x: at.x + 8, y: y + 5, class: style });
  label.textContent = told(at);
  svg.append(label);
}

function made(name, attributes) {
  const one = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => one.setAttribute(key, String(value)));
  return one;
}
