// Comparisons: show only what differs, and put any models side by side.
//
// A comparison of its own address is complete without this script. The tool on the index fetches one column for each
// model, made by the generator word for word; here columns are put together, and counted are only two things: which
// rows differ and which number is best. All text is placed as text. The address of the page is the whole state.

import { element } from "./dom.js";

const SITE = new URL("../", import.meta.url);
const ID = /^[a-z0-9][a-z0-9._-]*\/[a-z0-9][a-z0-9._-]*$/;
const MOST_HINTS = 12;

const tool = document.querySelector("[data-compare-tool]");
if (tool) startTool(tool);
for (const box of document.querySelectorAll("[data-compare-differences]")) {
  box.closest("label").hidden = false;
  box.addEventListener("change", () => showDifferences(box.checked));
}

function showDifferences(only) {
  for (const group of document.querySelectorAll(".mc-compare tbody")) {
    const rows = [...group.querySelectorAll("tr:not(.mc-group)")];
    for (const row of rows) row.hidden = only && "same" in row.dataset;
    group.hidden = rows.every((row) => row.hidden);
  }
}

/* The tool */

function startTool(root) {
  const find = (selector) => root.querySelector(selector);
  const input = find("#compare-add");
  const only = find("[data-compare-differences]");
  const state = readAddress();
  const columns = new Map();
  let rowKinds = null;
  let models = null;
  let turn = 0;

  root.hidden = false;
  document.querySelector("[data-compare-without]").hidden = true;
  only.checked = state.only;
  only.addEventListener("change", () => {
    state.only = only.checked;
    writeAddress(state);
  });
  input.addEventListener("focus", () => listModels().catch(() => say("The list of models could not be fetched.")));
  input.addEventListener("input", () => listModels().then(hint, () => {}));
  find("form").addEventListener("submit", (event) => {
    event.preventDefault();
    add(input.value.trim());
  });
  find("[data-compare-copy]").addEventListener("click", copyLink);
  window.addEventListener("popstate", () => {
    const wanted = readAddress();
    // A link to a source moves within the page and changes nothing.
    if (JSON.stringify(wanted) === JSON.stringify(state)) return;
    Object.assign(state, wanted);
    only.checked = state.only;
    update();
  });
  update();

  function say(...sentences) {
    find(".mc-compare-message").textContent = sentences.filter(Boolean).join(" ");
  }

  async function listModels() {
    models ??= await fetchData("models.json");
    return models;
  }

  function hint() {
    const fitting = models.filter((model) => !state.ids.includes(model[0]) && fits(model, input.value));
    const options = fitting.slice(0, MOST_HINTS).map(([id, name, developer]) => {
      return element("option", { value: id, label: `${name}, ${developer}` });
    });
    find("datalist").replaceChildren(...options);
  }

  async function add(text) {
    if (!text) return;
    let id;
    try {
      id = resolve(text, await listModels());
    } catch {
      say("The list of models could not be fetched. Try again.");
      return;
    }
    if (!id) {
      say(`No model is called “${text}”. Choose one from the list.`);
      return;
    }
    input.value = "";
    if (state.ids.includes(id)) {
      say(`${id} is there already.`);
      return;
    }
    state.ids.push(id);
    writeAddress(state);
    await update();
    input.focus();
  }

  async function remove(id) {
    state.ids = state.ids.filter((other) => other !== id);
    writeAddress(state);
    await update();
    input.focus();
  }

  async function update() {
    const mine = ++turn;
    const failed = await load(state.ids);
    if (mine !== turn) return;
    const shown = state.ids.map((id) => columns.get(id)).filter(Boolean);
    find(".mc-chosen").replaceChildren(...state.ids.map((id) => chosen(id, columns.get(id), remove)));
    find(".mc-compare-bar").hidden = shown.length === 0;
    find("[data-compare-result]").replaceChildren(...(shown.length ? result(rowKinds, shown) : []));
    showDifferences(state.only);
    const more = shown.length === 1 && failed.length === 0 ? "Add a second model to compare it with." : "";
    say(...failed, more);
  }

  // Fetches what is not here yet; returns a sentence for each model that could not be had.
  async function load(ids) {
    const failed = [];
    if (ids.length === 0) return failed;
    try {
      rowKinds ??= await fetchData("rows.json");
    } catch {
      return ["The comparison could not be fetched. Check the connection and reload the page."];
    }
    const loadOne = async (id) => {
      if (columns.has(id)) return;
      try {
        if (!ID.test(id) || id.includes("..")) throw new Missing();
        columns.set(id, await fetchData(`models/${id}.json`));
      } catch (error) {
        failed.push(
          error instanceof Missing
            ? `There is no model “${id}” in the catalog.`
            : `${id} could not be fetched. Reload the page to try again.`,
        );
      }
    };
    await Promise.all(ids.map(loadOne));
    return failed;
  }

  async function copyLink() {
    try {
      await navigator.clipboard.writeText(location.href);
      say("The link is copied.");
    } catch {
      say("The browser did not allow copying. The address of this page is the link.");
    }
  }
}

function readAddress() {
  const query = new URLSearchParams(location.search);
  const ids = (query.get("models") ?? "").split(",").map((id) => id.trim().toLowerCase());
  return { ids: [...new Set(ids.filter(Boolean))], only: query.get("show") === "differences" };
}

