// What waits for a person's yes or no, and what lately came of that. Answered by POST with the token in a header: no link ever
// approves anything.

import { send } from './api.js';
import { byId, el, say } from './dom.js';
import { icon } from './icons.js';
import { keyed } from './list.js';
import { known, load, may } from './store.js';
import { exact, now, setAgo } from './time.js';
import { unlock } from './token.js';
import { PLAINLY } from './words.js';

const HOUR = 3_600_000;

/** Those that nobody answered yet, the oldest first. */
export const waiting = () => (known.approvals?.approvals ?? []).filter(one => one.state === 'pending');

/** What is asked, in a few words. */
export const question = one => PLAINLY[one.action]?.(one.service) ?? `${one.action} ${one.service}`;

const capital = text => text.charAt(0).toUpperCase() + text.slice(1);

const given = one => Object.entries(one.parameters).map(([name, value]) => `${name}: ${value}`).join(', ');

function card(first) {
  const id = `approval-${first.id}`;
  const title = el('h3', { id: `${id}-title` }, icon('person'), ` ${capital(question(first))}?`);
  const note = el('p', { class: 'note' });
  const until = el('time');
  const reason = el('input', { type: 'text', maxlength: '500', autocomplete: 'off' });
  const wrong = el('p', { class: 'wrong', role: 'alert' });
  const left = el('time');
  // The second of two quick taps was meant for what stood there before.
  const approve = el('button', { type: 'button', class: 'danger',
    click: tap => (sure ? tap.detail > 1 || answer('approve') : ask(true)), blur: () => ask(false) }, 'Approve …');
  const reject = el('button', { type: 'button', click: tap => tap.detail > 1 || answer('reject') }, 'Reject');
  // Who steps back says neither yes nor no. The other keeps the focus until then: where it goes, this one goes.
  const back = el('button', { type: 'button', hidden: true, mousedown: press => press.preventDefault(), click: () => {
    ask(false);
    approve.focus();
  } }, 'Not yet');
  const who = el('p', { class: 'note' });
  const answers = el('div', { class: 'answer' }, el('label', {}, el('span', {}, 'Reason (optional)'), reason),
    who, el('p', { class: 'buttons' }, approve, reject, back));
  const show = el('p', { class: 'buttons' },
    el('button', { type: 'button', click: () => unlock() }, 'Enter your token to answer …'));
  // A command, say, is read before the answer; only where all that is said already it is folded away.
  const plain = first.action in PLAINLY;
  const parameters = given(first) ? fact('With', given(first)) : [];
  const element = el('li', { class: 'approval', id, tabindex: '-1', 'aria-labelledby': title.id }, title,
    el('p', {}, first.why),
    el('dl', {}, ...fact('It does', first.would), ...(plain ? [] : parameters), ...fact('To undo it', first.undo),
      ...fact('Waits until', el('span', {}, until, ', ', left, '; unanswered it is not done'))),
    el('details', {}, el('summary', {}, 'How that is done'), el('dl', {}, ...(plain ? parameters : []),
      ...fact('Calls', el('code', {}, first.calls.join(', ') || 'none of the engine')))),
    note, answers, show, wrong);

  let busy = false;
  let sure = false;

  // Twice, for the second time by its name: what is above may come and go under a finger.
  function ask(again) {
    sure = again;
    back.hidden = !again;
    say(approve, again ? `Yes, ${question(first)}` : 'Approve …');
  }

  // The buttons stay enabled, so that who came by keyboard stays where they are.
  async function answer(word) {
    if (busy) {
      return;
    }
    busy = true;
    say(wrong, '');
    try {
      await send('POST', `api/v1/approvals/${encodeURIComponent(first.id)}`,
        { answer: word, reason: reason.value.trim(), by: `${known.status?.you.name || 'somebody'} on the page` });
      byId('main').focus();
    } catch (e) {
      say(wrong, e.message);
    } finally {
      busy = false;
    }
    await load().catch(() => {});
  }

  return {
    element,
    update(one) {
      until.setAttribute('datetime', one.until);
      say(until, exact(one.until));
      setAgo(left, one.until);
      say(note, one.note);
      note.hidden = !one.note;
      const name = known.status?.you.name;
      say(who, name ? `You answer as ${name}.` : '');
      who.hidden = !name;
      answers.hidden = !may('operate');
      show.hidden = may('operate');
    },
  };
}

const fact = (name, value) => [el('dt', {}, name), el('dd', {}, value)];

function answered(first) {
  const when = el('time');
  const text = el('span', { class: 'text' });
  return {
    element: el('li', { id: `answered-${first.id}`, tabindex: '-1' }, text, when),
    update(one) {
      setAgo(when, one.answeredAt);
      say(text, [`${capital(question(one))}: ${one.state}${one.by && one.state !== 'withdrawn' ? ` by ${one.by}` : ''}`, one.reason, one.note,
        came(one)].filter(Boolean).join(' · '));
    },
  };
}

/** What came of a yes. */
const came = one => (one.outcome === 'open' ? 'under way' : one.outcome && `${one.outcome}: ${one.detail}`);

/** What a person said yes to and is being done. */
export const underWay = () => (known.approvals?.approvals ?? []).filter(one => one.outcome === 'open');

/** What came of the last yes, for a while: who gave it looks for that first. */
export function lastCame() {
  const last = (known.approvals?.approvals ?? [])
    .filter(one => one.state === 'approved' && one.outcome && one.outcome !== 'open' && Date.parse(one.answeredAt) > now() - HOUR / 6)
    .reduce((latest, one) => (latest && Date.parse(latest.answeredAt) > Date.parse(one.answeredAt) ? latest : one), null);
  return last ? `${last.outcome}: ${question(last)}, ${last.detail}` : '';
}

let lists = null;
let sought = false;
let over = null;

export function approvals() {
  lists ??= [keyed(byId('asked'), card), keyed(byId('answered'), answered)];
  const open = waiting();
  const lately = (known.approvals?.approvals ?? [])
    .filter(one => one.state !== 'pending' && Date.parse(one.answeredAt) > now() - HOUR).slice(0, 5);
  byId('approvals').hidden = open.length + lately.length === 0;
  say(byId('asked-title'), open.length ? 'Waits for your answer' : 'Answered lately');
  byId('asked').hidden = open.length === 0;
  byId('answered').hidden = lately.length === 0;
  lists[0](open);
  lists[1](lately);
  seek();
}

/** Who came by the link of a message is shown what it is about, or that it is over. */
function seek() {
  const id = /^#approval-([0-9a-f]+)$/.exec(location.hash)?.[1];
  if (sought || !id || !known.approvals) {
    return;
  }
  const found = byId(`approval-${id}`) ?? byId(`answered-${id}`);
  sought = Boolean(found);
  if (found) {
    over?.remove();
    show(found);
  } else if (!over) {
    over = el('p', { class: 'note', tabindex: '-1' }, 'That question is over, or is not known here.');
    byId('approvals').before(over);
    show(over);
  }
}

function show(place) {
  place.scrollIntoView({ block: 'center' });
  place.focus();
}
