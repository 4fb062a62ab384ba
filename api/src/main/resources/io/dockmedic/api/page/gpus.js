// All GPUs, when there are any.

import { chart } from './chart.js';
import { byId, el, say } from './dom.js';
import { icon } from './icons.js';
import { bytes, section } from './table.js';

const list = el('ul', { class: 'things' });

export const gpus = () => section('gpus', 'api/v1/gpus', found => {
  const place = byId('gpus');
  if (!list.parentElement) {
    place.append(list);
  }
  const wrong = found.drivers.filter(one => one.state !== 'ok');
  place.parentElement.hidden = !found.gpus.length && !wrong.length;
  say(place.querySelector('summary span'), wrong.length
    ? wrong.map(one => one.state === 'released' ? one.why : `the driver of ${one.vendor} is ${one.state}: ${one.why}`).join('; ')
    : `${found.gpus.length}, ${found.drivers.map(one => `driver ${one.version}`).join(', ')}`);
  list.replaceChildren(...found.gpus.map(row));
});

function row(one) {
  const mood = one.state !== 'ok' && one.state !== 'asleep' ? 'person' : one.why || one.mark || one.slowdown.length ? 'held' : 'over';
  return el('li', {},
    el('span', { class: 'name' }, el('span', { class: `picture ${mood}` }, icon(mood)),
      el('span', {}, el('b', {}, `GPU ${one.index < 0 ? '' : one.index} ${one.model}${one.integrated ? ', in the processor' : ''}`),
        el('small', {}, [one.services.length ? `used by ${one.services.join(', ')}${one.usersUnknown ? ', and perhaps others' : ''}`
          : one.usersUnknown ? 'who uses it is not known' : 'no container uses it',
          one.given?.length && `given to ${one.given.join(', ')}`].filter(Boolean).join('; ')))),
    el('span', { class: 'state' }, [one.state, one.mark && `marked: no new work${one.mark.ours ? '' : ', not by Dockmedic'}`, one.why, one.slowdown.length && `slowed down: ${one.slowdown.join(', ')}`, one.temperature !== null && `${one.temperature}\u00a0°C`,
      one.milliwatts !== null && `${Math.round(one.milliwatts / 1000)}\u00a0W`].filter(Boolean).join(' · ')),
    el('span', { class: 'use' }, drawn(one.utilization, 100),
      one.utilizationPercent === null ? '' : `GPU ${one.utilizationPercent} %`),
    el('span', { class: 'use' }, drawn(one.memory, (one.memoryTotalBytes ?? 0) / 1048576),
      one.memoryBytes === null ? '' : `${bytes(one.memoryBytes)} of ${bytes(one.memoryTotalBytes ?? 0)}`));
}

const drawn = (values, top) => el('span', { class: 'drawn' }, values ? chart(values, top) : '');
