// @ts-check
import { byId, element } from './dom.js';
import { emissionFigure, featureFigure, LATTICE_VIEWS, latticeFigure, pathStrip, spanStrip, spectrogramFigure } from './figure/figures.js';
import { HeatMap } from './figure/heatmap.js';
import { offerSaving } from './figure/saving.js';
import { Timeline } from './figure/timeline.js';
import { Trellis } from './figure/trellis.js';
import { offerZoom } from './figure/zooming.js';
import { isPlaying, play, stop } from './input/sound.js';
import { AlignmentTable } from './panel/alignment.js';
import { Beam } from './panel/beam.js';
import { Collapse } from './panel/collapse.js';
import { Compare } from './panel/compare.js';
import { Found } from './panel/find.js';
import { Lessons } from './panel/lessons.js';
import { Paths } from './panel/paths.js';
import { showSummary } from './panel/summary.js';
import { WarningList } from './panel/warnings.js';
import { curl, kinds } from './service/curl.js';
import { greedyRequest, lossRequest, synthesizeRequest } from './service/requests.js';

const PANELS = ['summary', 'features-panel', 'emissions-panel', 'collapse-panel', 'lattice-panel', 'align-panel', 'beam-panel', 'request-panel'];
const PICTURED = { logAlpha: 'alpha', logBeta: 'beta', posterior: 'posterior' };

/** The figures and panels of the page. */
export class View {
  constructor(change, fail) {
    this.timeline = new Timeline();
    /** @type {Record<string, any>} */
    this.shown = {};
    this.drawn = new Map();
    const mark = frame => [this.features, this.emissions, this.lattice].forEach(map => map.mark(frame));
    this.features = new HeatMap(byId('features'), this.timeline, mark, frame => this.playFrom(frame / (this.features.shown.perFrame ?? 1)));
    this.emissions = new HeatMap(byId('emissions'), this.timeline, mark, frame => this.playFrom(frame));
    this.lattice = new HeatMap(byId('lattice'), this.timeline, mark);
    this.collapse = new Collapse(byId('collapse'), mark);
    this.beam = new Beam(byId('beam'));
    const go = (start, end) => this.goTo(start, end);
    this.trellis = new Trellis(byId('trellis'), mark);
    this.paths = new Paths(byId('paths'));
    this.found = new Found(byId('found'), go);
    this.compare = new Compare(byId('compare'), go);
    this.alignment = new AlignmentTable(byId('alignment'), go);
    this.lessons = new Lessons(byId('lessons'), byId('lesson-note'));
    this.warnings = new WarningList(byId('warnings'), change);
    for (const place of document.querySelectorAll('[data-zoom]')) {
      offerZoom(place, this.timeline);
    }
    offerSaving(byId('save-features'), 'features', () => this.savedFeatures(), fail);
    offerSaving(byId('save-emissions'), 'emissions', () => ({ map: this.emissions, title: 'Emissions', svg: { path: 'decode', request: greedyRequest(this.shown.input), parts: this.parts() } }), fail);
    offerSaving(byId('save-lattice'), 'lattice', () => this.savedLattice(), fail);
    byId('play').addEventListener('click', () => (isPlaying() ? stop() : this.playFrom(0)));
  }

  /** Shows what there is of a state by now. */
  show(shown, state) {
    this.lessons.show(state);
    const isNew = shown.input !== this.shown.input;
    this.shown = shown;
    this.state = state;
    if (isNew) {
      stop();
    }
    const isAny = Boolean(shown.input);
    PANELS.forEach(panel => { byId(panel).hidden = !isAny; });
    byId('nothing').hidden = isAny;
    byId('nothing').textContent = state.source === 'file' ? 'Nothing to show yet: choose or drop a file.' : 'Nothing to show yet.';
    if (isAny) {
      this.timeline.set(shown.input.frames);
      this.drawInput(isNew);
      this.look(state);
      this.drawAnswers();
    }
  }

