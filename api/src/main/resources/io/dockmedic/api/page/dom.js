// Makes elements. Text is only ever set as text: nothing that is shown can become markup.

const SVG = 'http://www.w3.org/2000/svg';

/** An element with attributes (functions are listeners) and children, which are nodes or text. */
export function el(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same of SVG. */
export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      node.addEventListener(name, value);
    } else if (value === true) {
      node.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      node.setAttribute(name, String(value));
    }
  }
  node.append(...children.filter(child => child !== null && child !== undefined && child !== ''));
  return node;
}

/** Sets the text of a node, and leaves it alone when it has that text. */
export function say(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

export const byId = id => document.getElementById(id);

const CONTROLS = 'a[href], button, input, select, summary';
const called = node => node.getAttribute('data-same') ?? node.getAttribute('aria-label') ?? node.textContent;

/** Puts the focus on what is the same (by data-same, else by its words) as what had it and is gone; else where a reader begins. */
export function refocus(gone, place = document) {
  const same = [...place.querySelectorAll(CONTROLS)]
    .find(one => one.tagName === gone.tagName && called(one) === called(gone) && one.checkVisibility());
  (same ?? byId('main')).focus({ preventScroll: true });
}

/** Makes other children of a place; who had the focus in it keeps it. */
export function refill(place, ...children) {
  const had = place.contains(document.activeElement) ? document.activeElement : null;
  place.replaceChildren(...children);
  if (had?.isConnected) {
    had.focus({ preventScroll: true });
  } else if (had) {
    refocus(had, place);
  }
}
