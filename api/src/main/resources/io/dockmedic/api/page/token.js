// The token that is shown to the other side.

import { setToken, token } from './api.js';
import { byId, say } from './dom.js';
import { ask } from './dialog.js';
import { known } from './store.js';

let changed = () => {};

/** @param then run when another token is shown from now on, or none */
export function onToken(then) {
  changed = then;
  byId('unlock').addEventListener('click', () => (token() ? forget() : unlock()));
}

export const unlock = () => ask({
  title: 'Show a token',
  text: 'The one in the file token of the data directory, or one that you were given. It is kept until this tab is closed.',
  fields: [{ name: 'token', label: 'Token', secret: true, needed: true }],
  submit: 'Show it',
  act: async values => {
    const before = token();
    setToken(values.token);
    try {
      await changed();
    } catch (e) {
      setToken(before);
      throw e;
    }
  },
});

function forget() {
  setToken('');
  changed().catch(() => {});
}

export function tokenButton() {
  const name = known.status?.you.name;
  say(byId('unlock'), token() ? `Forget token${name ? ` (${name})` : ''}` : 'Show a token');
}
