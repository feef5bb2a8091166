// @ts-check
import { keyHeaders } from './key.js';
import { beamRequest, greedyRequest, lossRequest, synthesizeRequest } from './requests.js';

const INCLUDE = ['lattice', 'bestPath'];

/** Returns the shell command for what is on the page: emissions are piped from /synthesize, or sent as the file they are in. */
export function curl(kind, state, input, target, fileName) {
  const base = new URL('.', document.baseURI).href;
  if (kind === 'synthesize') {
    return post(base, 'synthesize', JSON.stringify(synthesizeRequest(state)));
  }
  const hollow = { ...input, emissions: undefined };
  const request = kind === 'loss'
    ? lossRequest(hollow, target, INCLUDE)
    : { ...beamOrGreedy(hollow, state) };
  if (input.features) {
    return piped(base, kind, state, request);
  }
  return `curl -s ${base}${kind}${key()} \\\n  -F ${quoted(`request=${JSON.stringify(request)};type=application/json`)} \\\n  -F emissions=@${quoted(fileName)}`;
}

function beamOrGreedy(input, state) {
  return state.hotwords || state.languageModel ? beamRequest(input, state) : greedyRequest(input);
}

function piped(base, kind, state, request) {
  const { utterances, vocabulary, blank, ...others } = request;
  const rest = JSON.stringify(others).slice(1, -1);
  const utterance = ['emissions', ...Object.entries(utterances[0]).filter(([, value]) => value !== undefined).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)].join(', ');
  const program = `{vocabulary, blank, utterances: [{${utterance}}], ${rest}}`;
  return `${post(base, 'synthesize', JSON.stringify(synthesizeRequest(state)))} |\njq ${quoted(program)} |\ncurl -s ${base}${kind}${key()} -H 'Content-Type: application/json' -d @-`;
}

function post(base, path, body) {
  return `curl -s ${base}${path}${key()} \\\n  -H 'Content-Type: application/json' \\\n  -d ${quoted(body)}`;
}

/** The key itself is shown nowhere. */
function key() {
  return keyHeaders().Authorization ? ' -H "Authorization: Bearer $CTC_KEY"' : '';
}

function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
