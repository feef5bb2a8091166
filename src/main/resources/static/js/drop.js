// @ts-check
import { byId, element } from './dom.js';
import { count } from './figure/symbols.js';
import { readFiles } from './input/files.js';
import { FieldError } from './service/requests.js';

/**
 * Takes files that are chosen or dropped anywhere on the page.
 *
 * @param {import('./input/source.js').Source} source
 * @param {import('./form.js').Form} form
 * @param {(changed: object) => void} change
 * @param {(failure: Error) => void} refuse told why a file cannot be taken
 * @returns {{show: (state: object) => void, forget: () => void}} shows the file of a state; forgets the file
 */
export function listenForFiles(source, form, change, refuse) {
  let shown = {};
  let chosen = 0;
  let forgotten = 0;
  let reading = Promise.resolve();
  const taken = changed => {
    shown = { ...shown, ...changed };
    change(changed);
  };
  /** Reads files after those before them: what is dropped last is shown, and a vocabulary goes with the matrix before it. */
  const take = files => {
    const before = forgotten;
    chosen++;
    reading = reading.then(() => takeFiles(files, source, shown, () => before === forgotten, taken, refuse));
  };
  /** Fetches a sample, which is for nobody once something else is chosen. */
  const takeSample = async path => {
    const mine = ++chosen;
    const { files, failure } = await sample(path);
    if (mine === chosen) {
      if (files) {
        take(files);
      } else {
        refuse(failure);
      }
    }
  };
  byId('file').addEventListener('change', event => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    const files = [...field.files];
    field.value = ''; // or the same file, chosen again once it is another, would change nothing
    if (files.length > 0) {
      take(files);
    }
  });
  listenForDrops(take);
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-sample]'))) {
    button.addEventListener('click', () => takeSample(button.dataset.sample));
  }
  return {
    show: state => {
      shown = state;
      showFile(state, source, form, () => shown === state);
    },
    forget: () => {
      chosen++;
      forgotten++;
      source.forget();
      byId('detected').textContent = '';
    },
  };
}

/** Takes what is dropped, unless it is no file: a text that is dragged goes to its field. */
function listenForDrops(take) {
  const zone = byId('dropzone');
  const whereFile = act => event => {
    if (event.dataTransfer.types.includes('Files')) {
      event.preventDefault();
      act(event);
    }
  };
  document.addEventListener('dragover', whereFile(() => { zone.hidden = false; }));
  document.addEventListener('dragleave', event => { zone.hidden ||= event.relatedTarget === null; });
  document.addEventListener('drop', whereFile(event => {
    zone.hidden = true;
    take([...event.dataTransfer.files]);
  }));
}

/** @returns {Promise<{files?: File[], failure?: Error}>} */
async function sample(path) {
  try {
    const response = await fetch(path);
    if (!response.ok) {
      throw new Error(`the service answered ${response.status}`);
    }
    return { files: [new File([await response.blob()], path.split('/').at(-1))] };
  } catch (failure) {
    return { failure: new FieldError('file', `The sample cannot be had: ${failure.message}.`) };
  }
}

async function takeFiles(files, source, state, isWanted, change, refuse) {
  try {
    const shown = source.fileOf(state);
    const { file, changed, found } = await readFiles(files, { shown, awaited: shown || state.file === '' ? null : state });
    if (!isWanted()) {
      return;
    }
    source.take(file, changed);
    byId('detected').textContent = found.join(' ');
    change(changed);
  } catch (failure) {
    if (isWanted()) {
      refuse(new FieldError('file', failure.message));
    }
  }
}

async function showFile(state, source, form, isShown) {
  const file = source.fileOf(state);
  byId('filename').textContent = told(state, file);
  choices(form.field('array'), file && file.matrices.length > 1 ? file.matrices.map(matrix => ({ value: matrix.name, label: `${matrix.name} [${matrix.rows}][${matrix.columns}]` })) : [], state.array);
  byId('matrix-fields').hidden = file !== null && file.kind !== 'matrices';
  byId('network-field').hidden = file === null || file.kind === 'matrices';
  if (file && file.kind !== 'matrices') {
    const networks = await source.networksOf(file.kind).catch(() => []); // who asks for the emissions tells of it
    if (isShown()) {
      choices(form.field('network'), networks.map(network => ({ value: network.name, label: network.name })), state.network);
    }
  }
}

function told(state, file) {
  if (!file) {
    return state.file ? `The link was made with ${state.file}: drop it here to see the same${state.vocabularyFile && !state.vocabulary ? `, with ${state.vocabularyFile}` : ''}.` : 'No file yet.';
  }
  if (file.kind !== 'matrices') {
    return `${file.name}: ${file.kind === 'sound' ? 'a recording' : 'a picture'}`;
  }
  const { rows, columns } = file.matrices.find(matrix => matrix.name === state.array) ?? file.matrices[0];
  const size = (frames, classes) => `${file.name}: ${count(frames, 'frame')} of ${count(classes, 'class', 'classes')}`;
  return state.transposed ? `${size(columns, rows)}, transposed` : size(rows, columns);
}

function choices(select, options, chosen) {
  select.closest('.field').hidden = options.length === 0;
  const isMissing = chosen !== '' && !options.some(option => option.value === chosen);
  select.replaceChildren(...[...options, ...(isMissing ? [{ value: chosen, label: chosen }] : [])].map(({ value, label }) => element('option', { value }, label)));
  if (chosen !== '') {
    select.value = chosen;
  }
}
