// How Dockmedic itself is.

import { byId, el, refill } from './dom.js';
import { icon } from './icons.js';
import { known } from './store.js';
import { count } from './words.js';

const LOOKS = { up: ['over', 'Works'], degraded: ['held', 'Degraded'], down: ['person', 'Down'] };

let shown = '';

export function parts() {
  const now = JSON.stringify(known.parts);
  if (!known.parts || now === shown) {
    return;
  }
  shown = now;
  const all = Object.entries(known.parts.parts);
  const bad = all.filter(([, part]) => part.status !== 'up');
  const good = all.filter(([, part]) => part.status === 'up');
  const place = byId('parts');
  const open = place.querySelector('details')?.open ?? false;
  refill(place, place.firstElementChild, el('ul', { class: 'parts' }, ...bad.map(part)),
    el('details', { open }, el('summary', { 'data-same': 'parts' }, `${count(good.length, 'part works', 'parts work')}`),
      el('ul', { class: 'parts' }, ...good.map(part))));
}

function part([name, { status, reason }]) {
  const [picture, word] = LOOKS[status] ?? LOOKS.down;
  return el('li', { class: status }, icon(picture), el('span', { class: 'text' }, el('b', {}, name), ` ${word}`,
    reason ? el('small', { class: 'quiet' }, reason) : ''));
}
