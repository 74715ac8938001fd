// The tool on the comparison page: put models and routes side by side. The address of the page is the whole state.

import { addNotes } from "./citations.js";
import { charts } from "./compare-charts.js";
import { Columns, Missing } from "./compare-columns.js";
import { compareAddress, parseItem, readItems } from "./compare-items.js";
import { comparison } from "./compare-table.js";
import { element, focusAfter } from "./dom.js";

const MOST_HINTS = 12;

export function startTool(root, { showDifferences, say }) {
  const find = (selector) => root.querySelector(selector);
  const input = find("#compare-add");
  const only = find("[data-compare-differences]");
  const routesForm = find("[data-compare-routes]");
  const state = readAddress();
  const data = new Columns();
  const notes = [];
  let models = [];
  let turn = 0;

  root.hidden = false;
  document.querySelector("[data-compare-without]").hidden = true;
  addNotes("", notes);
  only.checked = state.only;
  only.addEventListener("change", () => {
    state.only = only.checked;
    writeAddress(state);
  });
  input.addEventListener("focus", () => listModels().catch(() => say("The list of models could not be fetched.")));
  input.addEventListener("input", () => listModels().then(hint, () => {}));
  find("[data-compare-add]").addEventListener("submit", (event) => {
    event.preventDefault();
    addNamed(input.value.trim());
  });
  routesForm.addEventListener("submit", (event) => {
    event.preventDefault();
    add(routesForm.querySelector("select").value, routesForm.querySelector("select"));
  });
  routesForm.addEventListener("keydown", (event) => event.key === "Escape" && closeRoutes());
  window.addEventListener("popstate", () => {
    const wanted = readAddress();
    // A link to a source moves within the page and changes nothing.
    if (JSON.stringify(wanted) === JSON.stringify(state)) return;
    Object.assign(state, wanted);
    only.checked = state.only;
    update();
  });
  update();

  async function listModels() {
    models = await data.models();
    return models;
  }

  function hint() {
    const fitting = models.filter((model) => !state.items.includes(model[0]) && fits(model, input.value));
    const options = fitting.slice(0, MOST_HINTS).map(([id, name, developer]) => {
      return element("option", { value: id, label: `${name}, ${developer}` });
    });
    find("datalist").replaceChildren(...options);
  }

  async function addNamed(text) {
    if (!text) return;
    const from = document.activeElement;
    let item;
    try {
      item = parseItem(text)?.provider ? parseItem(text).text : resolve(text, await listModels());
    } catch {
      say("The list of models could not be fetched. Try again.");
      return;
    }
    if (!item) {
      say(`No model is called “${text}”. Choose one from the list.`);
      return;
    }
    input.value = "";
    await add(item, input, from);
  }

  async function add(item, focus, from = document.activeElement) {
    if (state.items.includes(item)) {
      say(`${item} is there already.`);
      return;
    }
    // A route stands beside its model, where people look for it.
    const sameModel = (other) => parseItem(other)?.model === parseItem(item).model;
    const after = parseItem(item).provider ? state.items.findLastIndex(sameModel) : -1;
    state.items.splice(after < 0 ? state.items.length : after + 1, 0, item);
    writeAddress(state);
    await update();
    focusAfter(from, focus);
  }

  async function remove(item) {
    const from = document.activeElement;
    state.items = state.items.filter((other) => other !== item);
    writeAddress(state);
    await update();
    focusAfter(from, input);
  }

  /* The routes of a model that somebody asks for */

  async function offerRoutes(model, name, button) {
    const select = routesForm.querySelector("select");
    if (button.getAttribute("aria-expanded") === "true") {
      closeRoutes();
      return;
    }
    closeRoutes();
    const from = document.activeElement;
    try {
      const { routes } = await data.routes(model);
      select.replaceChildren(...routes.map(({ id, label }) => element("option", { value: id }, label)));
    } catch {
      say(`The routes of ${name} could not be fetched. Try again.`);
      return;
    }
    routesForm.querySelector("label").textContent = `Add a route of ${name}`;
    routesForm.hidden = false;
    button.setAttribute("aria-expanded", "true");
    focusAfter(from, select);
  }

  function closeRoutes() {
    routesForm.hidden = true;
    const open = find(".mc-chosen [aria-expanded=true]");
    open?.setAttribute("aria-expanded", "false");
    if (routesForm.contains(document.activeElement)) open?.focus();
  }

  /* What is shown */

  async function update() {
    const mine = ++turn;
    const { kinds, columns, failed } = await load(state.items);
    if (mine !== turn) return;
    const shown = columns.filter(Boolean);
    routesForm.hidden = true;
    find(".mc-chosen").replaceChildren(...state.items.map((item, place) => chosen(item, columns[place])));
    find(".mc-compare-bar").hidden = shown.length === 0;
    notes.length = 0;
    if (shown.length) {
      const { table, references } = comparison(kinds, shown);
      find("[data-compare-result]").replaceChildren(...[charts(kinds, shown), table].filter(Boolean), ...references.foot());
      notes.push(...references.notes);
    } else {
      find("[data-compare-result]").replaceChildren();
    }
    showDifferences(state.only);
    const more = shown.length === 1 && failed.length === 0 ? "Add a second model, or a route, to compare it with." : "";
    say(...failed, more);
  }

  // -> the columns in the order of the items, and a sentence for each item that could not be had.
  async function load(items) {
    if (items.length === 0) return { kinds: [], columns: [], failed: [] };
    let kinds;
    try {
      kinds = await data.rows();
    } catch {
      return { kinds: [], columns: [], failed: ["The comparison could not be fetched. Check the connection and reload the page."] };
    }
    const failed = [];
    const columns = items.map(async (item) => {
      try {
        return await data.column(item);
      } catch (error) {
        failed.push(sentence(item, error));
        return null;
      }
    });
    return { kinds, columns: await Promise.all(columns), failed };
  }

  function chosen(item, column) {
    const name = column?.name ?? item;
    const made = element("li", column ? {} : { class: "mc-chosen-unknown" }, name);
    if (column?.apiId) made.append(" ", element("code", {}, column.apiId));
    if (column && !column.apiId && column.model.routes > 0) {
      const number = `${column.model.routes} ${column.model.routes === 1 ? "route" : "routes"}`;
      const label = { type: "button", "aria-expanded": "false", "aria-label": `${number} of ${name}` };
      const routes = element("button", { ...label, class: "mc-chosen-routes" }, number);
      routes.addEventListener("click", () => offerRoutes(item, name, routes));
      made.append(routes);
    }
    const removing = column?.apiId ? `${name}, ${column.apiId}` : name;
    const button = element("button", { type: "button", "aria-label": `Remove ${removing}` }, "×");
    button.addEventListener("click", () => remove(item));
    made.append(button);
    return made;
  }
}

function sentence(item, error) {
  if (!(error instanceof Missing)) return `${item} could not be fetched. Reload the page to try again.`;
  return `There is no ${item.includes("@") ? "route" : "model"} “${item}” in the catalog.`;
}

/* The address */

function readAddress() {
  const query = new URLSearchParams(location.search);
  return { items: readItems(query), only: query.get("show") === "differences" };
}

function writeAddress({ items, only }) {
  const query = [compareAddress(items), only ? "show=differences" : ""].filter(Boolean).join("&");
  history.pushState(null, "", query ? `?${query}` : location.pathname);
}

/* Finding a model by what somebody typed */

function fits([id, name, developer], text) {
  const known = `${id} ${name} ${developer}`.toLowerCase();
  return text.toLowerCase().split(/\s+/).every((word) => known.includes(word));
}

function resolve(text, models) {
  const wanted = text.toLowerCase();
  const exact = models.find(([id, name]) => [id, id.split("/")[1], name.toLowerCase()].includes(wanted));
  if (exact) return exact[0];
  const fitting = models.filter((model) => fits(model, text));
  return fitting.length === 1 ? fitting[0][0] : null;
}
