// All containers: how they are, what they use.

import { chart } from './chart.js';
import { byId, el, say } from './dom.js';
import { icon } from './icons.js';
import { keyed } from './list.js';
import { known } from './store.js';
import { bytes, section } from './table.js';
import { ago, setAgo } from './time.js';

const MANY = 50;
const LEAST_PERCENT = 10;
const LEAST_KIBI = 16 * 1024;

let all = [];
let whole = false;
const wanted = el('input', { type: 'search', 'aria-label': 'Only containers with this in their name', placeholder: 'Filter', input: fill });
const more = el('button', { type: 'button', class: 'plain more', hidden: true, click: () => { whole = !whole; fill(); } });
const list = el('ul', { class: 'things' });
let show = null;

export const containers = () => section('containers', 'api/v1/containers', found => {
  if (!show) {
    byId('containers').append(wanted, list, more);
    show = keyed(list, row);
  }
  all = found.containers.map(one => ({ ...one, ...mood(one) })).sort((a, b) => a.rank - b.rank);
  say(byId('containers').querySelector('summary span'), `${all.filter(one => one.status === 'running').length} of ${all.length} run`);
  fill();
});

function fill() {
  const text = wanted.value.trim().toLowerCase();
  const those = all.filter(one => `${one.service} ${one.name} ${one.image}`.toLowerCase().includes(text));
  wanted.hidden = all.length < 10;
  show(whole ? those : those.slice(0, MANY));
  more.hidden = those.length <= MANY;
  say(more, whole ? 'Show fewer' : `Show all ${those.length}`);
}

/** What is wrong comes first. */
function mood(one) {
  const trouble = [...known.incidents.values()].find(incident =>
    ['person', 'treated', 'held'].includes(incident.attention) && (incident.remedy?.service || incident.key) === one.service);
  if (trouble) {
    return { rank: 0, mood: trouble.attention };
  }
  return one.status === 'running' && one.health === 'unhealthy' ? { rank: 1, mood: 'held' }
    : one.status === 'running' ? { rank: 2, mood: 'over' } : { rank: 3, mood: 'noted' };
}

const STOPPED = { somebody: ': somebody stopped it', dockmedic: ': Dockmedic stopped it' };

/** How it is down, and whether that was asked for. */
const down = one => `${one.status}${one.exitCode ? ` (${one.exitCode})` : ''}${STOPPED[one.stoppedBy] ?? ''}`;

function row(first) {
  const picture = el('span');
  const [name, image, state, cpu, memory] = ['b', 'small', 'span', 'span', 'span'].map(kind => el(kind));
  const when = ago(first.startedAt ?? first.finishedAt ?? new Date().toISOString());
  const charts = [el('span', { class: 'drawn' }), el('span', { class: 'drawn' })];
  const uses = [el('span', { class: 'use' }, charts[0], cpu), el('span', { class: 'use' }, charts[1], memory)];
  let seen = '';
  return {
    element: el('li', {}, el('span', { class: 'name' }, picture, el('span', {}, name, image)),
      el('span', { class: 'state' }, state, ' ', when), ...uses),
    update(one) {
      const at = one.status === 'running' ? one.startedAt : one.finishedAt;
      when.hidden = !at;
      if (at) {
        setAgo(when, at, one.status === 'running');
      }
      const now = JSON.stringify(one);
      if (now === seen) {
        return;
      }
      seen = now;
      picture.className = `picture ${one.mood}`;
      picture.replaceChildren(icon(one.mood));
      say(name, one.service);
      say(image, one.image);
      say(state, one.status === 'running' ? `${one.health ? `${one.health}, ` : ''}runs` : down(one));
      say(cpu, one.cpuPercent === undefined ? '' : `CPU ${one.cpuPercent} %`);
      say(memory, one.memoryBytes === undefined ? ''
        : `${bytes(one.memoryBytes)}${one.memoryLimitBytes ? ` of ${bytes(one.memoryLimitBytes)}` : ''}`);
      uses.forEach(use => { use.hidden = one.status !== 'running'; });
      charts[0].replaceChildren(...(one.cpu ? [chart(one.cpu, LEAST_PERCENT)] : []));
      charts[1].replaceChildren(...(one.memory
        ? [chart(one.memory, one.memoryLimitBytes ? one.memoryLimitBytes / 1024 : LEAST_KIBI)] : []));
    },
  };
}
