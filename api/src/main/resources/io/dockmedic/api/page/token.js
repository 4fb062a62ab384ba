// The token that is shown to the other side.

import { setToken, token } from './api.js';
import { byId, say } from './dom.js';
import { ask } from './dialog.js';
import { known } from './store.js';

let changed = () => {};
let check = async () => {};

/**
 * then is run when another token is shown from now on, or none; before that, tried throws when the one that is kept is none.
 */
export function onToken(tried, then) {
  check = tried;
  changed = then;
  byId('unlock').addEventListener('click', () => (token() ? forget() : unlock()));
}

export const unlock = () => ask({
  title: 'Enter your token',
  text: 'The one in the file token of the data directory, or one that you were given. It is kept until this tab is closed.',
  fields: [{ name: 'token', label: 'Token', secret: true, needed: true }],
  submit: 'Use it',
  act: async values => {
    const before = token();
    setToken(values.token);
    try {
      await check();
    } catch (e) {
      setToken(before);
      throw e;
    }
    changed();
  },
});

function forget() {
  setToken('');
  // Nothing of what it opened stays on the page.
  location.reload();
}

export function tokenButton() {
  const name = known.status?.you.name;
  const button = byId('unlock');
  const as = token() && name ? ` (${name})` : '';
  say(button.firstElementChild, token() ? 'Forget token' : 'Token …');
  say(button.lastElementChild, as);
  // Where there is no room for the name it is heard all the same.
  button.setAttribute('aria-label', button.textContent);
}
