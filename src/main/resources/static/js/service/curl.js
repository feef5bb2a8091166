// @ts-check
import { keyHeaders } from './key.js';
import { alignRequest, beamRequest, greedyRequest, lossRequest, spotRequest, synthesizeRequest } from './requests.js';

const NETWORK_FIELDS = ['vocabulary', 'blank', 'scores', 'secondsPerFrame'];

/** Returns which requests there are of what is shown. */
export function kinds({ input }) {
  const first = { text: ['synthesize'], network: ['emissions'], file: [] }[input.made];
  return [...first, 'loss', 'decode', 'align', 'spot', ...(input.sound ? ['features'] : [])];
}

/**
 * Returns the shell command for what is shown: emissions are piped from /synthesize, or sent as the file they are in, as
 * are recordings and pictures.
 */
export function curl(kind, { input, state, target = {} }) {
  if (kind === 'synthesize') {
    return post('synthesize', JSON.stringify(synthesizeRequest(state)));
  }
  if (kind === 'features') {
    return `curl -s ${base()}features${key()} \\\n  -H 'Content-Type: audio/wav' --data-binary @${quoted(input.name)}`;
  }
  const request = requestOf(kind, input, state, target);
  if (input.made === 'text') {
    return piped(kind, state, request);
  }
  if (input.made === 'network') {
    NETWORK_FIELDS.forEach(name => delete request[name]);
    return withFile(kind, { network: input.network, ...request }, input.picture ? 'picture' : 'recording', input.name);
  }
  return input.python
    ? `python3 -c ${quoted(`import numpy as np; np.save("emissions.npy", ${input.python})`)}\n${withFile(kind, request, 'emissions', 'emissions.npy')}`
    : withFile(kind, request, 'emissions', input.name);
}

function requestOf(kind, input, state, target) {
  switch (kind) {
    case 'loss':
      return lossRequest(input, target, ['lattice', 'bestPath']);
    case 'align':
      return alignRequest(input, target);
    case 'spot':
      return spotRequest(input, state.phrase ? state : { ...state, phrase: target.target ?? (target.labels ?? []).join(' ') });
    case 'emissions':
      return {};
    default:
      return state.hotwords || state.languageModel || state.lexicon ? beamRequest(input, state) : greedyRequest(input);
  }
}

/** In a form curl ends a text at a semicolon, and a file's name at a comma, too, unless it is quoted for curl itself. */
function withFile(kind, request, part, file) {
  const json = JSON.stringify(request).replaceAll(';', '\\u003b');
  const name = /[;,"\\]/.test(file) ? `"${file.replace(/["\\]/g, '\\$&')}"` : file;
  return `curl -s ${base()}${kind}${key()} \\\n  -F ${quoted(`request=${json};type=application/json`)} \\\n  -F ${part}=@${quoted(name)}`;
}

function piped(kind, state, request) {
  const { utterances, vocabulary, blank, ...others } = request;
  const rest = JSON.stringify(others).slice(1, -1);
  const utterance = ['emissions', ...Object.entries(utterances[0]).filter(([, value]) => value !== undefined).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)].join(', ');
  const program = `{vocabulary, blank, utterances: [{${utterance}}], ${rest}}`;
  return `${post('synthesize', JSON.stringify(synthesizeRequest(state)))} |\njq ${quoted(program)} |\ncurl -s ${base()}${kind}${key()} -H 'Content-Type: application/json' -d @-`;
}

function post(path, body) {
  return `curl -s ${base()}${path}${key()} \\\n  -H 'Content-Type: application/json' \\\n  -d ${quoted(body)}`;
}

const base = () => new URL('.', document.baseURI).href;

/** The key itself is shown nowhere. */
function key() {
  return keyHeaders().Authorization ? ' -H "Authorization: Bearer $CTC_KEY"' : '';
}

function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
