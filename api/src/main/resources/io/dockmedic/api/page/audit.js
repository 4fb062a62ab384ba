// How containers are set up: what is wrong with that, and what to write instead. Nothing here is urgent, so it is closed at first.

import { byId, el, say } from './dom.js';
import { icon } from './icons.js';
import { keyed } from './list.js';
import { section } from './table.js';
import { count } from './words.js';

const MANY = 50;
const RANK = { critical: 0, warning: 1, info: 2 };
const MOOD = { critical: 'person', warning: 'held', info: 'noted' };

let all = [];
let whole = false;
const list = el('ul', { class: 'things audited' });
const more = el('button', { type: 'button', class: 'plain more', hidden: true, click: () => { whole = !whole; fill(); } });
const show = keyed(list, row);

export const audit = () => section('audit', 'api/v1/audit', found => {
  const place = byId('audit');
  if (!list.parentElement) {
    place.append(list, more);
  }
  all = byContainer(found.findings);
  const wrong = all.filter(one => one.rank < RANK.info).length;
  say(place.querySelector('summary span'), wrong
    ? `${wrong} of ${count(found.containers, 'container')} ${wrong === 1 ? 'has' : 'have'} something to be put right`
    : `nothing to be put right in ${count(found.containers, 'container')}`);
  fill();
}, true);

function byContainer(findings) {
  const names = new Map();
  findings.forEach(one => names.set(one.container, [...names.get(one.container) ?? [], one]));
  return [...names].map(([id, its]) => ({ id, findings: its.toSorted((a, b) => RANK[a.severity] - RANK[b.severity]) }))
    .map(one => ({ ...one, rank: RANK[one.findings[0].severity] }))
    .sort((a, b) => a.rank - b.rank || b.findings.length - a.findings.length);
}

function fill() {
  show(whole ? all : all.slice(0, MANY));
  list.hidden = !all.length;
  more.hidden = all.length <= MANY;
  say(more, whole ? 'Show fewer' : `Show all ${all.length}`);
}

function row() {
  const picture = el('span');
  const [name, project] = ['b', 'small'].map(kind => el(kind));
  const summary = el('summary');
  const its = el('ul');
  let seen = '';
  return {
    element: el('li', {}, el('span', { class: 'name' }, picture, el('span', {}, name, project)),
      el('details', {}, summary, its)),
    update(one) {
      const now = JSON.stringify(one);
      if (now === seen) {
        return;
      }
      seen = now;
      const worst = one.findings[0].severity;
      picture.className = `picture ${MOOD[worst]}`;
      picture.replaceChildren(icon(MOOD[worst]));
      say(name, one.id);
      say(project, one.findings[0].service === one.id ? '' : one.findings[0].service);
      say(summary, Object.keys(RANK)
        .map(severity => [one.findings.filter(finding => finding.severity === severity).length, severity])
        .filter(([number]) => number)
        .map(([number, severity]) => `${number} ${severity}`)
        .join(', '));
      its.replaceChildren(...one.findings.map(finding));
    },
  };
}

const finding = one => el('li', {}, el('span', {}, `${one.severity}: ${one.message}`),
  el('small', {}, 'Write instead: ', el('code', {}, one.instead)));