  /** Says that what is shown is that of before, since the next has failed; where nothing was shown, no panel stands empty. */
  keep() {
    const isAny = Boolean(this.shown.input);
    byId('results').classList.toggle('stale', isAny);
    if (!isAny) {
      this.show({}, this.state);
    }
  }

  /** Draws what depends on how it is looked at alone. */
  look(state) {
    this.state = state;
    this.lessons.show(state);
    if (!this.shown.input) {
      return;
    }
    const { greedy, alignment, detections, loss } = this.shown;
    this.once('emissions', [greedy, alignment, detections, state.emissionScale], () => this.drawEmissions());
    this.once('lattice', [loss, state.lattice, this.shown.latticeNote, this.shown.failures.loss], () => this.drawLattice());
    this.drawCurl();
  }

  /** Draws a figure again only where something that it is made of is another. */
  once(figure, made, draw) {
    const before = this.drawn.get(figure);
    if (!before || made.some((value, i) => value !== before[i])) {
      this.drawn.set(figure, made);
      draw();
    }
  }

  drawEmissions() {
    const { logProbs, names, input, greedy, alignment, detections } = this.shown;
    const strips = [pathStrip(greedy.framePath, names, input.blank), spanStrip('tokens', greedy.hypotheses[0].tokens, token => names[token.label])];
    if (alignment?.words?.length > 0) {
      strips.push(spanStrip('target', alignment.words, word => word.text));
    }
    if (detections?.length > 0) {
      strips.push(spanStrip('found', detections, one => one.phrase ?? one.labels.join(' ')));
    }
    const figure = emissionFigure(logProbs, names, strips, this.state.emissionScale === 'p');
    this.emissions.show(figure);
    byId('classes-left').textContent = figure.left > 0 ? `Shown are the ${figure.drawn.length} classes that peak highest; ${figure.left.toLocaleString('en')} of ${logProbs.classes.toLocaleString('en')} peak lower and are left out.` : '';
  }

  drawInput(isNew) {
    const { input } = this.shown;
    const hasFeatures = Boolean(input.features || input.sound?.features);
    byId('features-panel').hidden = !hasFeatures && !input.picture && !input.sound;
    byId('features').hidden = !hasFeatures;
    document.querySelectorAll('#features-panel .save').forEach(buttons => { /** @type {HTMLElement} */ (buttons).hidden = !hasFeatures; });
    if (isNew) {
      this.features.hide();
      byId('features-title').textContent = input.picture ? 'Picture' : input.sound ? 'Sound' : 'Features';
      byId('features-explain').textContent = input.features
        ? 'What goes in: one column of numbers a frame. Below, the symbol that each frame was made for.'
        : input.sound ? ofSound(input.sound) : '';
      byId('play').hidden = !input.sound;
      byId('picture').replaceChildren(...(input.picture ? [pictureOf(input.picture)] : []));
      if (hasFeatures) {
        this.features.show(input.features ? featureFigure(input.features, input.alignment) : spectrogramFigure(input.sound, input));
      }
    }
  }

  drawAnswers() {
    const { shown } = this;
    if (this.collapsed !== shown.greedy) {
      this.collapsed = shown.greedy;
      this.collapse.show(shown.greedy.framePath, shown.names, shown.input.vocabulary, shown.input.blank);
    }
    this.warnings.show(shown);
    byId('paths-panel').hidden = !this.paths.show(/** @type {any} */ (shown));
    this.found.show(/** @type {any} */ (shown));
    this.compare.show(/** @type {any} */ (shown));
    this.alignment.show(/** @type {any} */ (shown));
    showSummary(shown);
    if (shown.beam && this.beamed !== shown.beam) {
      this.beamed = shown.beam;
      this.beam.show(shown.beam);
    }
    if (shown.growth && this.grown !== shown.growth) {
      this.grown = shown.growth;
      this.beam.showGrowth(shown.growth, shown.logProbs.frames, shown.names);
    }
    if (shown.failures.beam) {
      this.beam.fail(`No beam search: ${shown.failures.beam.message}`);
      this.beamed = null; // the next one may be the one before
      this.grown = null;
    }
    const never = shown.unspellable ?? [];
    byId('unspellable').hidden = never.length === 0;
    byId('unspellable').textContent = never.length === 0 ? '' : `Never found, since the vocabulary cannot spell ${never.length === 1 ? 'it' : 'them'}: ${never.map(({ text }) => `“${text}”`).join(', ')}.`;
  }

