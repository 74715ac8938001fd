// All routes with their standard prices: the page has the first rows, the columns bring the rest.

import { element } from "./dom.js";
import { cell as common, unknown } from "./explorer-columns.js";
import { csv, save } from "./file.js";
import { grouped } from "./numbers.js";
import { amountCell } from "./pricing-figures.js";

const FIRST = 40;
const MORE = 100;
const MONEY = { in: "in", cached: "cached", write: "cached", out: "out" };
const FIELDS = ["model", "provider", "id", "variant", "retired", "currency", "input", "cached_input", "cache_write", "output", "other_unit", "since", "basis", "evidence"];
const FILTERS = ["find", "provider", "host", "routes"];
const LEVELS = ["primary", "corroborated", "single source", "disputed"];

export function startTable(root, site, state, { change, add, load }) {
  const find = (selector) => root.querySelector(selector);
  const form = find("[data-filters]");
  const table = find("#prices-table");
  const body = table.tBodies[0];
  const more = find("[data-more]");
  let rows = null;
  let models = null;
  let names = null;
  let found = [];
  let shown = 0;
  let typing = null;

  for (const head of table.tHead.rows[0].cells) {
    const button = element("button", { type: "button" }, head.textContent);
    const field = head.dataset.column;
    button.addEventListener("click", () => {
      const rising = head.classList.contains("n") || field !== "since" ? field : `-${field}`;
      const falling = rising.startsWith("-") ? field : `-${field}`;
      change({ sort: state.sort === rising ? falling : rising });
    });
    head.replaceChildren(button);
  }
  form.addEventListener("focusin", () => load(), { once: true });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ({ target }) => {
    clearTimeout(typing);
    const isText = target.type === "search";
    // All of them, since what was typed a moment ago may still wait; there are no providers to choose before the data.
    const read = () => ({
      ...Object.fromEntries(FILTERS.map((name) => [name, form.elements[name].value])),
      ...(rows ? {} : { provider: state.provider }),
    });
    typing = setTimeout(() => change(read(), null, isText), isText ? 120 : 0);
  });
  find("[data-clear]").addEventListener("click", () => change({ find: "", provider: "", host: "", routes: "", sort: "" }));
  find("[data-save]").addEventListener("click", saveFound);
  more.addEventListener("click", () => append(MORE));
  body.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-add]");
    if (button) add(found[[...body.rows].indexOf(button.closest("tr"))].item).then(() => find("#calculator").scrollIntoView());
  });

  return { fill, show };

  // Takes the data when it has come.
  function fill(columns, listed, known) {
    names = known;
    models = listed;
    rows = columns.map((row) => {
      const model = models[row.model];
      const provider = names.providers.get(row.provider);
      const item = { model: model.id, provider: row.provider, id: row.id, variant: row.variant };
      const told = [model.text, row.id, row.variant ?? "", provider.name].join(" ").toLowerCase();
      return { ...row, model, provider, item, told, standing: standingOf(row) };
    });
    const served = new Map(rows.map((row) => [row.item.provider, row.provider.name]));
    const byName = [...served].sort((a, b) => a[1].localeCompare(b[1]));
    form.elements.provider.append(...byName.map(([id, name]) => element("option", { value: id }, name)));
    show();
  }

  // Shows what the state asks for.
  function show() {
    for (const name of FILTERS) {
      if (form.elements[name] !== document.activeElement) form.elements[name].value = state[name];
    }
    if (!rows) return;
    const wanted = state.find.toLowerCase().split(/\s+/).filter(Boolean);
    const next = rows.filter(
      (row) =>
        wanted.every((word) => row.told.includes(word)) &&
        (!state.provider || row.item.provider === state.provider) &&
        (!state.host || row.provider.gateway === (state.host === "gateway")) &&
        (state.routes === "all" || row.standing === state.routes),
    );
    found = sorted(next, state.sort);
    for (const head of table.tHead.rows[0].cells) {
      const order = { [head.dataset.column]: "ascending", [`-${head.dataset.column}`]: "descending" }[state.sort];
      if (order) head.setAttribute("aria-sort", order);
      else head.removeAttribute("aria-sort");
    }
    body.replaceChildren();
    shown = 0;
    append(FIRST);
    find("[data-none]").hidden = found.length > 0;
    const all = grouped(rows.length);
    find("[data-count]").textContent = found.length === rows.length ? `${all} routes` : `${grouped(found.length)} of ${all} routes`;
  }

  async function saveFound() {
    if (!rows) await load();
    if (!rows) return;
    save("prices.csv", csv(FIELDS, found.map((row) => ({
      ...row,
      model: row.model.id,
      provider: row.item.provider,
      input: row.in,
      cached_input: row.cached,
      cache_write: row.write,
      output: row.out,
      other_unit: row.unit,
    }))));
  }

  function append(by) {
    body.append(...found.slice(shown, shown + by).map(rowOf));
    shown += by;
    more.hidden = shown >= found.length;
  }

  function rowOf(row) {
    const { model, provider } = row;
    const to = (path, text) => element("a", { href: new URL(path, site).href }, text);
    const button = element("button", { type: "button", "data-add": "", title: "Work out a workload with this route", "aria-label": `Calculate with ${model.name} at ${provider.name}, ${row.id}` }, "+");
    const head = element("th", { scope: "row" }, to(`models/${model.id}/`, model.name), ...(row.standing === "unpriced" ? [] : [button]));
    head.append(element("small", {}, element("code", {}, row.id)));
    if (row.variant) head.append(element("small", {}, row.variant));
    const at = element("td", {}, to(`providers/${row.item.provider}/`, provider.name));
    if (provider.gateway) at.append(element("small", {}, "gateway"));
    const prices = Object.entries(MONEY).map(([field, kind]) => {
      const made = common(kind, { ...row, [kind]: row[field] }, null, site);
      return amountCell(made);
    });
    const since = element("td", {}, ...(row.since ? [element("time", { datetime: row.since }, row.since), element("small", {}, row.basis)] : [unknown()]));
    if (row.retired) since.append(element("small", {}, `retired ${row.retired}`));
    return element("tr", {}, head, at, ...prices, since, element("td", {}, common("evidence", row, null, site)));
  }
}

// "" for a route that answers at a price that is known.
function standingOf(row) {
  if (row.retired) return "retired";
  return row.since ? "" : "unpriced";
}

// Rows in an order, unknown last; amounts in other currencies than US dollars come after those.
function sorted(rows, sort) {
  const field = sort.replace(/^-/, "");
  if (!field) return rows;
  const sign = sort.startsWith("-") ? -1 : 1;
  const isMoney = field in MONEY;
  const valued = rows.map((row) => [valueOf(row, field), row, isMoney && row.currency !== "USD" ? row.currency : ""]);
  const known = valued.filter(([value]) => value !== null && value !== undefined);
  const unknown = valued.filter(([value]) => value === null || value === undefined);
  known.sort(([a, , here], [b, , there]) => (here !== there ? (here < there ? -1 : 1) : a === b ? 0 : a < b ? -sign : sign));
  return [...known, ...unknown].map(([, row]) => row);
}

function valueOf(row, field) {
  if (field === "model") return `${row.model.name} ${row.id}`.toLowerCase();
  if (field === "provider") return row.provider.name.toLowerCase();
  if (field === "evidence") return LEVELS.includes(row.evidence) ? LEVELS.indexOf(row.evidence) : null;
  return row[field];
}
