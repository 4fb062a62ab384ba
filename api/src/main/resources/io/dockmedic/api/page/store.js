// What is known, and who wants to hear when that changes.

import { get } from './api.js';
import { itIs } from './time.js';

export const known = {
  /** Of all incidents in short, by id. */
  incidents: new Map(),
  brakes: null,
  /** What people are asked, and how many of that is open. */
  approvals: null,
  parts: null,
  status: null,
  connected: false,
  /** When the connection was lost; by the clock of this side. */
  lostAt: 0,
  lostWhy: '',
  /** 401 or 403 when a token is wanted. */
  locked: 0,
};

const listeners = new Set();
let asked = false;

/** Runs it after each change, at most once a frame. */
export function onChange(listener) {
  listeners.add(listener);
}

export function changed() {
  if (!asked) {
    asked = true;
    // A frame never comes while nobody sees the page.
    const run = () => {
      asked = false;
      listeners.forEach(listener => listener());
    };
    if (document.hidden) {
      setTimeout(run);
    } else {
      requestAnimationFrame(run);
    }
  }
}

const OPEN = 'state=pending&state=firing&state=acknowledged';
const RESOLVED = 100;
const MOST_OVER = 300;

/** Asks for everything anew. */
export async function load() {
  const [status, open, resolved, parts] = await Promise.all([
    get('api/v1/status'),
    get(`api/v1/incidents?brief=true&limit=1000&${OPEN}`),
    get(`api/v1/incidents?brief=true&limit=${RESOLVED}&state=resolved`),
    get('-/ready'),
  ]);
  itIs(status.now);
  known.status = status;
  known.incidents = new Map([...open.incidents, ...resolved.incidents].map(one => [one.id, one]));
  known.parts = parts;
  known.brakes = await get('api/v1/brakes').catch(() => known.brakes);
  known.approvals = await get('api/v1/approvals').catch(() => known.approvals);
  changed();
}

/** Takes in an event of the stream. */
export function take(name, data) {
  switch (name) {
    case 'incident': {
      known.incidents.set(data.id, data);
      of('over').slice(MOST_OVER).forEach(one => known.incidents.delete(one.id));
      break;
    }
    case 'brakes': known.brakes = data; break;
    case 'approvals': known.approvals = data; break;
    case 'parts': known.parts = data; break;
    default: return;
  }
  changed();
}

/** Those of which this is to be thought, newest first. */
export function of(attention) {
  return [...known.incidents.values()]
    .filter(one => one.attention === attention)
    .sort((a, b) => (since(a) < since(b) ? 1 : -1));
}

/** Since when it is as it is. */
export const since = one => one.resolvedAt ?? one.firedAt ?? one.activeAt;

/** Whether the token, or being on this machine, allows that. */
export const may = scope => known.status?.you.may.includes(scope) ?? false;
