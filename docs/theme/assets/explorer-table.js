// The explorer's table: its heads, which sort; its rows, a page of them at a time; and the row that has the focus.

import { routeItem } from "./compare-items.js";
import { element } from "./dom.js";
import { COLUMNS, cell } from "./explorer-columns.js";

const PAGE = 25;
const MORE = 100;

// What a row is called where it is compared with others.
export function itemOf(row) {
  return row.model ? routeItem(row.model.id, row.provider, row.api_id, row.mark) : row.id;
}

export class Table {
  constructor(root, explorer, site) {
    this.element = root.querySelector("table");
    this.body = this.element.tBodies[0];
    this.rest = root.querySelector("[data-more]");
    this.none = root.querySelector("[data-none]");
    this.explorer = explorer;
    this.site = site;
    this.shown = 0;
    this.heads = "";
    this.here = new Map();
    this.rest.addEventListener("click", () => this.more());
  }

  // A row that was there stays the same element, so that the browser lays out no more than what is new.
  paint() {
    const { rows, state, data } = this.explorer;
    const focused = this.place;
    const columns = this.explorer.columns();
    const heads = [state.view, state.sort, data.routes.length, ...columns].join();
    if (heads !== this.heads) {
      this.heads = heads;
      this.here.clear();
      this.paintHead(columns);
    }
    const wanted = rows.slice(0, PAGE);
    this.here = new Map(wanted.map((row) => [row, this.here.get(row) ?? this.row(row, columns)]));
    arrange(this.body, [...this.here.values()]);
    this.shown = PAGE;
    this.showRest();
    if (focused >= 0 && rows.length) this.focus(Math.min(focused, rows.length - 1));
  }

  paintHead(columns) {
    const heads = ["name", ...columns].map((name) => this.head(name));
    const tickHead = element("th", { scope: "col", class: "mc-tick" }, element("span", { class: "mc-hidden" }, "Compare"));
    this.element.tHead.replaceChildren(element("tr", {}, tickHead, ...heads));
  }

  more() {
    const columns = this.explorer.columns();
    this.body.append(...this.explorer.rows.slice(this.shown, this.shown + MORE).map((row) => this.row(row, columns)));
    this.shown += MORE;
    this.showRest();
  }

  // The place of the row that has the focus, or -1.
  get place() {
    return [...this.body.rows].indexOf(document.activeElement?.closest("tr"));
  }

  get focusedRow() {
    return this.explorer.rows[this.place] ?? null;
  }

  focus(place) {
    while (place >= this.shown && this.shown < this.explorer.rows.length) this.more();
    const row = this.body.rows[Math.min(place, this.body.rows.length - 1)];
    row?.querySelector("th a").focus();
  }

  showRest() {
    const left = this.explorer.rows.length - this.shown;
    this.rest.hidden = left <= 0;
    this.rest.textContent = `Show ${Math.min(left, MORE)} more`;
    this.none.hidden = this.explorer.rows.length > 0;
  }

  head(name) {
    const { label, numeric, first } = COLUMNS[name];
    const { state } = this.explorer;
    const order = state.sort === name ? "ascending" : state.sort === `-${name}` ? "descending" : null;
    const button = element("button", { type: "button" }, name === "name" && state.view === "routes" ? "Model and id" : label);
    button.addEventListener("click", () => {
      const descending = order === null ? first === "down" : order === "ascending";
      this.explorer.change({ sort: descending ? `-${name}` : name });
      this.element.tHead.querySelector(`[data-column=${name}] button`)?.focus();
    });
    const head = element("th", { scope: "col", "data-column": name }, button);
    if (numeric) head.className = "n";
    if (order) head.setAttribute("aria-sort", order);
    return head;
  }

  row(row, columns) {
    const { data, state } = this.explorer;
    const model = row.model ?? row;
    const item = itemOf(row);
    const name = row.model ? `${model.name}: ${row.api_id} at ${data.names.providers[row.provider]}` : model.name;
    const box = element("input", { type: "checkbox", value: item, "aria-label": `Compare ${name}` });
    box.checked = state.ticked.includes(item);
    const link = element("a", { href: new URL(`models/${model.id}/`, this.site).href }, model.name);
    const head = element("th", { scope: "row" }, link);
    if (row.model) head.append(element("small", {}, element("code", {}, row.api_id)));
    const cells = columns.map((column) => {
      const made = element("td", {}, ...[cell(column, row, data, this.site)].flat());
      if (COLUMNS[column].numeric) made.className = "n";
      return made;
    });
    return element("tr", {}, element("td", { class: "mc-tick" }, element("label", {}, box)), head, ...cells);
  }
}

// Makes `wanted` the children of a place; those that are there in this order are not touched.
function arrange(place, wanted) {
  const staying = new Set(wanted);
  for (const child of [...place.children]) if (!staying.has(child)) child.remove();
  let next = place.firstElementChild;
  for (const child of wanted) {
    if (child === next) next = next.nextElementSibling;
    else place.insertBefore(child, next);
  }
}
