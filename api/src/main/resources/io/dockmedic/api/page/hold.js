// What holds up acts, and the switches for it. Each changes something by POST or DELETE with the token in a header: no other
// site can send that, and no link or image ever changes anything.

import { send } from './api.js';
import { byId, el, refill, say } from './dom.js';
import { icon } from './icons.js';
import { ask } from './dialog.js';
import { known, load, may } from './store.js';
import { unlock } from './token.js';
import { ago, exact } from './time.js';

const LENGTHS = [['30m', '30 minutes'], ['1h', '1 hour'], ['4h', '4 hours'], ['1d', '1 day']];
const by = () => `${known.status?.you.name || 'somebody'} on the page`;

/** Asks how long this service is to be left alone. */
export const silence = services => ask({
  title: 'Silence',
  text: 'Nothing is done to these services and nobody is called about them.',
  fields: [
    { name: 'services', label: 'Services (* for anything)', value: services ?? '', needed: true },
    { name: 'for', label: 'For', choices: LENGTHS, value: '1h' },
    { name: 'reason', label: 'Reason (optional)' },
  ],
  submit: 'Silence',
  act: values => send('POST', 'api/v1/silences', { ...values, by: by() }).then(load),
});

const pause = () => ask({
  title: 'Pause',
  text: 'Nothing is changed any more. A person is called instead.',
  fields: [
    { name: 'for', label: 'For', choices: [...LENGTHS, ['', 'Until resumed']], value: '1h' },
    { name: 'reason', label: 'Reason (optional)' },
    { name: 'dry_run', label: 'Dry-run: nobody is called either, it is only said what would be done', flag: true },
  ],
  submit: 'Pause',
  act: ({ for: length, ...values }) =>
    send('POST', 'api/v1/pause', { ...values, ...(length ? { for: length } : {}), by: by() }).then(load),
});

const resume = () => ask({
  title: 'Resume',
  text: 'Ends every pause, dry-run and storm that was set while it runs. Healing goes on with what happens from now on.',
  fields: [],
  submit: 'Resume',
  act: () => send('POST', 'api/v1/resume', { by: by() }).then(load),
});

const end = id => send('DELETE', `api/v1/silences/${encodeURIComponent(id)}`).then(load);

/** What holds, as { id, title, text, since, until, end }. */
function holding(brakes) {
  const of = { pause: 'Paused', dry_run: 'Dry-run', silence: 'Silenced' };
  return [
    ...brakes.storms.map(one => ({
      id: one.id, title: 'Storm brake', text: one.why, since: one.since, resume: true,
    })),
    ...(brakes.dryRun ? [{ id: 'dryRun', title: 'Dry-run', text: 'by configuration: it is only said what would be done' }] : []),
    ...(brakes.pauseFile ? [{ id: 'file', title: 'Paused', text: brakes.pauseFile }] : []),
    ...brakes.switches.map(one => ({
      id: one.id, title: of[one.kind] ?? one.kind,
      text: [one.kind === 'silence' ? one.services : 'nothing is changed', one.reason, one.by && `by ${one.by}`]
        .filter(Boolean).join(' · '),
      since: one.since, until: one.until, resume: one.kind !== 'silence', silence: one.kind === 'silence',
    })),
    ...brakes.maintenance.map((why, index) => ({ id: `window${index}`, title: 'Maintenance', text: why })),
  ];
}

function banner(one) {
  const buttons = [];
  if (may('operate') && one.resume) {
    buttons.push(el('button', { type: 'button', click: resume }, 'Resume'));
  }
  if (may('operate') && one.silence) {
    const button = el('button', {
      type: 'button', 'aria-label': `End the silence of ${one.text}`,
      click: () => end(one.id).catch(e => say(button, e.message)),
    }, 'End');
    buttons.push(button);
  }
  return el('li', { class: one.silence ? 'banner' : 'banner strong' }, icon('held'),
    el('span', { class: 'text' }, el('b', {}, one.title), ` ${one.text}`,
      el('small', { class: 'quiet' }, one.since ? ['since ', exact(one.since)].join('') : '',
        one.until ? `, until ${exact(one.until)}` : '')), ...buttons);
}

let shown = '';

export function hold() {
  const brakes = known.brakes;
  const now = JSON.stringify([brakes, may('operate')]);
  if (now === shown) {
    return;
  }
  shown = now;
  const all = brakes ? holding(brakes) : [];
  refill(byId('holding'), ...(all.length
    ? [el('ul', { class: 'banners', 'aria-label': 'What holds back acts' }, ...all.map(banner))] : []));
  const next = (brakes?.upcoming ?? []).map(one => el('li', {}, `Maintenance ${one.name}`,
    one.services.includes('*') ? '' : ` of ${one.services.join(', ')}`, ' ', ago(one.from),
    el('small', {}, `${exact(one.from)} to ${exact(one.to)}`)));
  const place = byId('hold');
  refill(place, place.firstElementChild, ...(next.length
    ? [el('ul', { class: 'upcoming quiet', 'aria-label': 'Maintenance that is to come' }, ...next)] : []), ...(may('operate')
    ? [el('p', { class: 'buttons' },
      el('button', { type: 'button', click: pause }, 'Pause …'),
      el('button', { type: 'button', click: () => silence() }, 'Silence …'))]
    : [el('p', { class: 'quiet' }, 'To pause, resume or silence, show a token with the scope operate. '),
      el('p', { class: 'buttons' }, el('button', { type: 'button', click: () => unlock() }, 'Enter your token …'))]));
}
