// Elements made by hand: all text is placed as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

export function element(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

// A part of a drawing.
export function drawing(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

// Puts the focus where work that began at `from` ends, unless somebody has gone on to another field meanwhile.
export function focusAfter(from, field) {
  if ([from, document.body].includes(document.activeElement)) field?.focus();
}

function filled(made, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