  drawLattice() {
    const { loss, input, failures, latticeNote } = this.shown;
    const view = this.state.lattice;
    byId('lattice').hidden = !loss?.lattice;
    byId('lattice-explain').textContent = loss?.lattice || !(failures.loss || latticeNote) ? LATTICE_VIEWS[view].explain : failures.loss ? `No lattice: ${failures.loss.message}` : latticeNote;
    if (loss?.lattice) {
      const bestPath = loss.bestPath ? { classes: loss.bestPath, blank: input.blank } : null;
      const figure = latticeFigure(loss.lattice, view, bestPath, 'ε');
      this.lattice.show(figure);
      this.trellis.show(loss.lattice, view, this.shown.logProbs, input.vocabulary, input.blank, figure.path);
    } else {
      this.lattice.hide();
      byId('trellis').hidden = true;
    }
  }

  drawCurl() {
    const offered = kinds(/** @type {any} */ (this.shown));
    for (const field of document.querySelectorAll('input[name="request"]')) {
      const radio = /** @type {HTMLInputElement} */ (field);
      radio.closest('label').hidden = !offered.includes(radio.value);
    }
    const kind = offered.includes(this.state.request) ? this.state.request : 'loss';
    byId('curl').textContent = curl(kind, /** @type {any} */ (this.shown));
  }

  parts() {
    return [{ name: 'emissions', content: this.shown.input.content }];
  }

  savedFeatures() {
    const { input, state } = this.shown;
    return { map: this.features, title: byId('features-title').textContent, svg: input.features ? { path: 'synthesize', request: synthesizeRequest(state) } : { path: 'features', request: null, body: input.sound.wav, type: 'audio/wav' } };
  }

  savedLattice() {
    const { input, target } = this.shown;
    const view = PICTURED[this.state.lattice];
    return { map: this.lattice, title: `Lattice: ${LATTICE_VIEWS[this.state.lattice].unit}`, svg: { path: 'loss', request: { ...lossRequest(input, target, []), view }, parts: this.parts() } };
  }

  /** Brings all figures to some frames, and marks the first. */
  goTo(start, end) {
    this.timeline.go(start, end);
    [this.features, this.emissions, this.lattice].forEach(map => map.mark(start));
    byId('emissions-panel').scrollIntoView({ block: 'nearest' });
  }

  playFrom(frame) {
    const { input } = this.shown;
    if (!input?.sound) {
      return;
    }
    const seconds = input.sound.seconds / input.frames;
    play(input.sound, frame * seconds, time => {
      const at = time === null ? null : Math.min(input.frames - 1, Math.floor(time / seconds));
      [this.features, this.emissions, this.lattice].forEach(map => map.mark(at));
      if (time === null) {
        byId('play').textContent = 'Play';
      }
    });
    byId('play').textContent = 'Stop'; // only now: what was played before has ended
  }

  redraw() {
    this.timeline.redraw();
  }
}

function ofSound(sound) {
  return sound.features ? 'Log-mel spectrogram: low pitch below, high above. Click to hear it from there.' : `No spectrogram: ${sound.without}`;
}

function pictureOf(blob) {
  const url = URL.createObjectURL(blob);
  return element('img', { src: url, alt: 'The picture that is read', onload: () => URL.revokeObjectURL(url) });
}
