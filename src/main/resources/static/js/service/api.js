// @ts-check
/** Calls of the service. A failure is a Problem, which carries what RFC 9457 says of it. */

import { keyHeaders } from './key.js';

const MOST_RETRIES = 8;
const LONGEST_WAIT_SECONDS = 60;

export class Problem extends Error {
  constructor(title, detail, errors, status) {
    super(detail || title);
    this.title = title;
    this.errors = errors;
    this.status = status;
  }
}

/** @type {(seconds: number) => void} told how long it is until a request is sent again, 0 when it is */
let onWait = () => {};

/** Sets who is told, each second, of a service that is too busy. */
export function tellWaits(listener) {
  onWait = listener;
}

/**
 * Returns the JSON answer.
 *
 * @param {string} path
 * @param {object} request
 * @param {{parts?: {name: string, content: Blob}[], body?: Blob, type?: string, signal?: AbortSignal}} [options] parts: files that go with
 *     the request; body: a file in place of it, of this type
 */
export async function post(path, request, options = {}) {
  const response = await send(path, request, 'application/json', options);
  return reached(() => response.json());
}

/** Returns the answer as a Blob of another type. */
export async function postFor(type, path, request, options = {}) {
  const response = await send(path, request, type, options);
  return reached(() => response.blob());
}

/** Returns the JSON answer of what is only asked for. */
export async function get(path) {
  const response = await answer(path, { headers: headersFor('application/json') });
  return reached(() => response.json());
}

async function send(path, request, accept, { parts = [], body = undefined, type = '', signal = undefined }) {
  const headers = headersFor(accept);
  return answer(path, { method: 'POST', signal, ...(body ? { body, headers: { ...headers, 'Content-Type': type } } : bodyOf(request, parts, headers)) });
}

const headersFor = accept => ({ Accept: `${accept}, application/problem+json;q=0.9`, ...keyHeaders() });

async function answer(path, options) {
  for (let tries = 0; ; tries++) {
    const response = await reached(() => fetch(path, options));
    if (response.ok) {
      return response;
    }
    if (response.status !== 503 || tries === MOST_RETRIES) {
      throw await problem(response);
    }
    await pause(Number(response.headers.get('Retry-After')) || 1, options.signal);
  }
}

function bodyOf(request, parts, headers) {
  const json = JSON.stringify(request);
  if (parts.length === 0) {
    return { headers: { ...headers, 'Content-Type': 'application/json' }, body: json };
  }
  const made = new FormData();
  made.append('request', new Blob([json], { type: 'application/json' }));
  parts.forEach(({ name, content }) => made.append(name, content));
  return { headers, body: made };
}

/** Returns what a service answers; it may go away within its answer, too, which then ends early. */
async function reached(act) {
  try {
    return await act();
  } catch (failure) {
    if (failure.name === 'AbortError') {
      throw failure;
    }
    throw new Problem('The service does not answer', 'Is it still running?', [], 0);
  }
}

/** Waits as long as a busy service asks for, and counts the seconds down. */
async function pause(seconds, signal) {
  try {
    for (let left = Math.min(LONGEST_WAIT_SECONDS, Math.ceil(seconds)); left > 0; left--) {
      onWait(left);
      await new Promise((resolve, reject) => {
        const timer = setTimeout(resolve, 1000);
        signal?.addEventListener('abort', () => {
          clearTimeout(timer);
          reject(signal.reason);
        }, { once: true });
      });
    }
  } finally {
    onWait(0);
  }
}

async function problem(response) {
  let told = {};
  try {
    told = await response.json();
  } catch {
    // not a problem document: the status says what there is to say
  }
  const title = told.title || `The service answered ${response.status}`;
  return new Problem(title, told.detail || '', told.errors || [], response.status);
}
