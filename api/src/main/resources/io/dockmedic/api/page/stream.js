// Server-sent events, read by hand: a browser's own reader of them cannot show a token.

import { Refused, headers } from './api.js';

const SILENCE = 40_000;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;

/**
 * Stays connected, and says how that goes: told.event(name, data), told.connected(), told.lost(reason), told.locked(status).
 * Answers with what makes it connect anew at once.
 */
export function follow(path, told) {
  let lastSeen = '';
  let pause = FIRST_PAUSE;
  let timer = 0;
  let current = null;

  async function connect() {
    clearTimeout(timer);
    current?.abort();
    const mine = new AbortController();
    current = mine;
    try {
      await read(mine);
      again('the connection ended');
    } catch (e) {
      if (current !== mine) {
        return;
      }
      if (e instanceof Refused && (e.status === 401 || e.status === 403)) {
        told.locked(e.status);
      } else {
        again(e instanceof Refused ? e.message : 'it does not answer');
      }
    }

    function again(reason) {
      if (current === mine) {
        told.lost(reason);
        timer = setTimeout(connect, pause * (0.75 + Math.random() / 2));
        pause = Math.min(pause * 2, LONGEST_PAUSE);
      }
    }
  }

  async function read(mine) {
    let watch = setTimeout(() => mine.abort(), SILENCE);
    try {
      const response = await fetch(path, {
        headers: headers(lastSeen ? { 'Last-Event-ID': lastSeen } : {}),
        cache: 'no-store',
        signal: mine.signal,
      });
      if (!response.ok) {
        throw new Refused(response.status, `it answers ${response.status}`);
      }
      told.connected();
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      const parse = parser((name, id, data) => {
        lastSeen = id || lastSeen;
        pause = FIRST_PAUSE;
        told.event(name, JSON.parse(data));
      });
      for (;;) {
        const { done, value } = await reader.read();
        if (done) {
          return;
        }
        clearTimeout(watch);
        watch = setTimeout(() => mine.abort(), SILENCE);
        parse(value);
      }
    } finally {
      clearTimeout(watch);
    }
  }

  const soon = () => {
    pause = FIRST_PAUSE;
    connect();
  };
  addEventListener('online', soon);
  connect();
  return {
    again: soon,
    /** As if it had never been connected: all is told anew. */
    anew: () => {
      lastSeen = '';
      soon();
    },
  };
}

/** Takes pieces of text as they come, and gives whole events. */
function parser(give) {
  let rest = '';
  let event = {};
  return piece => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      const colon = line.indexOf(':');
      if (line === '') {
        if (event.data !== undefined) {
          give(event.event ?? 'message', event.id ?? '', event.data);
        }
        event = {};
      } else if (colon > 0) {
        event[line.slice(0, colon)] = line.slice(colon + 1).replace(/^ /, '');
      }
    }
  };
}
