// The rules that run, and what came of each lately.

import { byId, el, refill, say } from './dom.js';
import { icon } from './icons.js';
import { section } from './table.js';
import { since } from './store.js';
import { ago } from './time.js';
import { doing, standing } from './words.js';

const list = el('ul', { class: 'things rules' });
let shown = '';

export const rules = () => section('rules', 'api/v1/rules', found => {
  const place = byId('rules');
  // Moved again it would lose the focus.
  if (!list.parentElement) {
    place.append(list);
  }
  const now = JSON.stringify(found);
  if (now !== shown) {
    shown = now;
    say(place.querySelector('summary span'), String(found.rules.length));
    const open = new Set([...list.querySelectorAll('details[open]')].map(one => one.getAttribute('data-rule')));
    refill(list, ...found.rules.toSorted((a, b) => order(b).localeCompare(order(a))).map(one => row(one, open)));
  }
});

/** What fired last comes first. */
const order = rule => (rule.last ? since(rule.last) : '');

function row(rule, open) {
  const last = rule.last;
  return el('li', {},
    el('span', { class: 'name' }, el('span', { class: `picture ${last?.attention ?? 'none'}` }, icon(last?.attention ?? 'noted')),
      el('span', {}, el('b', {}, rule.name), el('small', {}, rule.on.join(', ')))),
    el('span', { class: 'state' }, rule.remedy.length ? rule.remedy.join(', then ') : 'only notes'),
    el('span', { class: 'came' }, last ? el('span', {}, `${standing(last)}: ${last.key}`, el('small', {}, doing(last)))
      : el('span', { class: 'quiet' }, 'has not fired')),
    el('span', { class: 'quiet when' }, last ? ago(since(last)) : '',
      rule.incidents > 1 ? el('small', {}, `${rule.incidents} times`) : ''),
    ...(rule.recent?.length > 1 ? [before(rule, open.has(rule.name))] : []));
}

/** What came of it before: of each firing when, of what, and what was done. */
const before = (rule, open) => el('details', { class: 'before', 'data-rule': rule.name, open },
  el('summary', { 'aria-label': `The last ${rule.recent.length} of ${rule.name}`, 'data-same': rule.name }, `The last ${rule.recent.length}`),
  ...rule.recent.map(one => el('p', {}, ago(since(one)), ` ${standing(one)}: ${one.key}`, el('small', {}, doing(one)))));
