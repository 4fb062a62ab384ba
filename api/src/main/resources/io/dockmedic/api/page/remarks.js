// What a person says of an incident: that they know of it, and whatever else. Sent by POST with the token in a header: no link
// ever acknowledges anything.

import { send } from './api.js';
import { el, say } from './dom.js';
import { known, may } from './store.js';

const me = () => `${known.status?.you.name || 'somebody'} on the page`;

/** Asks for it; `then` is run when something was said. Stays the same element, so that what is being typed stays too. */
export function remarks(id, then) {
  const note = el('input', { type: 'text', maxlength: '500', autocomplete: 'off' });
  const wrong = el('p', { class: 'wrong', role: 'alert' });
  const acknowledge = el('button', { type: 'button', class: 'primary', click: () => tell('ack') }, 'Acknowledge');
  const add = el('button', { type: 'button', click: () => (note.value.trim() ? tell('note') : note.focus()) }, 'Add note');
  const element = el('div', { class: 'answer remarks', hidden: true }, el('label', {}, el('span', {}, 'Note'), note),
    el('p', { class: 'buttons' }, acknowledge, add), wrong);
  let busy = false;

  async function tell(what) {
    if (busy) {
      return;
    }
    busy = true;
    say(wrong, '');
    try {
      await send('POST', `api/v1/incidents/${encodeURIComponent(id)}/${what}`, { note: note.value.trim(), by: me() });
      note.value = '';
    } catch (e) {
      say(wrong, e.message);
    } finally {
      busy = false;
    }
    await then();
  }

  return {
    element,
    update(incident) {
      const who = incident.acknowledged ?? [];
      element.hidden = !may('operate');
      acknowledge.hidden = incident.state === 'resolved' || who.some(one => one.by === me());
      say(acknowledge, who.length ? 'Acknowledge too' : 'Acknowledge');
    },
  };
}
