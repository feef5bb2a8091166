// @ts-check
/** Calls of the service. A failure is a Problem, which carries what RFC 9457 says of it. */

import { keyHeaders } from './key.js';

export class Problem extends Error {
  constructor(title, detail, errors, status) {
    super(detail || title);
    this.title = title;
    this.errors = errors;
    this.status = status;
  }
}

/** Returns the JSON answer. */
export async function post(path, body, signal) {
  return (await send(path, body, 'application/json', signal)).json();
}

/** Returns the answer as a picture's Blob. */
export async function postForPicture(path, body, type) {
  return (await send(path, body, type)).blob();
}

/** Returns the JSON answer, or null where the server has no such thing. */
export async function get(path) {
  try {
    const response = await fetch(path, { headers: { Accept: 'application/json', ...keyHeaders() } });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

async function send(path, body, accept, signal) {
  let response;
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: `${accept}, application/problem+json;q=0.9`, ...keyHeaders() },
      body: JSON.stringify(body),
      signal,
    });
  } catch (failure) {
    if (failure.name === 'AbortError') {
      throw failure;
    }
    throw new Problem('The service does not answer', 'Is it still running? The page tries again at the next change.', [], 0);
  }
  if (!response.ok) {
    throw await problem(response);
  }
  return response;
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
