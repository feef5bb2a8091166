// @ts-check
import { logProbabilities } from './figure/figures.js';
import { classNames, count } from './figure/symbols.js';
import { post, Problem } from './service/api.js';
import { alignRequest, beamRequest, greedyRequest, lossRequest, phrases, spotRequest, targetOf } from './service/requests.js';

const READINGS_GROWING = 6;
const MOST_LATTICE_CELLS = 500000;
const MOST_PATH_CELLS = 20000;
const MOST_NUMBERS_AT_ONCE = 300000;

/**
 * What is shown for a state: the input and the answers about it, as they come. A run that is no longer wanted is aborted,
 * and changes nothing any more.
 */
export class Work {
  /**
   * @param {import('./input/source.js').Source} source
   * @param {{changed: (shown: object) => void, failed: (failure: Error) => void, partFailed: (failure: Error) => void, stepped: () => void}}
   *     listener changed is told after each answer, failed where there is none at all, partFailed where others are shown
   */
  constructor(source, listener) {
    this.source = source;
    this.listener = listener;
    this.running = new AbortController();
    this.known = new Map();
  }

  /** Returns whether it was done, rather than aborted by the next run. */
  async run(state) {
    this.running.abort();
    this.running = new AbortController();
    const { signal } = this.running;
    try {
      await this.load(state, signal);
    } catch (failure) {
      if (!signal.aborted) {
        this.listener.failed(failure);
      }
    }
    return !signal.aborted;
  }

  async load(state, signal) {
    const input = await this.source.input(state, signal);
    if (!input) {
      this.listener.changed({});
      return;
    }
    this.listener.stepped();
    const logProbs = logProbabilities(input);
    const shown = { state, input, logProbs, names: classNames(input.vocabulary, input.blank, input.classes), warnings: [], failures: {} };
    const answer = await this.ask('greedy', 'decode', greedyRequest(input), shown, signal);
    shown.greedy = answer.utterances[0];
    this.tell(shown, signal);
    const parts = [() => this.loss(shown, signal), () => this.align(shown, signal), () => this.beam(shown, signal), () => this.spot(shown, signal)];
    if (input.frames * input.classes > MOST_NUMBERS_AT_ONCE) {
      for (const part of parts) { // one after the other: they would take one another's place in the service
        await part();
      }
    } else {
      await Promise.all(parts.map(part => part()));
    }
  }

  tell(shown, signal) {
    if (!signal.aborted) {
      this.listener.changed(shown);
      this.listener.stepped();
    }
  }

  /** Returns an answer about the emissions; the last one of its kind is remembered. */
  async ask(kind, path, request, shown, signal) {
    const key = JSON.stringify(request);
    const known = this.known.get(kind);
    if (known?.input === shown.input && known.key === key) {
      shown.warnings.push(...(known.answer.warnings ?? []));
      return known.answer;
    }
    const answer = await post(path, request, { parts: [{ name: 'emissions', content: shown.input.content }], signal });
    this.known.set(kind, { input: shown.input, key, answer });
    shown.warnings.push(...(answer.warnings ?? []));
    return answer;
  }

  /** Does one part; if it fails the others go on. */
  async part(name, shown, signal, act) {
    try {
      await act();
    } catch (failure) {
      if (signal.aborted) {
        return;
      }
      shown.failures[name] = failure;
      this.listener.partFailed(failure);
    }
    this.tell(shown, signal);
  }

  async loss(shown, signal) {
    await this.part('loss', shown, signal, async () => {
      shown.target = target(shown);
      const cells = shown.input.frames * (2 * labelsAtMost(shown) + 1);
      const parts = cells <= MOST_LATTICE_CELLS ? ['lattice', 'bestPath', ...(cells <= MOST_PATH_CELLS ? ['paths'] : [])] : ['bestPath'];
      shown.loss = (await this.lossWith(parts, shown, signal)).utterances[0];
      if (!shown.loss.lattice) {
        const exact = shown.input.frames * (2 * shown.loss.targetLength + 1);
        const most = parts.includes('lattice') ? 'more than this server writes into an answer' : `and this page draws up to ${MOST_LATTICE_CELLS.toLocaleString('en')}`;
        shown.latticeNote = `No lattice: it has ${exact.toLocaleString('en')} cells (${count(shown.input.frames, 'frame')} × ${2 * shown.loss.targetLength + 1} states), ${most}. The loss needs none of it.`;
      }
    });
  }

  /** A server may allow smaller lattices than this page draws; then the loss comes without. */
  async lossWith(include, shown, signal) {
    try {
      return await this.ask('loss', 'loss', lossRequest(shown.input, shown.target, include), shown, signal);
    } catch (failure) {
      const isLattice = failure instanceof Problem && failure.errors.some(error => error.detail.includes('lattice') || error.pointer === '/include');
      if (!isLattice || !include.includes('lattice')) {
        throw failure;
      }
      return this.ask('loss', 'loss', lossRequest(shown.input, shown.target, ['bestPath']), shown, signal);
    }
  }

  async align(shown, signal) {
    try {
      shown.target ??= target(shown);
      shown.alignment = (await this.ask('align', 'align', alignRequest(shown.input, shown.target), shown, signal)).utterances[0];
      this.tell(shown, signal);
    } catch (failure) {
      if (!signal.aborted) {
        shown.failures.align = failure; // the loss tells of the same target
      }
    }
  }

  async beam(shown, signal) {
    const { input, state } = shown;
    await this.part('beam', shown, signal, async () => {
      const answer = await this.ask('beam', 'decode', { ...beamRequest(input, state), include: ['tokens', 'search'] }, shown, signal);
      shown.beam = answer.utterances[0].hypotheses;
      shown.beamSpans = shown.beam[0].tokens ?? null;
      shown.unspellable = answer.unspellable ?? [];
      shown.growth = (answer.utterances[0].search ?? []).map(({ kept, pruned }, t) => ({ frames: t + 1, hypotheses: kept.slice(0, READINGS_GROWING), kept: kept.length, merged: kept.filter(prefix => prefix.merged).length, pruned: pruned.length }));
    });
  }

  async spot(shown, signal) {
    if (phrases(shown.state.phrase).length === 0) {
      return;
    }
    await this.part('spot', shown, signal, async () => {
      shown.detections = (await this.ask('spot', 'spot', spotRequest(shown.input, shown.state), shown, signal)).utterances[0].detections;
    });
  }
}

/** Returns the target: as given, else the text that the emissions are made from, else what is read greedily. */
function target(shown) {
  const { state, input, greedy } = shown;
  shown.isTargetGiven = state.target !== '' || input.made === 'text';
  if (state.target !== '') {
    return targetOf(state.target, input);
  }
  return input.made === 'text' ? { target: state.text } : { labels: greedy.hypotheses[0].labels };
}

function labelsAtMost({ target: { labels, target: text } }) {
  return labels ? labels.length : text.length;
}
