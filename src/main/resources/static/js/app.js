// @ts-check
import { get, post, Problem } from './api.js';
import { Beam } from './beam.js';
import { Collapse } from './collapse.js';
import { curl } from './curl.js';
import { byId, element } from './dom.js';
import { emissionFigure, featureFigure, LATTICE_VIEWS, latticeFigure, logProbabilities } from './figures.js';
import { Form } from './form.js';
import { growth } from './growth.js';
import { HeatMap } from './heatmap.js';
import { KeyField } from './key.js';
import { offerPictures } from './pictures.js';
import { Progress } from './progress.js';
import { beamRequest, greedyRequest, lossRequest, synthesizeRequest, targetOf } from './requests.js';
import { inputOf, readFiles } from './source.js';
import { fragment, parse } from './state.js';
import { showSummary } from './summary.js';
import { classNames } from './symbols.js';
import { startTheme } from './theme.js';

const PAUSE_MILLISECONDS = 200;
const VIEWS = ['emissionScale', 'lattice', 'request'];
const MOST_PREFIXES = 32;

let state = parse(location.hash);
let file = null;
let shown = {};
let running = new AbortController();
let timer = 0;

const form = new Form(change);
const progress = new Progress(byId('progress'), byId('results'));
const markFrame = frame => [features, emissions, lattice].forEach(map => map.mark(frame));
const features = new HeatMap(byId('features'), frame => markFrame(frame));
const emissions = new HeatMap(byId('emissions'), frame => markFrame(frame));
const lattice = new HeatMap(byId('lattice'), frame => markFrame(frame));
const collapse = new Collapse(byId('collapse'), frame => markFrame(frame));
const beam = new Beam(byId('beam'));
const keyField = new KeyField(byId('key-form'), () => {
  offerLanguageModels();
  run();
});

function change(changed) {
  state = { ...state, ...changed };
  form.show(state);
  history.replaceState(null, '', `#${fragment(state)}`);
  if (Object.keys(changed).every(name => VIEWS.includes(name))) {
    draw();
  } else {
    clearTimeout(timer);
    timer = setTimeout(run, PAUSE_MILLISECONDS);
  }
}

/** Asks the service for everything that the state stands for; whatever was still under way is dropped. */
async function run() {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  progress.start(4);
  hideAlert();
  try {
    await load(signal);
  } catch (failure) {
    if (signal.aborted) {
      return;
    }
    fail(failure);
    byId('results').classList.add('stale');
    draw();
  }
  if (!signal.aborted) {
    progress.end();
  }
}

async function load(signal) {
  const input = await inputOf(state, file, signal);
  if (!input) {
    shown = {};
    draw();
    return;
  }
  progress.step();
  const logProbs = logProbabilities(input);
  const names = classNames(input.vocabulary, input.blank, logProbs.classes);
  const next = { input, logProbs, names };
  next.greedy = (await post('decode', greedyRequest(input), signal)).utterances[0];
  shown = next;
  draw();
  progress.step();
  await Promise.all([loadLoss(next, signal), loadBeam(next, signal)]);
}

async function loadLoss(next, signal) {
  const read = next.greedy.hypotheses[0];
  try {
    next.target = state.target === '' ? defaultTarget(next.input, read) : targetOf(state.target, next.input);
    next.loss = (await post('loss', lossRequest(next.input, next.target, ['lattice', 'bestPath']), signal)).utterances[0];
  } catch (failure) {
    if (signal.aborted) {
      return;
    }
    next.lossFailure = failure;
    fail(failure);
  }
  progress.step();
  draw();
}

function defaultTarget(input, read) {
  return input.features ? { target: state.text } : { labels: read.labels };
}

async function loadBeam(next, signal) {
  try {
    next.beam = (await post('decode', beamRequest(next.input, state), signal)).utterances[0].hypotheses;
    drawSummary();
    beam.show(next.beam);
    progress.step();
    const steps = await growth(next.input, state, MOST_PREFIXES, signal);
    beam.showGrowth(steps, next.logProbs.frames);
  } catch (failure) {
    if (signal.aborted) {
      return;
    }
    if (next.beam) {
      beam.showGrowth([], 0);
      return;
    }
    beam.fail(`No beam search: ${said(failure)}`);
    progress.step();
  }
}

function draw() {
  const { input, logProbs, names, greedy } = shown;
  for (const panel of ['summary', 'emissions-panel', 'collapse-panel', 'lattice-panel', 'beam-panel', 'request-panel']) {
    byId(panel).hidden = !input;
  }
  byId('features-panel').hidden = !input?.features;
  if (!input) {
    return;
  }
  if (input.features) {
    features.show(featureFigure(input.features, input.alignment));
  }
  const tokens = greedy.hypotheses[0].tokens;
  emissions.show(emissionFigure(logProbs, names, input.blank, greedy.framePath, tokens, state.emissionScale === 'p'));
  if (shown.collapsed !== greedy) {
    shown.collapsed = greedy;
    collapse.show(greedy.framePath, names, input.vocabulary, input.blank);
  }
  drawLattice();
  drawSummary();
  byId('curl').textContent = curl(state.request, state, input, shown.target ?? {}, file?.name ?? 'emissions.npy');
}

