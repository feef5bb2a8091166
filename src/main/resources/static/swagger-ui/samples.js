// @ts-check
/**
 * Files for the operations that take some, so that each can be tried at one click. A sample is chosen in every field for a
 * file, as if by hand; where the file is the whole body, the query that goes with it stands in a field below.
 */

/** The sample of each part of a form, and of each type of a body that is one file. */
const SAMPLES = {
  emissions: 'hello.npy',
  recording: 'hello.wav',
  file: 'hello.wav',
  picture: 'line.png',
  'application/x-npy': 'hello.npy',
  'application/octet-stream': 'infer.bin',
  'audio/': 'hello.wav',
  'image/': 'line.png',
};

/** What the fields of a request are for each sample that is a whole body. */
const NETWORKS = { 'hello.wav': 'demo-english', 'line.png': 'print' };
const TEXTS = { 'hello.npy': 'hello', 'hello.wav': 'hello world', 'line.png': 'Every frame says a letter, or nothing new.' };
const TEXT_FIELDS = { '/align': 'target', '/loss': 'target', '/spot': 'keywords' };
const WITH_FIELDS = ['/align', '/decode', '/emissions', '/loss', '/spot'];

/** Headers that a body needs: where in it the JSON ends, and numbers begin. */
const HEADERS = { 'infer.bin': { 'Inference-Header-Content-Length': '261' } };

/** @type {Map<string, Promise<File>>} */
const files = new Map();

/** Chooses samples in all fields for files, now and whenever there are new ones. */
export function offerSamples(root) {
  const offer = () => root.querySelectorAll('.opblock-section-request-body input[type="file"]').forEach(choose);
  new MutationObserver(offer).observe(root, { childList: true, subtree: true });
  root.addEventListener('change', event => event.target.matches('select.content-type') && setTimeout(offer));
}

/** Chooses a sample in a field, unless it has one already for what it stands for. */
async function choose(field) {
  const operation = field.closest('.opblock');
  const type = operation.querySelector('.opblock-section-request-body select.content-type').value;
  const part = field.closest('[data-property-name]')?.dataset.propertyName;
  const key = part ?? type;
  if (field.dataset.sample === key) {
    return;
  }
  field.dataset.sample = key;
  field.value = ''; // not the sample of another type, until this one is here
  const name = sampleOf(key);
  operation.querySelector('.query-of-file')?.remove();
  if (name) {
    const path = operation.querySelector('[data-path]').dataset.path;
    if (!part && WITH_FIELDS.includes(path)) {
      field.after(queryField(path, name));
    }
    const chosen = new DataTransfer();
    chosen.items.add(await sample(name));
    if (field.dataset.sample === key) {
      field.files = chosen.files;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
  }
}

function sampleOf(key) {
  return Object.entries(SAMPLES).find(([known]) => (known.endsWith('/') ? key.startsWith(known) : key === known))?.[1];
}

function sample(name) {
  if (!files.has(name)) {
    files.set(name, fetch(`../samples/${name}`).then(response => response.blob()).then(blob => new File([blob], name, { type: blob.type })));
  }
  return files.get(name);
}

function queryField(path, name) {
  const fields = { network: NETWORKS[name], [TEXT_FIELDS[path]]: TEXTS[name] };
  const given = Object.entries(fields).filter(([field, value]) => field !== 'undefined' && value !== undefined);
  const label = document.createElement('label');
  label.className = 'query-of-file parameter__name';
  label.style.display = 'block';
  const input = document.createElement('input');
  input.type = 'text';
  input.size = 60;
  input.value = new URLSearchParams(given).toString();
  label.append('Fields of the request, as a query ', input);
  return label;
}

/** Completes a request that is about to be sent, and shown as a command. */
export function complete(request) {
  if (request.body instanceof File) {
    return withQuery(request);
  }
  if (request.body instanceof FormData) {
    request.body = inOrder(request.body);
  }
  return request;
}

/** Completes a request whose body is one file by the query beside it, where no field for a parameter has it, and by its headers. */
function withQuery(request) {
  const url = new URL(request.url, location.href);
  const operation = [...document.querySelectorAll('.opblock')].find(one => url.pathname.endsWith(/** @type {HTMLElement} */ (one.querySelector('[data-path]')).dataset.path));
  const query = /** @type {HTMLInputElement} */ (operation?.querySelector('.query-of-file input'))?.value;
  const filledIn = [...url.searchParams.keys()];
  new URLSearchParams(query).forEach((value, name) => filledIn.includes(name) || url.searchParams.append(name, value));
  request.url = url.href;
  Object.assign(request.headers, HEADERS[request.body.name]);
  return request;
}

/**
 * Returns a form with the part `request` first, since the service reads files as they come, and without what nobody filled
 * in: empty parts, and the word `string`, which Swagger UI writes where there is no example.
 */
function inOrder(form) {
  const parts = [...form].filter(([, value]) => value !== '' && value !== 'string');
  const ordered = new FormData();
  for (const isFirst of [true, false]) {
    parts.filter(([name]) => (name === 'request') === isFirst).forEach(([name, value]) => ordered.append(name, value));
  }
  return ordered;
}