function writeAddress({ ids, only }) {
  // Ids need no encoding, and a readable address is one that people trust and share.
  const parts = [ids.length ? `models=${ids.map(encodeId).join(",")}` : "", only ? "show=differences" : ""];
  const query = parts.filter(Boolean).join("&");
  history.pushState(null, "", query ? `?${query}` : location.pathname);
}

function encodeId(id) {
  return encodeURIComponent(id).replaceAll("%2F", "/");
}

class Missing extends Error {}

async function fetchData(path) {
  const answer = await fetch(new URL(`compare/assets/${path}`, SITE));
  if (answer.status === 404) throw new Missing(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
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

/* The comparison: the same markup as templates/comparison_table.html */

function chosen(id, column, remove) {
  const name = column?.name ?? id;
  const button = element("button", { type: "button", "aria-label": `Remove ${name}` }, "×");
  button.addEventListener("click", () => remove(id));
  return element("li", column ? {} : { class: "mc-chosen-unknown" }, name, button);
}

function result(rowKinds, columns) {
  const references = new References();
  const head = element("tr", {}, element("td"), ...columns.map((column) => headCell(column)));
  const groups = rowKinds.map((group) => groupRows(group, columns, references)).filter(Boolean);
  const table = element("table", { class: "mc-data mc-compare" }, element("thead", {}, head), ...groups);
  const region = { class: "mc-scroll", role: "region", "aria-label": "Models side by side", tabindex: "0" };
  return [element("div", region, table), element("h2", {}, "Sources"), references.list()];
}

function headCell(column) {
  const link = element("a", { href: new URL(column.path, SITE).href }, column.name);
  return element("th", { scope: "col" }, link);
}

function groupRows(group, columns, references) {
  const kinds = group.rows.filter((kind) => kind.always || columns.some((column) => kind.id in column.cells));
  const isKnown = (kind) => columns.some((column) => kind.id in column.cells && column.cells[kind.id].known !== false);
  if (!kinds.some(isKnown)) return null;
  const names = columns.map((column) => element("td", { "aria-hidden": "true" }, column.name));
  const head = element("tr", { class: "mc-group" }, element("th", { scope: "rowgroup" }, group.title), ...names);
  return element("tbody", {}, head, ...kinds.map((kind) => row(kind, columns, references)));
}

function row(kind, columns, references) {
  const cells = columns.map((column) => column.cells[kind.id] ?? { text: kind.missing, known: false });
  const told = cells.filter((cell) => kind.absence_tells || cell.known !== false);
  const differs = new Set(told.map((cell) => JSON.stringify([cell.text, cell.note ?? ""]))).size > 1;
  const best = bestOf(kind, cells);
  const word = cells.every((cell) => cell.known !== false) ? kind.best : `${kind.best} known`;
  const head = element("th", { scope: "row" }, kind.label);
  if (differs) {
    const hidden = element("span", { class: "mc-hidden" }, " differs");
    head.append(element("span", { class: "mc-differs", title: "Differs" }, "≠", hidden));
  }
  const filled = cells.map((cell, index) => {
    const isBest = best !== null && cell.value === best;
    return element("td", {}, ...contents(cell, isBest ? word : "", columns[index], references));
  });
  return element("tr", differs ? {} : { "data-same": "" }, head, ...filled);
}

function bestOf(kind, cells) {
  const measured = cells.filter((cell) => "value" in cell);
  const values = new Set(measured.map((cell) => cell.value));
  const units = new Set(measured.map((cell) => cell.unit));
  if (!kind.best || values.size < 2 || units.size !== 1) return null;
  return kind.higher ? Math.max(...values) : Math.min(...values);
}

function contents(cell, best, column, references) {
  const unknown = cell.known === false ? "mc-unknown" : "";
  const whole = cell.text.includes(" ") ? "" : "mc-one";
  const styles = ["mc-value", unknown, whole, cell.tone ? `mc-${cell.tone}` : ""];
  const made = [element("span", { class: styles.filter(Boolean).join(" ") }, cell.text)];
  if (cell.source) made.push(references.mark(cell, column));
  if (best) made.push(" ", element("span", { class: "mc-best" }, best));
  if (cell.note) made.push(element("small", {}, cell.note));
  return made;
}

// Sources of all columns under one numbering, in the order in which a reader meets them.
class References {
  numbers = new Map();

  mark(cell, column) {
    const reference = column.references[cell.source - 1];
    const known = this.numbers.get(reference.url);
    const number = known?.number ?? this.numbers.size + 1;
    const newest = known && known.reference.read_on > reference.read_on ? known.reference : reference;
    this.numbers.set(reference.url, { number, reference: newest });
    const label = cell.label.replace(/^Source \d+/, `Source ${number}`);
    const link = element("a", { href: `#ref-${number}`, "aria-label": label, title: `${label}. ${reference.title}` });
    if (cell.disputed) link.className = "mc-disputed";
    link.append(cell.disputed ? `${number}\u2009≠` : String(number));
    return element("sup", { class: "mc-cite" }, link);
  }

  list() {
    const items = [...this.numbers.values()].map(({ number, reference }) => {
      const day = element("time", { datetime: reference.read_on }, reference.read_on);
      const about = element("span", { class: "mc-muted" }, `${reference.about} · read `, day);
      const link = element("a", { href: reference.url, rel: "noopener" }, reference.title);
      return element("li", { id: `ref-${number}` }, link, " ", about);
    });
    return element("ol", { class: "mc-references" }, ...items);
  }
}