function drawLattice() {
  const { loss, input } = shown;
  byId('lattice-explain').textContent = LATTICE_VIEWS[state.lattice]?.explain ?? '';
  byId('lattice').hidden = !loss?.lattice;
  if (loss?.lattice) {
    const bestPath = loss.bestPath ? { classes: loss.bestPath, blank: input.blank } : null;
    lattice.show(latticeFigure(loss.lattice, state.lattice, bestPath, 'ε'));
  } else if (shown.lossFailure) {
    byId('lattice-explain').textContent = `No lattice: ${said(shown.lossFailure)}`;
  }
}

function drawSummary() {
  showSummary(byId('numbers'), byId('verdict'), shown, state);
}

function said(failure) {
  const errors = failure instanceof Problem ? failure.errors : [];
  return errors.length > 0 ? errors.map(error => error.detail).join('; ') : failure.message;
}

function fail(failure) {
  const isProblem = failure instanceof Problem;
  if (isProblem && failure.status === 401) {
    keyField.ask();
    return;
  }
  if (!isProblem) {
    console.info(failure);
  }
  const alert = byId('alert');
  alert.replaceChildren(element('strong', {}, isProblem ? failure.title : 'That cannot be shown'), ` ${isProblem && failure.errors.length > 0 ? '' : failure.message}`);
  if (isProblem && failure.errors.length > 0) {
    alert.append(element('ul', {}, ...failure.errors.slice(0, 8).map(error => element('li', {}, element('code', {}, error.pointer || '/'), ` ${error.detail}`))));
    form.mark(failure.errors);
  }
  alert.hidden = false;
  alert.scrollIntoView({ block: 'nearest' });
}

function hideAlert() {
  byId('alert').hidden = true;
  byId('results').classList.remove('stale');
  form.mark([]);
}

async function take(files) {
  try {
    const found = await readFiles(files);
    file = found.file ?? file;
    byId('filename').textContent = file ? `${file.name}: ${file.rows} frames of ${file.columns} classes` : 'No .npy file yet.';
    change(found.changed);
  } catch (failure) {
    change({ source: 'file' });
    clearTimeout(timer);
    fail(failure);
  }
}

function listenForFiles() {
  const zone = byId('dropzone');
  byId('file').addEventListener('change', event => take([.../** @type {HTMLInputElement} */ (event.target).files]));
  document.addEventListener('dragover', event => {
    event.preventDefault();
    zone.hidden = false;
  });
  document.addEventListener('dragleave', event => {
    zone.hidden = event.relatedTarget === null;
  });
  document.addEventListener('drop', event => {
    event.preventDefault();
    zone.hidden = true;
    if (event.dataTransfer.files.length > 0) {
      take([...event.dataTransfer.files]);
    }
  });
}

async function copy(text, thing) {
  try {
    await navigator.clipboard.writeText(text);
    byId('said').textContent = `${thing} copied.`;
  } catch {
    byId('said').textContent = `The browser does not let this page copy; ${thing.toLowerCase()} stands ${thing === 'Link' ? 'in the address bar' : 'below'}.`;
  }
}

function pictureRequest(figure) {
  const { input, target } = shown;
  if (figure === 'features') {
    return { path: 'synthesize', body: synthesizeRequest(state) };
  }
  return figure === 'emissions'
    ? { path: 'decode', body: greedyRequest(input) }
    : { path: 'loss', body: lossRequest(input, target, ['lattice', 'bestPath']) };
}

async function offerLanguageModels() {
  const listed = await get('language-models');
  const models = Array.isArray(listed) ? listed : (listed?.languageModels ?? []);
  const select = /** @type {HTMLSelectElement} */ (document.querySelector('select[name="languageModel"]'));
  [...select.options].slice(1).forEach(option => option.remove());
  select.append(...models.map(model => element('option', {}, model.name ?? String(model))));
  select.value = state.languageModel;
}

startTheme(byId('theme'), () => [features, emissions, lattice].forEach(map => map.shown && map.draw()));
form.show(state);
listenForFiles();
offerPictures(pictureRequest, fail);
offerLanguageModels();
byId('link').addEventListener('click', () => copy(location.href, 'Link'));
byId('copy-curl').addEventListener('click', () => copy(byId('curl').textContent, 'Command'));
window.addEventListener('hashchange', () => {
  state = parse(location.hash);
  form.show(state);
  run();
});
run();
