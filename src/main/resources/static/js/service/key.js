// @ts-check
/** The key of the service, where it asks for one: this tab keeps it until it is closed, and sends it nowhere else. */

const NAME = 'ctc-key';
let key = '';
try {
  key = sessionStorage.getItem(NAME) ?? '';
} catch {
  // no storage: it is kept as long as the page
}

/** Returns the headers of a request that is to be let in. */
export function keyHeaders() {
  return key ? { Authorization: `Bearer ${key}` } : {};
}

/** Returns the query of a WebSocket that is to be let in: a page can set no header there. */
export function keyQuery() {
  return key ? `?access_token=${encodeURIComponent(key)}` : '';
}

/** The field for the key, which is there once it is asked for. */
export class KeyField {
  constructor(form, onKey) {
    this.form = form;
    this.input = form.querySelector('input');
    this.hint = form.querySelector('[role="status"]');
    form.addEventListener('submit', event => {
      event.preventDefault();
      remember(this.input.value.trim());
      this.input.value = '';
      form.hidden = true;
      onKey();
    });
  }

  ask() {
    const wasRefused = key !== '';
    this.form.hidden = false;
    this.hint.textContent = wasRefused ? 'The service does not know this key.' : 'This service answers only who has a key.';
    this.input.focus();
  }
}

function remember(given) {
  key = given;
  try {
    sessionStorage.setItem(NAME, key);
  } catch {
    // as above
  }
}
