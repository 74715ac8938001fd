// The explorer: the catalog as a table that answers while somebody types.
//
// The first rows are in the page; the data comes when the page is idle or somebody reaches for it. The text in the field
// is the filter (see explorer-query.js), and the address holds the text, order, view, columns and ticks.

import { element } from "./dom.js";
import { Data, sorted } from "./explorer-data.js";
import { bound, bounded, chosen, parse, toggled } from "./explorer-query.js";
import { COLUMNS, FACETS, RANGES, SHOWN, cell, fileOf, labelOf } from "./explorer-columns.js";

const SITE = new URL("../", import.meta.url);
const PAGE = 25;
const KEYS_OFF = "model-catalog.single-keys-off";

const root = document.querySelector("[data-explorer]");
if (root) start(root);

function start(root) {
  const find = (selector) => root.querySelector(selector);
  const input = document.querySelector("#explore");
  const table = find("table");
  const body = table.tBodies[0];
  const state = readAddress();
  let data = null;
  let rows = [];
  let shown = PAGE;
  let loading = null;
  let loadingRoutes = null;
  let typing = null;

  root.dataset.explorer = "on";
  for (const part of root.querySelectorAll("[data-needs-script]")) part.hidden = false;
  input.closest("form").hidden = false;
  input.value = state.find;

  input.addEventListener("focus", () => load(), { once: true });
  input.addEventListener("input", () => {
    state.find = input.value;
    refresh();
    clearTimeout(typing);
    typing = setTimeout(() => writeAddress(state, true), 300);
  });
  input.closest("form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (rows.length && state.find.trim()) body.rows[0].querySelector("th a").click();
  });
  window.addEventListener("popstate", () => {
    Object.assign(state, readAddress());
    input.value = state.find;
    refresh();
  });
  find("[data-presets]").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) change({ find: button.dataset.find });
  });
  for (const button of root.querySelectorAll("[data-view]")) {
    button.addEventListener("click", () => change({ view: button.dataset.view, sort: "", columns: null }));
  }
  find("[data-more]").addEventListener("click", () => more(100));
  find("[data-csv]").addEventListener("click", () => save("csv"));
  find("[data-json]").addEventListener("click", () => save("json"));
  find("[data-clear]").addEventListener("click", () => change({ find: "", ticked: [] }));
  body.addEventListener("change", (event) => tick(event.target));
  // A menu that is open closes when somebody goes elsewhere, or asks it to.
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details")));
  root.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest("details[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  new IntersectionObserver((seen) => {
    if (data && seen.some((entry) => entry.isIntersecting)) more(100);
  }).observe(find("[data-more]"));
  startKeys();
  if (location.search.length > 1) load();
  else whenIdle(load);

  function whenIdle(then) {
    const later = () => (window.requestIdleCallback ? requestIdleCallback(then, { timeout: 2000 }) : setTimeout(then, 200));
    if (document.readyState === "complete") later();
    else addEventListener("load", later, { once: true });
  }

  function load() {
    loading ??= fetchData("models.json").then(
      (found) => {
        data = new Data(found);
        makeMenus();
        refresh();
        loadRoutes();
      },
      () => say("The catalog could not be fetched. Check the connection and reload the page."),
    );
    return loading;
  }

  function loadRoutes() {
    loadingRoutes ??= fetchData("routes.json").then(
      (found) => {
        data.addRoutes(found);
        refresh();
      },
      () => say("The routes could not be fetched. Check the connection and reload the page."),
    );
  }

  async function fetchData(name) {
    const answer = await fetch(new URL(`explorer/${name}`, SITE));
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.json();
  }

  function change(to) {
    Object.assign(state, to);
    input.value = state.find;
    writeAddress(state);
    refresh();
  }

  function refresh() {
    if (!data) {
      load();
      return;
    }
    const query = parse(state.find, data.today);
    if ((state.view === "routes" || data.needsRoutes(query)) && !data.routes.length) {
      loadRoutes();
      return;
    }
    const found = data.find(query, state.view);
    const field = state.sort.replace(/^-/, "");
    const by = COLUMNS[field] ? field : "";
    rows = sorted(found.rows, by, state.sort.startsWith("-"), query.words, (row, name) => COLUMNS[name].value(row, data));
    shown = PAGE;
    document.documentElement.toggleAttribute("data-exploring", Boolean(state.find.trim()));
    paint();
    answer(query);
    tell(query, found.instead);
    const turn = rows;
    whenIdle(() => turn === rows && count(query));
  }

  /* The table */

  function columns() {
    return (state.columns ?? SHOWN[state.view]).filter((name) => COLUMNS[name] && (COLUMNS[name].in ?? state.view) === state.view);
  }

  function paint() {
    const names = columns();
    const name = state.view === "routes" ? "Model and id" : "Model";
    const heads = names.map((column) => headCell(column));
    const tickHead = element("th", { scope: "col", class: "mc-tick" }, element("span", { class: "mc-hidden" }, "Compare"));
    table.tHead.replaceChildren(element("tr", {}, tickHead, element("th", { scope: "col" }, name), ...heads));
    body.replaceChildren(...rows.slice(0, PAGE).map((row) => rowOf(row, names)));
    for (const button of root.querySelectorAll("[data-view]")) button.setAttribute("aria-pressed", button.dataset.view === state.view);
    showMore();
    showTicked();
  }

  function headCell(name) {
    const { label, numeric } = COLUMNS[name];
    const order = state.sort === name ? "ascending" : state.sort === `-${name}` ? "descending" : null;
    const button = element("button", { type: "button" }, label);
    button.addEventListener("click", () => {
      const next = order === null ? (numeric === "up" ? name : `-${name}`) : order === "descending" ? name : `-${name}`;
      change({ sort: next });
      table.tHead.querySelector(`[data-column=${name}] button`).focus();
    });
    const head = element("th", { scope: "col", "data-column": name }, button);
    if (numeric) head.className = "n";
    if (order) head.setAttribute("aria-sort", order);
    return head;
  }

  function rowOf(row, names) {
    const model = row.model ?? row;
    const box = element("input", { type: "checkbox", value: model.id, "aria-label": `Compare ${model.name}` });
    box.checked = state.ticked.includes(model.id);
    const link = element("a", { href: new URL(`models/${model.id}/`, SITE).href }, model.name);
    const head = element("th", { scope: "row" }, link);
    if (row.model) head.append(element("small", {}, element("code", {}, row.api_id)));
    const cells = names.map((name) => {
      const made = element("td", {}, ...[cell(name, row, data, SITE)].flat());
      if (COLUMNS[name].numeric) made.className = "n";
      return made;
    });
    return element("tr", {}, element("td", { class: "mc-tick" }, box), head, ...cells);
  }

  function more(by) {
    if (!data || shown >= rows.length) return;
    const names = columns();
    body.append(...rows.slice(shown, shown + by).map((row) => rowOf(row, names)));
    shown += by;
    showMore();
  }

  function showMore() {
    find("[data-more]").hidden = shown >= rows.length;
    find("[data-none]").hidden = rows.length > 0;
  }

  /* The one that was probably meant, route by route, above the table */

  function answer(query) {
    const place = find("[data-answer]");
    const model = query.words.length && state.view === "models" ? rows[0] : null;
    place.hidden = !model?.routes.length || rows.length > 12;
    if (place.hidden) return;
    const own = (route) => (route.provider === model.developer ? 0 : 1);
    const news = (route) => (route.status === "retired" ? 2 : route.ends ? 0 : 1);
    const routes = [...model.routes].sort((a, b) => own(a) - own(b) || news(a) - news(b));
    const seen = new Map();
    for (const route of routes) if (!seen.has(route.provider)) seen.set(route.provider, route);
    const lines = [...seen.values()].slice(0, 4).map((route) => {
      const provider = data.names.providers[route.provider];
      const parts = [ending(route), prices(route), kept(route)].filter(Boolean).join(" · ");
      return element("li", {}, element("strong", {}, provider), ` ${parts}`);
    });
    const link = element("a", { href: new URL(`models/${model.id}/`, SITE).href }, model.name);
    const sources = element("a", { href: new URL(`models/${model.id}/#sources`, SITE).href }, "Sources of these figures");
    const others = seen.size - lines.length;
    const rest = others > 0 ? ` · ${others} more ${others === 1 ? "provider" : "providers"}` : "";
    place.replaceChildren(element("h3", {}, link), element("ul", {}, ...lines), element("p", {}, sources, rest));
  }

  function ending(route) {
    if (!route.ends) return route.status;
    return route.status === "retired" ? `retired on ${route.ends}` : `${route.status}, served until ${route.ends}`;
  }

  function prices(route) {
    const [cheap, dear] = ["in", "out"].map((name) => cell(name, route, data, SITE));
    return route.in === null && route.out === null ? "" : `${text(cheap)} in, ${text(dear)} out`;
  }

  function text(made) {
    return made instanceof Node ? made.textContent : String(made);
  }

  function kept(route) {
    if (route.kept === null) return "";
    return route.kept === 0 ? "prompts are not kept" : `prompts kept ${route.kept} days`;
  }

  /* Menus: facets, ranges, columns */

  function makeMenus() {
    const menus = FACETS.map(({ field, label }) => {
      const list = element("div", { class: "mc-choices", "data-field": field });
      list.addEventListener("change", (event) => change({ find: toggled(state.find, field, event.target.value) }));
      return menu(label, list, { "data-facet": field });
    });
    const ranges = element("div", { class: "mc-choices mc-ranges" }, ...RANGES.map(range));
    const choices = element("div", { class: "mc-choices", "data-columns": "" });
    choices.addEventListener("change", () => {
      const wanted = [...choices.querySelectorAll("input:checked")].map((box) => box.value);
      change({ columns: wanted });
    });
    find("[data-menus]").replaceChildren(...menus, menu("Ranges", ranges), menu("Columns", choices));
  }

  function menu(label, content, attributes = {}) {
    const made = element("details", { class: "mc-menu", ...attributes }, element("summary", {}, label), content);
    made.addEventListener("toggle", () => made.open && closeMenus(made));
    return made;
  }

  function closeMenus(except) {
    for (const other of root.querySelectorAll("details.mc-menu[open]")) if (other !== except) other.open = false;
  }

  function range({ field, label, unit, least, most }) {
    const made = (direction, options) => {
      const name = `${label}, ${direction === ">" ? "at least" : "at most"}`;
      const select = element("select", { "aria-label": name, "data-bound": `${field}${direction}` });
      select.append(element("option", { value: "" }, "Any"), ...options.map((option) => element("option", { value: option }, option)));
      select.addEventListener("change", () => change({ find: bounded(state.find, field, direction, select.value) }));
      return select;
    };
    return element("fieldset", {}, element("legend", {}, `${label}${unit ? `, ${unit}` : ""}`), made(">", least), " to ", made("<", most));
  }

  function count(query) {
    const fields = FACETS.map(({ field }) => field);
    const ready = fields.filter((field) => data.routes.length || !data.needsRoutes({ conditions: [{ field }] }));
    const counts = data.counts(query, state.view, ready);
    for (const { field, label, most } of FACETS) {
      const wanted = chosen(state.find, field);
      const known = [...(counts[field] ?? [])].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
      const listed = known.slice(0, most ?? 200).map(([value]) => value);
      const values = [...new Set([...wanted, ...listed])];
      const place = find(`[data-facet=${field}]`);
      place.querySelector("summary").textContent = wanted.length ? `${label}: ${wanted.length}` : label;
      const choices = values.map((value) => choice(value, labelOf(field, value, data), counts[field]?.get(value) ?? 0, wanted));
      keepFocus(place.querySelector(".mc-choices"), choices);
    }
    for (const select of root.querySelectorAll("[data-bound]")) {
      const [field, direction] = [select.dataset.bound.slice(0, -1), select.dataset.bound.slice(-1)];
      const written = bound(state.find, field, direction);
      if (written && ![...select.options].some((option) => option.value === written)) select.append(element("option", { value: written }, written));
      select.value = written;
    }
    const possible = Object.keys(COLUMNS).filter((name) => (COLUMNS[name].in ?? state.view) === state.view);
    const mine = columns();
    keepFocus(find("[data-columns]"), possible.map((name) => choice(name, COLUMNS[name].label, null, mine)));
  }

  function choice(value, label, number, wanted) {
    const box = element("input", { type: "checkbox", value });
    box.checked = wanted.includes(value);
    const made = element("label", {}, box, element("span", {}, label));
    if (number !== null) made.append(element("span", { class: "mc-count" }, number.toLocaleString("en-US")));
    return made;
  }

  function keepFocus(place, made) {
    const focused = place.contains(document.activeElement) ? document.activeElement.value : null;
    place.replaceChildren(...made);
    if (focused) [...place.querySelectorAll("input")].find((box) => box.value === focused)?.focus();
  }

  /* Ticks */

  function tick(box) {
    const others = state.ticked.filter((id) => id !== box.value);
    state.ticked = box.checked ? [...others, box.value] : others;
    for (const same of body.querySelectorAll(".mc-tick input")) if (same.value === box.value) same.checked = box.checked;
    writeAddress(state);
    showTicked();
  }

  function showTicked() {
    const bar = find("[data-ticked]");
    bar.hidden = state.ticked.length === 0;
    const link = bar.querySelector("a");
    link.href = new URL(`compare/?models=${state.ticked.map(encodeId).join(",")}`, SITE).href;
    link.textContent = state.ticked.length === 1 ? "Compare 1 model with others" : `Compare ${state.ticked.length} models`;
  }

  /* The current view as a file */

  function save(kind) {
    const records = rows.map((row) => fileOf(row, columns(), data));
    const content = kind === "json" ? JSON.stringify(records, null, 1) : csv(records);
    const type = kind === "json" ? "application/json" : "text/csv;charset=utf-8";
    const link = element("a", { href: URL.createObjectURL(new Blob([content], { type })), download: `${state.view}.${kind}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  function csv(records) {
    const names = Object.keys(records[0] ?? {});
    const quoted = (value) => {
      const plain = value === null ? "" : String(value);
      // A sheet would run what begins so.
      const safe = /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
      return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    };
    return [names, ...records.map((record) => names.map((name) => record[name]))].map((line) => line.map(quoted).join(",")).join("\r\n");
  }

  /* Words for people */

  function tell(query, instead) {
    const all = state.view === "routes" ? data.routes.length : data.models.length;
    const number = rows.length.toLocaleString("en-US");
    const total = all.toLocaleString("en-US");
    const counted = rows.length === all ? `${total} ${state.view}` : `${number} of ${total} ${state.view}`;
    const guesses = instead.map(([typed, meant]) => `Nothing is called “${typed}”; shown is what is close to it, such as “${meant}”.`);
    say(counted, ...guesses, ...query.problems);
  }

  function say(...sentences) {
    find("[role=status]").textContent = sentences.join(". ").replaceAll("..", ".");
  }

  /* Keys */

  function startKeys() {
    const help = find("dialog");
    const off = help.querySelector("[data-keys-off]");
    off.checked = stored(KEYS_OFF) === "1";
    off.addEventListener("change", () => store(KEYS_OFF, off.checked ? "1" : "0"));
    find("[data-help]").addEventListener("click", () => help.showModal());
    help.querySelector("[data-close]").addEventListener("click", () => help.close());
    // The theme listens for single keys as well, so ours are asked first.
    document.addEventListener("keydown", key, true);

    function key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
      const inText = event.target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
      const act = inText ? typed[event.target === input ? event.key : ""] : (always[event.key] ?? (off.checked ? null : single[event.key]));
      if (act && act(event) !== false) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    }
  }

  const typed = {
    ArrowDown: () => move(1),
    Escape: () => {
      if (!state.find) return input.blur();
      change({ find: "" });
    },
  };
  const always = {
    "/": () => {
      input.focus();
      input.select();
    },
    ArrowDown: () => (inTable() ? move(1) : false),
    ArrowUp: () => (inTable() ? move(-1) : false),
  };
  const single = {
    j: () => move(1),
    k: () => move(-1),
    x: () => (inTable() ? current().querySelector(".mc-tick input").click() : false),
    c: () => (state.ticked.length ? find("[data-ticked] a").click() : false),
    y: () => (inTable() ? copy() : false),
    e: () => (inTable() ? edit() : false),
    "?": () => find("dialog").showModal(),
  };

  function inTable() {
    return body.contains(document.activeElement);
  }

  function current() {
    return document.activeElement.closest("tr");
  }

  function place() {
    return [...body.rows].indexOf(current());
  }

  function move(by) {
    const next = inTable() ? place() + by : 0;
    if (next < 0) {
      input.focus();
      return;
    }
    if (next >= body.rows.length) more(100);
    (body.rows[next] ?? body.rows[body.rows.length - 1])?.querySelector("th a").focus();
  }

  async function copy() {
    const row = rows[place()];
    const id = row.api_id ?? row.id.split("/")[1];
    try {
      await navigator.clipboard.writeText(id);
      say(`${id} is copied`);
    } catch {
      say(`The browser did not allow copying. The id is ${id}`);
    }
  }

  function edit() {
    const row = rows[place()];
    const model = row.model ?? row;
    const file = row.model ? `routes/${row.provider}.yaml` : "model.yaml";
    location.href = `${root.dataset.edit}${model.id}/${file}`;
  }
}

/* The address */

function readAddress() {
  const query = new URLSearchParams(location.search);
  const listed = (name) => (query.get(name) ?? "").split(",").filter(Boolean);
  return {
    find: query.get("find") ?? "",
    sort: query.get("sort") ?? "",
    view: query.get("view") === "routes" ? "routes" : "models",
    columns: query.has("columns") ? listed("columns") : null,
    ticked: listed("models"),
  };
}

function writeAddress({ find, sort, view, columns, ticked }, isTyping = false) {
  const parts = [
    find.trim() ? `find=${encodeURIComponent(find.trim()).replaceAll("%20", "+").replaceAll("%3A", ":").replaceAll("%2C", ",")}` : "",
    sort ? `sort=${sort}` : "",
    view === "routes" ? "view=routes" : "",
    columns ? `columns=${columns.join(",")}` : "",
    ticked.length ? `models=${ticked.map(encodeId).join(",")}` : "",
  ];
  const query = parts.filter(Boolean).join("&");
  const address = query ? `?${query}` : location.pathname;
  if (address === (location.search || location.pathname)) return;
  // What somebody types is one step back, not one a letter.
  if (isTyping && history.state?.typing) history.replaceState({ typing: true }, "", address);
  else history.pushState(isTyping ? { typing: true } : null, "", address);
}

function encodeId(id) {
  return encodeURIComponent(id).replaceAll("%2F", "/");
}

function stored(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function store(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Without storage the choice holds for this page.
  }
}
