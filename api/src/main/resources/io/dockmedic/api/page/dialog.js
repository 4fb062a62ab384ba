// Asks for a few values, in front of everything else.

import { el, refocus, say } from './dom.js';

/**
 * Asks, and acts when it was agreed to. What goes wrong is said in place.
 *
 * fields: { name, label, value, choices: [[value, label]], flag, secret, needed }
 */
export function ask({ title, text, fields, submit, act }) {
  const inputs = new Map(fields.map(field => [field.name, input(field)]));
  const wrong = el('p', { class: 'wrong', role: 'alert' });
  const go = el('button', { type: 'submit', class: 'primary' }, submit);
  const form = el('form', {
    submit: async event => {
      event.preventDefault();
      go.disabled = true;
      say(wrong, '');
      try {
        await act(Object.fromEntries([...inputs].map(([name, node]) =>
          [name, node.type === 'checkbox' ? node.checked : node.value.trim()])));
        dialog.close();
      } catch (e) {
        say(wrong, e.message);
      } finally {
        go.disabled = false;
      }
    },
  }, el('h2', { id: 'dialog-title' }, title), text ? el('p', {}, text) : '', ...fields.map(field => label(field, inputs)),
  wrong, el('p', { class: 'buttons' }, go,
    el('button', { type: 'button', click: () => dialog.close() }, 'Cancel')));
  const from = document.activeElement;
  const dialog = el('dialog', { 'aria-labelledby': 'dialog-title', close: closed }, form);
  // The browser gives the focus back to what had it, unless that was made anew meanwhile.
  function closed() {
    dialog.remove();
    if (from && !from.isConnected) {
      refocus(from);
    }
  }
  document.body.append(dialog);
  dialog.showModal();
}

function label(field, inputs) {
  return field.flag ? el('label', { class: 'flag' }, inputs.get(field.name), el('span', {}, field.label))
    : el('label', {}, el('span', {}, field.label), inputs.get(field.name));
}

function input(field) {
  if (field.choices) {
    return el('select', {}, ...field.choices.map(([value, words]) =>
      el('option', { value, selected: value === field.value }, words)));
  }
  const node = el('input', {
    type: field.flag ? 'checkbox' : field.secret ? 'password' : 'text', required: Boolean(field.needed),
    autocomplete: 'off', maxlength: '500',
  });
  node.value = field.value ?? '';
  return node;
}
