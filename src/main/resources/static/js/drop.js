// @ts-check
import { byId, element } from './dom.js';
import { readFiles } from './input/files.js';
import { FieldError } from './service/requests.js';

/**
 * Takes files that are chosen or dropped anywhere on the page.
 *
 * @param {import('./input/source.js').Source} source
 * @param {import('./form.js').Form} form
 * @param {(changed: object) => void} change
 * @param {(failure: Error) => void} refuse told why a file cannot be taken
 * @returns {{show: (state: object) => void}} shows the file of a state
 */
export function listenForFiles(source, form, change, refuse) {
  const zone = byId('dropzone');
  const take = files => takeFiles(files, source, change, refuse);
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
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-sample]'))) {
    button.addEventListener('click', () => takeSample(button.dataset.sample, take, refuse));
  }
  return { show: state => showFile(state, source, form) };
}

async function takeSample(path, take, refuse) {
  try {
    const response = await fetch(path);
    if (!response.ok) {
      throw new Error(`the service answered ${response.status}`);
    }
    take([new File([await response.blob()], path.split('/').at(-1))]);
  } catch (failure) {
    refuse(new FieldError('file', `The sample cannot be had: ${failure.message}.`));
  }
}

async function takeFiles(files, source, change, refuse) {
  try {
    const { file, changed, found } = await readFiles(files);
    source.file = file ?? source.file;
    byId('detected').textContent = found.join(' ');
    change(changed);
  } catch (failure) {
    refuse(new FieldError('file', failure.message));
  }
}

async function showFile(state, source, form) {
  const { file } = source;
  byId('filename').textContent = told(state, file);
  choices(form.field('array'), file && file.matrices.length > 1 ? file.matrices.map(matrix => ({ value: matrix.name, label: `${matrix.name} [${matrix.rows}][${matrix.columns}]` })) : [], state.array);
  byId('matrix-fields').hidden = file !== null && file.kind !== 'matrices';
  byId('network-field').hidden = file === null || file.kind === 'matrices';
  if (file && file.kind !== 'matrices') {
    const networks = await source.networksOf(file.kind);
    choices(form.field('network'), networks.map(network => ({ value: network.name, label: network.name })), state.network);
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
  return state.transposed ? `${file.name}: ${columns} frames of ${rows} classes, transposed` : `${file.name}: ${rows} frames of ${columns} classes`;
}

function choices(select, options, chosen) {
  select.closest('.field').hidden = options.length === 0;
  select.replaceChildren(...options.map(({ value, label }) => element('option', { value }, label)));
  if (options.some(option => option.value === chosen)) {
    select.value = chosen;
  }
}
