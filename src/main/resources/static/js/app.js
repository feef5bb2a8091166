// @ts-check
import { byId, element } from './dom.js';
import { listenForFiles } from './drop.js';
import { Form, sentence } from './form.js';
import { Source } from './input/source.js';
import { KeyField } from './service/key.js';
import { get, Problem, tellWaits } from './service/api.js';
import { FieldError } from './service/requests.js';
import { Progress } from './progress.js';
import { DEFAULTS, fragment, kept, leftOut, parse } from './state.js';
import { startTheme } from './theme.js';
import { View } from './view.js';
import { Work } from './work.js';

const PAUSE_MILLISECONDS = 200;
const VIEWS = ['emissionScale', 'lattice', 'request', 'lesson'];

let { state, mended } = parse(location.hash, history.state);
let timer = 0;

const source = new Source();
const form = new Form(change);
const progress = new Progress(byId('progress'), byId('results'));
const view = new View(change, tell);
const keyField = new KeyField(byId('key-form'), () => {
  offerRegistered();
  run();
});
const work = new Work(source, { changed: shown => view.show(shown, state), failed: fail, partFailed: tell, stepped: () => progress.step() });

function change(changed) {
  state = { ...state, ...changed };
  mended = [];
  tellMended();
  byId('said').textContent = '';
  if (changed.source === 'file' && state.file === '') {
    state = { ...state, ...source.gained }; // the file that was shown before
  }
  const isView = Object.keys(changed).every(name => VIEWS.includes(name));
  if ('source' in changed || Object.keys(changed).length > 3) {
    form.restore(state);
  } else {
    form.show(state);
  }
  if (isView) {
    view.look(state);
    linkState();
  } else {
    clearTimeout(timer);
    timer = setTimeout(run, PAUSE_MILLISECONDS);
  }
}

/**
 * Lets the address bar hold what is shown, and not what was wrong; what is too long for it is kept beside it, for when the page
 * is loaded again or gone back to. Browsers refuse an address that changes with each move of a slider.
 */
function linkState() {
  const link = fragment(state);
  history.replaceState(kept(state), '', link === '' && location.hash === '' ? location.href : `#${link}`);
}

/** Asks the service for everything that the state stands for; whatever was still under way is dropped. */
async function run() {
  clearTimeout(timer);
  linkState();
  progress.start(8);
  forgetFailures();
  drop.show(state);
  if (await work.run(state)) {
    progress.end();
  }
}

/** Says why there is nothing new to show. */
function fail(failure) {
  view.keep();
  tell(failure);
}

/** Says what went wrong: at the field that it is about, else at the foot of the window. Nothing moves. */
function tell(failure) {
  if (failure instanceof FieldError) {
    form.say(failure.field, failure.message, failure.mends.map(({ label, changed }) => ({ label, apply: () => change(changed) })));
    return;
  }
  if (failure instanceof Problem && failure.status === 401) {
    keyField.ask();
    return;
  }
  const others = failure instanceof Problem ? form.mark(failure.errors) : [];
  if (failure instanceof Problem && failure.errors.length > 0 && others.length === 0) {
    return;
  }
  if (!(failure instanceof Problem)) {
    console.info(failure);
  }
  alertOf(failure instanceof Problem ? failure.title : 'That cannot be shown', others, failure.message, failure instanceof Problem && failure.status === 0);
}

function alertOf(title, errors, message, isRepeatable) {
  byId('alert-text').replaceChildren(element('strong', {}, title), errors.length > 0 ? '' : ` ${message}`,
    isRepeatable ? element('button', { type: 'button', class: 'mend', onclick: run }, 'Try again') : '',
    ...(errors.length > 0 ? [element('ul', {}, ...errors.slice(0, 8).map(error => element('li', {}, element('code', {}, error.pointer || '/'), ` ${error.detail}`)))] : []));
  byId('alert').hidden = false;
}

/** Forgets all that was chosen, the file as well. */
function startOver() {
  drop.forget();
  change({ ...DEFAULTS });
}

/** Says why a file is not taken; what is shown stays. */
function refuse(failure) {
  change({ source: 'file' });
  clearTimeout(timer);
  forgetFailures();
  fail(failure);
}

function forgetFailures() {
  byId('alert').hidden = true;
  byId('results').classList.remove('stale');
  form.clear();
}

function tellMended() {
  byId('mended').hidden = mended.length === 0;
  byId('mended').textContent = mended.map(({ name, given, expected }) => sentence(expected === null
    ? `The link says ${name.slice(0, 40)}, which is no field of this page`
    : `The link says ${name}=${given.slice(0, 40)}; expected ${expected}. Shown is ${DEFAULTS[name] === '' ? 'none' : DEFAULTS[name]}`)).join(' ');
}

async function copy(text, thing, also = '') {
  try {
    await navigator.clipboard.writeText(text);
    byId('said').textContent = `${thing} copied. ${also}`;
  } catch {
    byId('said').textContent = `The browser does not let this page copy; ${thing.toLowerCase()} stands ${thing === 'Link' ? 'in the address bar' : 'below'}. ${also}`;
  }
}

/** Returns what a link does not hold, so that nobody is surprised. */
function missingInLink() {
  const files = state.source === 'file' ? [state.file, state.vocabularyFile].filter(name => name !== '') : [];
  const named = files.length > 0 ? `It names ${files.join(' and ')}, but does not hold ${files.length > 1 ? 'them' : 'it'}: who opens it drops ${files.length > 1 ? 'them' : 'it'} here again.` : '';
  const long = leftOut(state).filter(name => !(name === 'vocabulary' && state.vocabularyFile !== ''));
  return `${named} ${long.length > 0 ? `Too long for a link, and left out: ${long.join(', ')}.` : ''}`.trim();
}

/** Fills the choices of what is registered on this server; where it does not answer, the first request tells of it. */
async function offerRegistered() {
  const listed = await get('language-models').then(answer => answer.languageModels, () => []);
  const select = /** @type {HTMLSelectElement} */ (document.querySelector('select[name="languageModel"]'));
  [...select.options].slice(1).forEach(option => option.remove());
  const names = listed.map(model => model.name);
  if (state.languageModel && !names.includes(state.languageModel)) {
    names.push(state.languageModel); // the service says that it has none of this name
  }
  select.append(...names.map(name => element('option', {}, name)));
  select.value = state.languageModel;
}

const drop = listenForFiles(source, form, change, refuse);
startTheme(byId('theme'), () => view.redraw());
tellWaits(seconds => {
  byId('waiting').hidden = seconds === 0;
  byId('waiting').textContent = `The service is busy; asked again in ${seconds} s.`;
});
form.show(state);
view.look(state);
byId('results').classList.add('started');
tellMended();
offerRegistered();
byId('alert-close').addEventListener('click', () => { byId('alert').hidden = true; });
document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault(); // the fragment of the address is the state
  byId('results').focus();
});
byId('reset').addEventListener('click', startOver);
byId('link').addEventListener('click', () => {
  linkState();
  copy(location.href, 'Link', missingInLink());
});
byId('copy-curl').addEventListener('click', () => copy(byId('curl').textContent, 'Command'));
window.addEventListener('hashchange', () => {
  ({ state, mended } = parse(location.hash, history.state));
  form.restore(state);
  byId('detected').textContent = '';
  tellMended();
  run();
});
run();
