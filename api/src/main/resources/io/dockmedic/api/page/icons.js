// Small pictures beside words; never instead of them.

import { svg } from './dom.js';

const PATHS = {
  person: 'M8 1.5 15 14H1ZM8 6v3.5M8 11.6v.4',
  treated: 'M13.5 8a5.5 5.5 0 1 1-1.8-4.1M12 1v3.2H8.8',
  held: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM6.3 5.5v5M9.7 5.5v5',
  noted: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM8 7.2v4M8 4.6v.4',
  pending: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM8 4.2V8l2.6 1.8',
  over: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM5 8.2l2.2 2.2L11 6.2',
  lost: 'M2 2l12 12M4.5 6.5a5 5 0 0 0-2 1.5M8 12v.4M6 9.8a3 3 0 0 1 4 0M9.5 5.4A8 8 0 0 1 13.5 8',
  locked: 'M4 7h8v6.5H4ZM5.5 7V5a2.5 2.5 0 0 1 5 0v2',
};

/** Decoration: what it says, a word beside it says too. */
export function icon(name) {
  return svg('svg', { class: 'icon', viewBox: '0 0 16 16', 'aria-hidden': 'true' },
    svg('path', { d: PATHS[name] ?? PATHS.noted }));
}
