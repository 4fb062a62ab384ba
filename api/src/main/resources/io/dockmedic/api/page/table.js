// A part of the page that is asked for only while it is open and seen.

import { get, Refused } from './api.js';
import { byId, el, say } from './dom.js';
import { known } from './store.js';

const EVERY = 10_000;

/**
 * Asks again and again, and shows it; anew when it is opened, or seen again. What is closed is not asked for, or, when its sum can be
 * seen though, not again and again.
 */
export function section(id, path, show, closed = false) {
  const place = byId(id);
  const note = el('p', { class: 'quiet' });
  place.append(note);
  let timer = 0;

  async function look() {
    clearTimeout(timer);
    if (!(place.open || closed) || document.hidden || !known.connected) {
      return;
    }
    timer = place.open ? setTimeout(look, EVERY) : 0;
    try {
      show(await get(path));
      say(note, '');
    } catch (e) {
      say(note, e instanceof Refused ? e.message : 'It cannot be read now.');
    }
  }
  place.addEventListener('toggle', look);
  document.addEventListener('visibilitychange', look);
  return look;
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** An amount for a person: "480 MiB". */
export function bytes(amount) {
  const step = amount > 0 ? Math.min(UNITS.length - 1, Math.floor(Math.log2(amount) / 10)) : 0;
  const value = amount / 1024 ** step;
  return `${value < 10 && step > 0 ? value.toFixed(1) : Math.round(value)} ${UNITS[step]}`;
}
