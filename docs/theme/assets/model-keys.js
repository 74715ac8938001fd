// A model's page by single keys: a link or button that names a letter as its shortcut is used by that letter.

import { isSingle, isTyped } from "./single-keys.js";

const keys = document.querySelector("#keys");

keys.hidden = false;
// The theme copies what the button names.
document.querySelector("[data-clipboard-text]").hidden = false;
document.querySelector("a[rel=edit]")?.setAttribute("aria-keyshortcuts", "e");

document.addEventListener("keydown", (event) => {
  if (!isSingle(event) || isTyped(event)) return;
  const wanted = [...document.querySelectorAll("[aria-keyshortcuts]")].find((thing) => thing.getAttribute("aria-keyshortcuts") === event.key);
  if (wanted) wanted.click();
  else if (event.key === "?") keys.focus();
  else return;
  event.preventDefault();
});
