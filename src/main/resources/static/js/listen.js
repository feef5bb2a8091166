// @ts-check
/** The page for live transcription: sends the microphone to /stream and shows partial and final results. */
import { get, Problem } from './service/api.js';
import { byId, element } from './dom.js';
import { KeyField, keyQuery } from './service/key.js';
import { Microphone } from './input/microphone.js';
import { startTheme } from './theme.js';

const ENDPOINT = { afterSpeech: 1.2, noSpeech: 2.4, longest: 20 };
const NO_KEY = 401;

/** What the codes mean with which streams are closed, where no error tells it. */
const ENDS = { 1000: 'Done.', 1001: 'The service was shut down.', 1006: 'The connection was lost.' };

const network = /** @type {HTMLSelectElement} */ (byId('network'));
const startButton = /** @type {HTMLButtonElement} */ (byId('start'));
const stopButton = /** @type {HTMLButtonElement} */ (byId('stop'));
const copyButton = /** @type {HTMLButtonElement} */ (byId('copy'));
const meter = /** @type {HTMLMeterElement} */ (byId('level'));
const keyField = new KeyField(byId('key-form'), offerNetworks);
let stream = null;
let microphone = null;
let isOpened = false;

async function offerNetworks() {
  complain('');
  try {
    const { networks } = await get('networks');
    const names = networks.filter(({ streaming }) => streaming).map(({ name }) => name);
    network.replaceChildren(...names.map(name => element('option', {}, name)));
    startButton.disabled = names.length === 0;
    say(names.length > 0 ? 'Ready.' : 'This server has no streaming network.');
  } catch (failure) {
    say('');
    if (failure instanceof Problem && failure.status === NO_KEY) {
      keyField.ask();
    } else {
      complain(`${failure.message || failure} Load this page again to try again.`);
    }
  }
}

function say(text) {
  byId('state').textContent = text;
}

function complain(text) {
  byId('alert').textContent = text;
  byId('alert').hidden = text === '';
}

async function start() {
  complain('');
  byId('warnings').replaceChildren();
  warn([]);
  byId('finals').replaceChildren();
  copyButton.disabled = true;
  showPartial('', '');
  startButton.disabled = true;
  try {
    microphone = await Microphone.open(sendSamples, lose);
  } catch (failure) {
    enable(startButton);
    complain(`The microphone cannot be used: ${failure.message}`);
    return;
  }
  open();
}

function open() {
  const address = new URL('stream' + keyQuery(), location.href);
  address.protocol = address.protocol.replace('http', 'ws');
  isOpened = false;
  stream = new WebSocket(address);
  stream.addEventListener('open', () => {
    isOpened = true;
    send({ type: 'start', network: network.value, encoding: 'pcm16', sampleRate: microphone.sampleRate,
      include: ['words'], endpoint: ENDPOINT });
    enable(stopButton);
    say('Listening.');
  });
  stream.addEventListener('message', ({ data }) => take(JSON.parse(data)));
  stream.addEventListener('close', over);
}

function send(message) {
  stream.send(JSON.stringify(message));
}

/** Sends samples of the microphone, 16-bit, and shows how loud they are. */
function sendSamples(samples, level) {
  meter.value = level;
  if (stream?.readyState === WebSocket.OPEN) {
    stream.send(samples);
  }
}

function take(answer) {
  if (answer.type === 'partial') {
    showPartial(answer.text, answer.stable);
  } else if (answer.type === 'final') {
    showPartial('', '');
    warn(answer.warnings ?? []);
    if (answer.text !== '') {
      append(answer);
    }
  } else if (answer.status === NO_KEY) {
    keyField.ask();
  } else {
    complain(answer.detail ?? answer.title);
  }
}

function append(answer) {
  byId('finals').append(element('li', {}, element('span', { class: 'when', title: certainty(answer) }, times(answer)),
    element('span', { class: 'said', dir: 'auto' }, answer.text)));
  copyButton.disabled = false;
}

/** Puts the transcript on the clipboard, a line for each final result. */
async function copy() {
  const lines = [...byId('finals').querySelectorAll('.said')].map(line => line.textContent);
  try {
    await navigator.clipboard.writeText(lines.join('\n') + '\n');
    say('Copied.');
  } catch {
    say('The browser does not let this page copy: select the text instead.');
  }
}

/** Shows the warnings of a segment below those of the segments before, each once. */
function warn(warnings) {
  const list = byId('warnings');
  for (const { detail } of warnings) {
    if (![...list.children].some(item => item.textContent === detail)) {
      list.append(element('li', {}, detail));
    }
  }
  list.hidden = list.children.length === 0;
}

/** Enables a button. It takes the keyboard focus where a button that was disabled has lost it. */
function enable(button) {
  button.disabled = false;
  if (document.activeElement === document.body) {
    button.focus();
  }
}

function showPartial(text, stable) {
  byId('stable').textContent = text.slice(0, stable.length);
  byId('open').textContent = text.slice(stable.length);
}

function times({ startSeconds, endSeconds }) {
  return `${startSeconds.toFixed(1)} to ${endSeconds.toFixed(1)} s`;
}

function certainty({ confidence }) {
  return confidence === null ? null : `${Math.round(100 * confidence)} % sure`;
}

function stop() {
  microphone.close();
  stopButton.disabled = true;
  if (stream.readyState === WebSocket.OPEN) {
    send({ type: 'end' });
  } else {
    stream.close();
  }
}

/** Ends the stream, since the microphone gives nothing any more. */
function lose() {
  complain('The microphone was disconnected.');
  stop();
}

function over({ code }) {
  microphone.close();
  stopButton.disabled = true;
  enable(startButton);
  meter.value = 0;
  say(isOpened ? ENDS[code] ?? `The service closed the stream (${code}).` : 'The service opened no stream: it may be busy, or not running. Try again.');
}

startTheme(byId('theme'), () => {});
byId('listening').addEventListener('submit', event => {
  event.preventDefault();
  start();
});
stopButton.addEventListener('click', stop);
copyButton.addEventListener('click', copy);
offerNetworks();
