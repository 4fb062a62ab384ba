// The sentence that answers: is anything wrong, what is being done, does it need me.

import { lastCame, question, underWay, waiting } from './approvals.js';
import { byId, el, say } from './dom.js';
import { icon } from './icons.js';
import { known, of } from './store.js';
import { exact, length, now } from './time.js';
import { count, summary } from './words.js';

const DAY = 86_400_000;

/** How everything is: a mood (its colour and picture), a sentence, and one more. */
function verdict() {
  if (known.locked) {
    return ['locked', known.locked === 401 ? 'Enter your token to see how things are.' : 'This token may not read.',
      'Reading from another machine needs a token of the scope read.'];
  }
  if (!known.parts) {
    return known.lostAt ? ['lost', 'Dockmedic cannot be reached.', known.lostWhy] : ['noted', 'Loading …', ''];
  }
  const person = of('person');
  const treated = of('treated').filter(one => one.state !== 'acknowledged');
  const theirs = [...of('treated'), ...of('noted')].filter(one => one.state === 'acknowledged');
  const held = of('held');
  const down = Object.entries(known.parts.parts).filter(([, part]) => part.status === 'down');
  const doing = also(treated, held, person);
  const asked = waiting();
  if (asked.length) {
    return ['person', asked.length === 1 ? `May Dockmedic ${question(asked[0])}?`
      : `${asked.length} things wait for your answer.`, sentence([asked[0].why, doing])];
  }
  const approved = underWay();
  if (person.length) {
    return ['person', person.length === 1 ? `${subject(person[0])} needs you.` : `${person.length} things need you.`,
      sentence([person.length === 1 ? summary(person[0]) : '', doing])];
  }
  if (!known.parts.ready) {
    return ['person', 'Dockmedic cannot act now.',
      sentence([down.map(([name, part]) => `${name}: ${part.reason}`).join('; '), doing])];
  }
  if (known.brakes?.storms.length) {
    return ['person', 'Too much is wrong at once: nothing is done.', sentence([known.brakes.storms[0].why, doing])];
  }
  if (approved.length) {
    return ['treated', approved.length === 1 ? `Under way: ${question(approved[0])}.`
      : `${approved.length} things that were approved are under way.`, sentence([approved[0].by && `${approved[0].by} said yes`, doing])];
  }
  if (treated.length) {
    return ['treated', treated.length === 1 ? `${subject(treated[0])} is being healed.`
      : `${treated.length} things are being healed.`, sentence(['Nothing needs you', also([], held, [])])];
  }
  if (theirs.length) {
    return ['treated', theirs.length === 1 ? `${subject(theirs[0])}: a person knows of it.`
      : `A person knows of ${theirs.length} things.`, sentence([summary(theirs[0]), also([], held, [])])];
  }
  if (held.length) {
    return ['held', `${count(held.length, 'thing is', 'things are')} wrong and left alone.`,
      'Whatever holds it back is shown below.'];
  }
  return ['over', 'All is well.', sentence([lastCame(), lately(), noted()])];
}

function also(treated, held, person) {
  return [
    treated.length ? `${treated.length} being healed` : '',
    held.length ? `${held.length} held back` : '',
    person.length > 1 ? `newest: ${summary(person[0])}` : '',
  ].filter(Boolean).join(', ');
}

const sentence = parts => parts.filter(Boolean)
  .map(part => part.charAt(0).toUpperCase() + part.slice(1))
  .map(part => (/[.!?…]$/.test(part) ? part : `${part}.`))
  .join(' ');

const subject = incident => incident.remedy?.service || incident.key || incident.rule;

function lately() {
  const healed = of('over').filter(one => one.remedy?.healed && Date.parse(one.resolvedAt) > now() - DAY);
  return healed.length ? `${healed.length} healed in the last 24 h` : 'nothing had to be healed in the last 24 h';
}

function noted() {
  const all = of('noted').filter(one => one.state !== 'acknowledged').length;
  return all ? `${count(all, 'thing')} noted` : '';
}

let shown = '';

export function headline() {
  const [mood, first, second] = verdict();
  const place = byId('headline');
  const [title, more] = [place.querySelector('h1'), place.querySelector('p')];
  if (shown !== mood + first) {
    shown = mood + first;
    place.className = `headline ${mood}`;
    title.replaceChildren(icon(mood), el('span', {}, first));
  }
  const name = `${known.connected ? '' : '(?) '}${first} – Dockmedic`;
  if (document.title !== name) {
    document.title = name;
  }
  say(more, second);
  connection();
}

const [state, since] = [el('span'), el('span', { 'aria-hidden': 'true' })];

/** That it is not connected is read out once; for how long it is shown, and not read out every second. */
function connection() {
  const node = byId('connection');
  const lost = !known.connected && known.lostAt > 0 && !known.locked;
  document.body.classList.toggle('stale', lost);
  if (!state.parentElement) {
    node.append(state, since);
  }
  node.className = `connection ${lost ? 'lost' : known.connected ? '' : 'none'}`;
  say(state, known.connected ? 'Live' : lost ? `Not connected since ${exact(known.lostAt)}` : '');
  say(since, lost ? ` (${length(Date.now() - known.lostAt)})` : '');
}

setInterval(connection, 1000);
