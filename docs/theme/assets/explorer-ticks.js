// What is ticked to be compared: models and routes, in the order in which they were ticked.

import { compareAddress, counted } from "./compare-items.js";
import { itemOf } from "./explorer-table.js";

export class Ticks {
  constructor(root, explorer, site) {
    this.bar = root.querySelector("[data-ticked]");
    this.link = this.bar.querySelector("a");
    this.body = root.querySelector("table").tBodies[0];
    this.explorer = explorer;
    this.site = site;
    this.body.addEventListener("change", ({ target }) => this.set(target.value, target.checked));
    root.querySelector("[data-untick]").addEventListener("click", () => explorer.change({ ticked: [] }));
  }

  set(item, isTicked) {
    const others = this.explorer.state.ticked.filter((other) => other !== item);
    this.explorer.change({ ticked: isTicked ? [...others, item] : others }, { rowsStay: true });
  }

  toggle(row) {
    const item = itemOf(row);
    this.set(item, !this.explorer.state.ticked.includes(item));
  }

  // The bar says what is ticked, and leads to the comparison.
  show() {
    const { ticked } = this.explorer.state;
    this.bar.hidden = ticked.length === 0;
    this.link.href = new URL(`compare/?${compareAddress(ticked)}`, this.site).href;
    this.link.textContent = ticked.length === 1 ? `Compare ${counted(ticked)} with others` : `Compare ${counted(ticked)}`;
    for (const box of this.body.querySelectorAll(".mc-tick input")) box.checked = ticked.includes(box.value);
  }
}
