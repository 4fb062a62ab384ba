// Puts it together.

import { get } from './api.js';
import { approvals } from './approvals.js';
import { audit } from './audit.js';
import { containers } from './containers.js';
import { byId, say } from './dom.js';
import { gpus } from './gpus.js';
import { headline } from './headline.js';
import { hold } from './hold.js';
import { incidents } from './incidents.js';
import { parts } from './parts.js';
import { rules } from './rules.js';
import { changed, known, load, onChange, take } from './store.js';
import { follow } from './stream.js';
import { onToken, tokenButton } from './token.js';

const tables = [containers(), gpus(), audit(), rules()];

/** What comes while everything is asked for anew is newer than that. */
let waiting = null;

const stream = follow('api/v1/stream', {
  connected() {
    known.connected = true;
    known.locked = 0;
    changed();
  },
  event(name, data) {
    if (name === 'hello' || name === 'reset') {
      anew();
    } else if (waiting) {
      waiting.push([name, data]);
    } else {
      take(name, data);
    }
  },
  lost(why) {
    if (known.connected || !known.lostAt) {
      known.lostAt = Date.now();
    }
    known.connected = false;
    known.lostWhy = why;
    changed();
  },
  locked(status) {
    Object.assign(known, { locked: status, connected: false, parts: null, brakes: null, approvals: null, status: null });
    known.incidents.clear();
    changed();
  },
});

async function anew() {
  const mine = [];
  waiting = mine;
  try {
    await load();
    mine.forEach(([name, data]) => take(name, data));
    tables.forEach(look => look());
    waiting = waiting === mine ? null : waiting;
  } catch {
    if (waiting === mine) {
      waiting = null;
      // A server in trouble is not asked at once again.
      setTimeout(() => stream.anew(), 2000 + Math.random() * 3000);
    }
  }
}

onChange(() => {
  headline();
  approvals();
  hold();
  incidents();
  parts();
  tokenButton();
  say(byId('host'), known.status?.host ?? '');
  say(byId('version'), known.status ? `Dockmedic ${known.status.version}` : '');
});

onToken(async () => {
  const status = await get('api/v1/status');
  if (!status.you.name) {
    throw new Error('That token is not known.');
  }
}, () => stream.anew());
