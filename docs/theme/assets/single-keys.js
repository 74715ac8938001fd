// Single keys without a modifier, which people who speak to their computer, or mistype, can switch off.
//
// What is switched off is so on every page, for the theme's own keys as well: they open its search and turn pages.

const STORED = "model-catalog.single-keys-off";

export function areOff() {
  try {
    return localStorage.getItem(STORED) === "1";
  } catch {
    return isOffHere;
  }
}

export function switchOff(off) {
  isOffHere = off;
  try {
    localStorage.setItem(STORED, off ? "1" : "0");
  } catch {
    // Without storage the choice holds for this page.
  }
}

export function isSingle(event) {
  return event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
}

export function isTyped(event) {
  return event.target.matches("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
}

let isOffHere = false;

document.addEventListener(
  "keydown",
  (event) => {
    if (isSingle(event) && !isTyped(event) && areOff()) event.stopImmediatePropagation();
  },
  true,
);
