// One incident in full: what happened, what was decided and why, what it used.

import { get, Refused } from './api.js';
import { el, refill } from './dom.js';
import { diagnosis } from './diagnosis.js';
import { silence } from './hold.js';
import { remarks } from './remarks.js';
import { may } from './store.js';
import { clock } from './time.js';

/** Fills a place with it; what it answers with fills it anew. */
export function details(place, id) {
  let under = null;
  const look = el('div', { class: 'look' });
  const told = el('div', { class: 'told' });
  const saying = remarks(id, refresh);
  async function refresh() {
    under?.abort();
    under = new AbortController();
    try {
      const incident = await get(`api/v1/incidents/${encodeURIComponent(id)}`, under.signal);
      refill(told, ...content(incident), buttons(incident, look));
      saying.update(incident);
      if (!told.parentElement) {
        place.replaceChildren(told, saying.element, look);
      }
    } catch (e) {
      if (e instanceof Refused) {
        told.remove();
        place.replaceChildren(el('p', { class: 'note' }, e.message));
      } else if (e.name !== 'AbortError' && !place.firstChild) {
        place.replaceChildren(el('p', { class: 'note' }, 'It cannot be read now.'));
      }
    }
  }
  return { refresh };
}

function* content(incident) {
  const more = incident.annotations?.description;
  if (more) {
    yield el('p', { class: 'description' }, more);
  }
  yield el('p', { class: 'quiet facts' }, [
    `rule ${incident.rule}`, incident.labels?.severity ?? '', `for: ${incident.labels?.route ?? 'nobody'}`,
    incident.count > 1 ? `${incident.count} events` : '', incident.id,
  ].filter(Boolean).join(' · '));
  yield el('ol', { class: 'timeline' }, ...timeline(incident).map(step));
  if (incident.readings?.length) {
    yield readings(incident.readings);
  }
}

/** All that is known, in the order in which it happened. */
function timeline(incident) {
  const steps = [];
  const add = (at, kind, word, text, more = '') => at && steps.push({ at, kind, word, text, more });
  for (const event of incident.evidence ?? []) {
    add(event.at, 'seen', 'Seen', event.summary ?? event.kind, intent(event));
  }
  add(incident.firedAt, 'fired', 'Fired', `the rule ${incident.rule} fires`);
  for (const attempt of incident.remedy?.attempts ?? []) {
    const [kind, word] = { act: ['act', 'Done'], defer: ['held', 'Put off'] }[attempt.verdict] ?? ['held', 'Not done'];
    add(attempt.at, kind, word, `${attempt.action}${attempt.number > 1 ? `, attempt ${attempt.number}` : ''}: ${
      said(attempt)}`,
      attempt.verdict === 'act' ? '' : `reason: ${attempt.reason}`);
  }
  for (const act of incident.acts ?? []) {
    if (act.output?.length) {
      add(act.at, 'seen', 'Heard', `what ${act.action} heard`, act.output.join('\n'));
    }
  }
  for (const remark of incident.remarks ?? []) {
    const ack = remark.kind !== 'note';
    add(remark.at, 'said', ack ? 'Known' : 'Note',
      `${remark.by || 'somebody'}${ack ? ' knows of it' : ''}${remark.note ? `: ${remark.note}` : ''}`);
  }
  if (incident.remedy && !incident.resolvedAt) {
    add(incident.remedy.at, 'now', 'Now', [incident.remedy.state, incident.remedy.detail].filter(Boolean).join(': '));
  }
  add(incident.resolvedAt, 'over', 'Over', incident.resolvedBy || 'it is over');
  return steps.map((one, index) => ({ ...one, index }))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.index - b.index);
}

/** What came of what was done, or why it was not. */
const said = attempt => (attempt.verdict === 'act' ? attempt.outcome || 'under way'
  : [attempt.detail || attempt.reason, attempt.outcome].filter(Boolean).join(': '));

/** Whether a death was asked for, and how that is known. */
function intent(event) {
  const judgement = event.judgement;
  return judgement && !event.summary?.includes(judgement.intent) ? `intent ${judgement.intent}: ${(judgement.evidence ?? []).join('; ')}` : '';
}

function step(one) {
  return el('li', { class: one.kind }, clock(one.at), el('span', { class: 'word' }, one.word),
    el('span', { class: 'text' }, one.text, one.more ? el('small', { class: 'quiet' }, one.more) : ''));
}

function readings(all) {
  return el('div', { class: 'readings' }, el('h4', {}, 'What it used around the fault'),
    el('ul', {}, ...all.map(one => el('li', {}, clock(one.at), ' ', one.used))));
}

function buttons(incident, look) {
  const service = incident.remedy?.service || (incident.evidence ?? []).map(event => event.container)
    .filter(Boolean).map(container => container.name).at(-1);
  if (!service || !may('operate')) {
    return '';
  }
  return el('p', { class: 'buttons' },
    el('button', { type: 'button', click: () => diagnosis(look, service) }, 'Diagnose'),
    el('button', { type: 'button', click: () => silence(service) }, 'Silence'));
}
