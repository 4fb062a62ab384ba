// What is wrong with a container, looked at closely and now.

import { get } from './api.js';
import { el } from './dom.js';
import { exact } from './time.js';

const LINES = 20;

export async function diagnosis(place, service) {
  place.replaceChildren(el('p', { class: 'quiet', role: 'status' }, `Looking at ${service} …`));
  try {
    const found = await get(`api/v1/diagnosis?container=${encodeURIComponent(service)}`);
    place.replaceChildren(el('h4', {}, `${service}, looked at now`), ...sections(found));
  } catch (e) {
    place.replaceChildren(el('p', { class: 'note', role: 'alert' }, `It could not be looked at: ${e.message}`));
  }
}

function* sections(found) {
  yield* list('What it looks like', found.conclusions);
  if (found.container) {
    yield* list('Run', [run(found.container), memory(found.memory)].filter(Boolean));
  }
  yield* list(`Changed since it last ran well${found.lastGood ? ` (${exact(found.lastGood)})` : ''}`,
    found.lastGood ? found.changes.length ? found.changes : ['nothing'] : []);
  yield* list('Health check', (found.health?.probes ?? []).map(probe =>
    `took ${probe.tookMillis} ms, exit code ${probe.exitCode}: ${probe.output}`));
  if (found.log?.length) {
    yield el('h5', {}, `Log, the last ${Math.min(LINES, found.log.length)} lines`);
    yield el('pre', { tabindex: '0', role: 'region', 'aria-label': 'Log' }, found.log.slice(-LINES).join('\n'));
  }
  yield* list('Could not be found out', found.missing);
}

function* list(title, items) {
  if (items?.length) {
    yield el('h5', {}, title);
    yield el('ul', {}, ...items.map(item => el('li', {}, item)));
  }
}

function run(container) {
  return container.status === 'running' ? `runs since ${exact(container.startedAt)}`
    : `${container.status}, exit code ${container.exitCode} (${container.meaning})`;
}

function memory(used) {
  const mebi = bytes => `${Math.round(bytes / 1048576)} MiB`;
  return used?.usedBytes ? `memory ${mebi(used.usedBytes)} of ${used.limitBytes ? mebi(used.limitBytes) : 'no limit'}` : '';
}
