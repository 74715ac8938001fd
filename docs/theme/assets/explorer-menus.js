// The explorer's menus: facets, ranges and columns. Each only writes into the text that is the filter, or the columns.

import { element } from "./dom.js";
import { COLUMNS, FACETS, RANGES, isOffered, labelOf } from "./explorer-columns.js";
import { needsRoutes } from "./explorer-match.js";
import { bound, bounded, chosen, toggled } from "./explorer-query.js";
import { grouped } from "./numbers.js";

const MANY = 15;

export class Menus {
  constructor(root, explorer) {
    this.root = root;
    this.place = root.querySelector("[data-menus]");
    this.explorer = explorer;
    // A menu that is open closes when somebody goes elsewhere, or asks it to.
    document.addEventListener("click", (event) => this.close(event.target.closest("details")));
    this.place.addEventListener("keydown", (event) => {
      const menu = event.key === "Escape" && event.target.closest("details[open]");
      if (!menu) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    this.place.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && this.close(relatedTarget.closest("details")));
  }

  make() {
    const facets = FACETS.map(({ field, label }) => {
      const list = element("div", { "data-field": field });
      list.addEventListener("change", ({ target }) => this.write(toggled(this.explorer.state.find, field, target.value)));
      return menu(label, [this.narrowing(label, list), list], { "data-facet": field });
    });
    this.columns = element("div", { "data-columns": "" });
    this.columns.addEventListener("change", () => {
      const wanted = [...this.columns.querySelectorAll("input:checked")].map((box) => box.value);
      this.explorer.change({ columns: wanted });
    });
    const usual = element("button", { type: "button", "data-usual": "" }, "The usual columns");
    usual.addEventListener("click", () => {
      this.explorer.change({ columns: null });
      this.columns.querySelector("input").focus();
    });
    this.place.replaceChildren(...facets, menu("Ranges", RANGES.map((each) => this.range(each))), menu("Columns", [this.columns, usual]));
    for (const made of this.place.children) {
      made.addEventListener("toggle", () => {
        if (!made.open) return;
        this.close(made);
        this.fill(made);
      });
    }
  }

  // What is chosen of each facet, and the menu that is open as the text and the data say.
  show(query) {
    const { state } = this.explorer;
    this.query = query;
    for (const { field, label } of FACETS) {
      const wanted = chosen(state.find, field);
      const summary = this.place.querySelector(`[data-facet=${field}] > summary`);
      const told = wanted.length ? `${label}: ${wanted.length}` : label;
      if (summary.textContent !== told) summary.textContent = told;
    }
    for (const open of this.place.querySelectorAll("details[open]")) this.fill(open);
  }

  // To count choices and to make them takes a while, so a menu that is closed has none.
  fill(menu) {
    const { state } = this.explorer;
    const { facet } = menu.dataset;
    // Before the data come there is nothing to count.
    if (facet) {
      if (this.query) this.count(menu, facet);
    } else if (menu.contains(this.columns)) {
      const possible = Object.keys(COLUMNS).filter((name) => isOffered(name, state.view));
      replace(this.columns, possible.map((name) => choice(name, COLUMNS[name].label, null, this.explorer.columns())));
      this.place.querySelector("[data-usual]").hidden = state.columns === null;
    } else {
      for (const select of menu.querySelectorAll("[data-bound]")) showBound(select, state.find);
    }
  }

  count(facet, field) {
    const { data, state } = this.explorer;
    const isReady = data.routes.length || !needsRoutes([{ field }]);
    const counts = isReady ? data.counts(this.query, state.view, field) : new Map();
    const wanted = chosen(state.find, field);
    const known = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const values = [...new Set([...wanted, ...known.map(([value]) => value)])];
    const choices = values.map((value) => choice(value, labelOf(field, value, data), counts.get(value) ?? 0, wanted));
    replace(facet.querySelector("[data-field]"), choices);
    const narrowing = facet.querySelector("[type=search]");
    narrowing.hidden = values.length <= MANY;
    narrow(narrowing);
  }

  write(find) {
    this.explorer.change({ find });
  }

  close(except) {
    for (const other of this.place.querySelectorAll("details[open]")) if (other !== except) other.open = false;
  }

  // A field that shortens a long list of choices.
  narrowing(label, list) {
    const field = element("input", { type: "search", placeholder: "Narrow", "aria-label": `Narrow ${label}`, spellcheck: "false", hidden: "" });
    field.addEventListener("input", () => narrow(field, list));
    return field;
  }

  range({ field, label, least, most }) {
    const made = (direction, options) => {
      const name = `${label.split(",")[0]}, ${direction === ">" ? "at least" : "at most"}`;
      const select = element("select", { "aria-label": name, "data-bound": `${field}${direction}` });
      const listed = options.map((option) => [option].flat()).map(([value, text]) => element("option", { value }, text ?? value));
      select.append(element("option", { value: "" }, "Any"), ...listed);
      select.addEventListener("change", () => this.write(bounded(this.explorer.state.find, field, direction, select.value)));
      return select;
    };
    return element("fieldset", {}, element("legend", {}, label), made(">", least), " to ", made("<", most));
  }
}

function menu(label, content, attributes = {}) {
  return element("details", { class: "mc-menu", ...attributes }, element("summary", {}, label), element("div", { class: "mc-choices" }, ...content));
}

function choice(value, label, number, wanted) {
  const box = element("input", { type: "checkbox", value });
  box.checked = wanted.includes(value);
  const made = element("label", {}, box, element("span", {}, label));
  if (number !== null) made.append(element("span", { class: "mc-count" }, grouped(number)));
  return made;
}

function showBound(select, find) {
  const [field, direction] = [select.dataset.bound.slice(0, -1), select.dataset.bound.slice(-1)];
  const written = bound(find, field, direction);
  if (written && ![...select.options].some((option) => option.value === written)) select.append(element("option", { value: written }, written));
  select.value = written;
}

function narrow(field, list = field.nextElementSibling) {
  const wanted = field.hidden ? "" : field.value.trim().toLowerCase();
  for (const label of list.children) label.hidden = !label.textContent.toLowerCase().includes(wanted);
}

// New choices in the place of the old ones; the one with the focus keeps it.
function replace(place, made) {
  const focused = place.contains(document.activeElement) ? document.activeElement.value : null;
  place.replaceChildren(...made);
  if (focused) [...place.querySelectorAll("input")].find((box) => box.value === focused)?.focus();
}
