// The incidents, by what they ask of who looks.

import { byId, el, say } from './dom.js';
import { icon } from './icons.js';
import { details } from './incident.js';
import { keyed } from './list.js';
import { known, may, of, since } from './store.js';
import { ago, setAgo } from './time.js';
import { doing, standing, summary } from './words.js';

const SECTIONS = ['person', 'treated', 'held', 'noted', 'pending', 'over'];
const AT_FIRST = { over: 10, noted: 10 };
const MANY = 50;

function row(first) {
  const picture = el('span', { class: 'picture' });
  const word = el('span', { class: 'word' });
  const who = el('span', { class: 'who' });
  const what = el('span', { class: 'what' });
  const done = el('span', { class: 'doing' });
  const when = ago(since(first));
  const body = el('div', { class: 'body', id: `i-${first.id}`, hidden: true });
  const button = el('button', {
    type: 'button', class: 'head', 'aria-expanded': 'false', 'aria-controls': body.id, click: toggle,
  }, el('span', { class: 'badge' }, picture, word), who, el('span', { class: 'said' }, what, done), when);
  const element = el('li', {}, el('h3', {}, button), body);
  let shown = null;
  let seen = '';

  function toggle() {
    body.hidden = !body.hidden;
    button.setAttribute('aria-expanded', String(!body.hidden));
    if (!body.hidden && !shown) {
      shown = details(body, first.id);
    }
    if (!body.hidden) {
      shown.refresh();
    }
  }

  return {
    element,
    update(incident) {
      setAgo(when, since(incident));
      const now = JSON.stringify([incident, may('operate')]);
      if (now === seen) {
        return;
      }
      seen = now;
      element.className = `incident ${incident.attention}`;
      picture.replaceChildren(icon(incident.attention));
      say(word, standing(incident));
      say(who, incident.key || incident.rule);
      say(what, summary(incident));
      say(done, doing(incident));
      if (!body.hidden) {
        shown.refresh();
      }
    },
  };
}

const lists = new Map();
/** Of all sections: who has opened one reads on while it goes from "being healed" to "over". */
const rows = new Map();

function rowOf(incident) {
  if (!rows.has(incident.id)) {
    rows.set(incident.id, row(incident));
  }
  return rows.get(incident.id);
}

function section(name) {
  const list = byId(name);
  const more = el('button', { type: 'button', class: 'plain more' });
  list.after(more);
  let all = false;
  more.addEventListener('click', () => {
    all = !all;
    incidents();
  });
  const show = keyed(list, rowOf);
  return items => {
    const most = all ? Infinity : AT_FIRST[name] ?? MANY;
    list.parentElement.hidden = items.length === 0;
    show(items.slice(0, most));
    more.hidden = items.length <= (AT_FIRST[name] ?? MANY);
    say(more, all ? 'Show fewer' : `Show all ${items.length}`);
  };
}

export function incidents() {
  byId('board').hidden = known.parts === null;
  const had = document.activeElement;
  for (const name of SECTIONS) {
    if (!lists.has(name)) {
      lists.set(name, section(name));
    }
    lists.get(name)(of(name));
  }
  for (const [id, { element }] of rows) {
    if (!element.isConnected) {
      rows.delete(id);
    }
  }
  if (had !== document.activeElement && had?.isConnected) {
    had.focus({ preventScroll: true });
  }
}
