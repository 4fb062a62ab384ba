// Times, as long ago as they are now.

import { el, say } from './dom.js';

// Without AM and PM, which take room.
const CLOCK = { hourCycle: 'h23' };

const STEPS = [[60, 1, 's'], [3600, 60, 'min'], [86400, 3600, 'h'], [Infinity, 86400, 'd']];

let ahead = 0;

/** The clock of the other side counts: that of a phone may be wrong. */
export function itIs(now) {
  ahead = Date.parse(now) - Date.now();
}

/** Milliseconds, by the clock of the other side. */
export const now = () => Date.now() + ahead;

/** A length of time for a person: "4 min". */
export function length(milliseconds, whole = Math.floor) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [, divisor, unit] = STEPS.find(([below]) => seconds < below);
  return `${whole(seconds / divisor)} ${unit}`;
}

/** "4 min ago", or "in 4 min", which is the nearest: who has 11 h 53 min left has 12 h. */
function words(at) {
  const past = now() - Date.parse(at);
  return past > -1000 ? `${length(past)} ago` : `in ${length(-past, Math.round)}`;
}

/** How long that lasts: "for 4 min". */
const lasts = at => `for ${length(now() - Date.parse(at))}`;

/** A time that stays right; its exact value is its title. */
export function ago(at) {
  const node = el('time');
  setAgo(node, at);
  return node;
}

/** @param lasting whether it is told for how long that is so, not how long ago it was */
export function setAgo(node, at, lasting = false) {
  node.className = lasting ? 'ago lasting' : 'ago';
  if (node.getAttribute('datetime') !== at) {
    node.setAttribute('datetime', at);
    node.title = exact(at);
  }
  tell(node);
}

function tell(node) {
  const at = node.getAttribute('datetime');
  say(node, node.classList.contains('lasting') ? lasts(at) : words(at));
}

/** By the clock on the wall: of today without the date. */
export function exact(at) {
  const time = new Date(at);
  const today = new Date(now()).toDateString() === time.toDateString();
  return today ? time.toLocaleTimeString([], CLOCK) : time.toLocaleString([], CLOCK);
}

/** A time of the day, to the second. */
export function clock(at) {
  return el('time', { datetime: at, title: new Date(at).toLocaleString() }, exact(at));
}

function tick() {
  if (!document.hidden) {
    document.querySelectorAll('time.ago').forEach(tell);
  }
}

setInterval(tick, 1000);
document.addEventListener('visibilitychange', tick);
