// @ts-check
import { byId } from './dom.js';
import { DEFAULTS } from './state.js';

const MODELS = {
  trained: 'A recurrent network, trained by this project with its own CTC gradient, on voices of one vector per character.',
  untrained: 'The same kind of network with random weights: it knows nothing, and every symbol is about as likely.',
  oracle: 'Knows the true alignment; the noise and the peakiness say how it tells.',
};

const RADIOS = ['source', 'emissionScale', 'lattice', 'request'];

/** The fields of the page that make up the state. */
export class Form {
  /** @param {(changed: object) => void} onChange told what changed */
  constructor(onChange) {
    this.form = /** @type {HTMLFormElement} */ (byId('controls'));
    const read = event => {
      const field = event.target;
      if (field.name in DEFAULTS) {
        const value = typeof DEFAULTS[field.name] === 'number' ? Number(field.value) : field.value;
        field.removeAttribute('aria-invalid');
        onChange({ [field.name]: value });
      }
    };
    document.addEventListener('input', read);
    this.form.addEventListener('submit', event => event.preventDefault());
    byId('dice').addEventListener('click', () => onChange({ seed: 1 + Math.floor(Math.random() * 9999) }));
    byId('reset').addEventListener('click', () => onChange({ ...DEFAULTS }));
  }

  /** @returns {HTMLInputElement[]} */
  get fields() {
    return /** @type {HTMLInputElement[]} */ ([...this.form.elements]);
  }

  /** @returns {HTMLInputElement} */
  field(name) {
    return /** @type {HTMLInputElement} */ (this.form.elements.namedItem(name ?? ''));
  }

  show(state) {
    for (const field of this.fields) {
      if (field.name in DEFAULTS && field.type !== 'radio' && field.value !== String(state[field.name])) {
        field.value = state[field.name];
      }
    }
    for (const name of RADIOS) {
      for (const field of document.querySelectorAll(`input[type="radio"][name="${name}"]`)) {
        const radio = /** @type {HTMLInputElement} */ (field);
        radio.checked = radio.value === state[name];
      }
    }
    byId('noise-value').textContent = state.noise.toFixed(2);
    byId('peakiness-value').textContent = state.peakiness.toFixed(2);
    byId('peakiness-field').hidden = state.model !== 'oracle';
    byId('model-hint').textContent = MODELS[state.model] ?? '';
    const isFile = state.source === 'file';
    byId('from-text').hidden = isFile;
    byId('from-file').hidden = !isFile;
    byId('target-hint').textContent = isFile
      ? 'Left empty: what is read greedily. Without a vocabulary, class indices.'
      : 'Left empty: the text itself. Try another one, and see its loss.';
    this.field('target').placeholder = isFile ? '' : state.text;
  }

  /** Marks the fields that a problem names. */
  mark(errors) {
    for (const field of this.fields) {
      field.removeAttribute?.('aria-invalid');
    }
    for (const { pointer = '' } of errors) {
      const name = pointer.split('/').find(part => part in DEFAULTS);
      const field = this.field(pointer.includes('labels') ? 'target' : name);
      field?.setAttribute?.('aria-invalid', 'true');
    }
  }
}
