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
