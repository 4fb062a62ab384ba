// Asks the other side. A token is shown in a header, never kept by the browser beyond this tab, and never sent by itself.

const KEPT = 'dockmedic-token';

/** An answer that is not what was asked for. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export const token = () => sessionStorage.getItem(KEPT) ?? '';

/** Keeps it for this tab; an empty one is forgotten. */
export function setToken(text) {
  if (text) {
    sessionStorage.setItem(KEPT, text);
  } else {
    sessionStorage.removeItem(KEPT);
  }
}

export function headers(more = {}) {
  return token() ? { Authorization: `Bearer ${token()}`, ...more } : more;
}

/** The data of an answer. */
export async function get(path, signal) {
  return read(await fetch(path, { headers: headers(), cache: 'no-store', signal }));
}

/** Changes something. */
export async function send(method, path, body) {
  return read(await fetch(path, {
    method,
    headers: headers({ 'Content-Type': 'application/json' }),
    body: body === undefined ? undefined : JSON.stringify(body),
  }));
}

async function read(response) {
  const text = await response.text();
  let said = {};
  try {
    said = JSON.parse(text);
  } catch {
    // A proxy's own page, say.
  }
  if (!response.ok && said.parts === undefined) {
    throw new Refused(response.status, said.detail ?? `${response.status} ${response.statusText}`);
  }
  return said.data ?? said;
}
