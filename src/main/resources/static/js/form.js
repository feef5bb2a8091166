// @ts-check
import { byId, element } from './dom.js';
import { DEFAULTS, isField, read } from './state.js';

const MODELS = {
  trained: 'A recurrent network, trained by this project with its own CTC gradient, on voices of one vector per character.',
  untrained: 'The same kind of network with random weights: every symbol is about as probable as any other.',
  oracle: 'No network: emissions made from the true alignment, with the noise and the peakiness chosen below.',
};

/** What a request says of the file: what goes in it. */
const OF_THE_FILE = ['emissions', 'picture', 'recording'];

const LONGEST_QUOTED = 40;
const RADIOS = ['source', 'emissionScale', 'lattice', 'request'];

/** The fields of the page that make up the state, each with its message. */
export class Form {
  /** @param {(changed: object) => void} onChange told what changed */
  constructor(onChange) {
    this.form = /** @type {HTMLFormElement} */ (byId('controls'));
    this.wrong = new Set();
    document.addEventListener('input', event => this.take(/** @type {HTMLInputElement} */ (event.target), onChange));
    this.form.addEventListener('submit', event => event.preventDefault());
    byId('dice').addEventListener('click', () => onChange({ seed: 1 + Math.floor(Math.random() * 9999) }));
  }

  /** A field that is being typed into changes the state only once it holds something that can be. */
  take(field, onChange) {
    if (!isField(field.name) || field.type === 'file') {
      return;
    }
    const { value, expected } = field.validity?.badInput ? { value: null, expected: read(field.name, '?').expected } : read(field.name, field.value);
    if (expected) {
      this.wrong.add(field.name);
      this.say(field.name, `Expected: ${expected}.${this.shown[field.name] === '' ? '' : ` What is shown is still of ${shortened(String(this.shown[field.name]))}.`}`);
    } else {
      this.wrong.delete(field.name);
      this.say(field.name, '');
      onChange({ [field.name]: value });
    }
  }

  /** @returns {HTMLInputElement} */
  field(name) {
    return /** @type {HTMLInputElement} */ (document.querySelector(`[name="${CSS.escape(name)}"]`));
  }

  show(state) {
    this.shown = state;
    for (const name of Object.keys(DEFAULTS)) {
      const field = this.field(name);
      if (field && !['radio', 'file'].includes(field.type) && !this.wrong.has(name) && !holds(field, state[name])) {
        field.value = state[name];
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
    byId('model-hint').textContent = MODELS[state.model];
    byId('language-model-fields').hidden = state.languageModel === '';
    const isFile = state.source === 'file';
    byId('from-text').hidden = isFile;
    byId('from-file').hidden = !isFile;
    byId('target-hint').textContent = isFile
      ? 'Left empty: the greedily decoded text. Without a vocabulary, class indices.'
      : 'Left empty: the text itself. Try another one, and see its loss.';
    this.field('target').placeholder = isFile ? '' : state.text;
  }

  /** Forgets what is typed and cannot be, since something else is shown. */
  restore(state) {
    this.wrong.forEach(name => this.say(name, ''));
    this.wrong.clear();
    this.show(state);
  }

  /** Puts a message at a field, or takes it away; after it what mends it, as buttons. */
  say(name, text, mends = []) {
    const field = this.field(name);
    const place = this.place(field);
    const told = `${text}|${mends.map(mend => mend.label).join('|')}`;
    if (place.dataset.told !== told) {
      place.dataset.told = told;
      place.replaceChildren(text, ...mends.map(mend => element('button', { type: 'button', class: 'mend', onclick: mend.apply }, mend.label)));
    }
    place.hidden = text === '';
    if (text === '') {
      field.removeAttribute('aria-invalid');
    } else {
      field.setAttribute('aria-invalid', 'true');
      const folded = field.closest('details');
      if (folded) {
        folded.open = true; // or nobody would see it
      }
    }
    return place;
  }

  place(field) {
    const id = `wrong-${field.name}`;
    const known = byId(id);
    if (known) {
      return known;
    }
    const made = element('p', { class: 'wrong wide', id, 'aria-live': 'polite', hidden: true });
    const around = field.closest('.field') ?? field.closest('fieldset') ?? field;
    around.after(made);
    field.setAttribute('aria-describedby', `${field.getAttribute('aria-describedby') ?? ''} ${id}`.trim());
    return made;
  }

  /** Takes all messages away but those of what is being typed. */
  clear() {
    for (const name of Object.keys(DEFAULTS)) {
      if (!this.wrong.has(name) && byId(`wrong-${name}`)) {
        this.say(name, '');
      }
    }
  }

  /**
   * Puts what the service refuses at the fields that it names.
   *
   * @returns {object[]} those that name no field of this page
   */
  mark(errors) {
    const others = [];
    const found = new Map();
    for (const error of errors) {
      const name = fieldOf(error.pointer ?? '');
      if (name && this.field(name)?.offsetParent) {
        found.set(name, [...(found.get(name) ?? []), error.detail]);
      } else {
        others.push(error);
      }
    }
    found.forEach((details, name) => this.say(name, `${sentence(details.slice(0, 4).join('; '))}`));
    return others;
  }
}

/** Returns whether a field holds a value as it is; 0.0, on the way to 0.05, is a way to write 0. */
function holds(field, value) {
  return field.value === String(value) || (field.type === 'number' && field.value !== '' && value !== '' && Number(field.value) === Number(value));
}

const shortened = text => (text.length > LONGEST_QUOTED ? `${text.slice(0, LONGEST_QUOTED)}…` : text);

/** Returns the field that a pointer into a request is about. */
export function fieldOf(pointer) {
  const parts = pointer.split('/');
  if (parts[1] === 'keywords') {
    return 'phrase';
  }
  if (parts.includes('labels') || parts.includes('target')) {
    return 'target';
  }
  return parts.some(part => OF_THE_FILE.includes(part)) ? 'file' : parts.find(isField) ?? null;
}

export function sentence(text) {
  return text === '' ? '' : `${text[0].toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
