// The data handling page: narrows the terms, and shows which routes to a model or of a provider meet the same demands.
//
// All terms stand in the page; a row says in its data what is demanded of it. A demand on what nobody told is neither met
// nor missed: such rows are counted, and shown when somebody asks for them. The address holds the whole state.

import { DEMANDS, addressOf, explored, isAsked, nothing, stateOf, verdict, words } from "./data-handling-demands.js";
import { Routes } from "./data-handling-routes.js";
import { element } from "./dom.js";
import { csv, save } from "./file.js";

const SITE = new URL("../", import.meta.url);
const MOST_HINTS = 12;

const root = document.querySelector("[data-handling]");
if (root) start(root);

function start(root) {
  const find = (selector) => root.querySelector(selector);
  const form = find("[data-demands]");
  const input = form.elements.model;
  const rows = [...root.querySelectorAll("#policies-table tbody tr")];
  const byPolicy = new Map(rows.map((row) => [row.dataset.policy, row]));
  const unread = [...root.querySelectorAll("[data-unread] li")];
  const all = find("[data-found]").textContent;
  const providers = new Map([
    ...rows.map((row) => [providerOf(row), row.querySelector("th a").textContent]),
    ...unread.map((item) => [item.dataset.provider, item.querySelector("a").textContent]),
  ]);
  const routes = new Routes(find("[data-routes]"), SITE, byPolicy, (id) => providers.get(id) ?? "");
  let state;

  const byName = [...providers].sort((a, b) => a[1].localeCompare(b[1], "en"));
  form.elements.provider.append(...byName.map(([id, name]) => element("option", { value: id }, name)));
  take();

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    if (event.target === input) routes.models().then(hint);
    else change(read(), event.target.name === "find");
  });
  input.addEventListener("focus", () => routes.models(), { once: true });
  input.addEventListener("change", () => choose(input.value.trim()));
  for (const button of form.querySelectorAll("[data-preset]")) {
    const preset = stateOf(button.dataset.preset);
    button.addEventListener("click", () => change({ ...preset, provider: state.provider, model: state.model, find: state.find }));
  }
  find("[data-clear]").addEventListener("click", () => change(nothing()));
  for (const button of root.querySelectorAll("[data-save]")) {
    button.addEventListener("click", () => saveTable(button.dataset.save, root.querySelector(`#${button.dataset.save}-table`)));
  }
  addEventListener("popstate", take);

  /* State, fields, address */

  function take() {
    state = stateOf(location.search);
    if (!providers.has(state.provider)) state.provider = "";
    fill();
    show();
  }

  function read() {
    const typed = Object.fromEntries([...DEMANDS, "provider", "find"].map((name) => [name, form.elements[name].value]));
    return { ...typed, unknown: form.elements.unknown.checked ? "show" : "", model: state.model };
  }

  function fill() {
    for (const [name, value] of Object.entries(state)) if (name !== "unknown") form.elements[name].value = value;
    form.elements.unknown.checked = state.unknown === "show";
  }

  // What somebody types is one step back, not one a letter.
  function change(to, isTyping = false) {
    state = to;
    const address = addressOf(state);
    if (address !== (location.search || location.pathname)) {
      if (isTyping && history.state?.typing) history.replaceState({ typing: true }, "", address);
      else history.pushState(isTyping ? { typing: true } : null, "", address);
    }
    if (!isTyping) fill();
    show();
  }

  /* The terms */

  function isShown(found) {
    return found === "yes" || (found === "unknown" && state.unknown === "show");
  }

  function show() {
    const wanted = words(state);
    const has = (item) => wanted.every((word) => item.dataset.find.includes(word));
    const count = { yes: 0, unknown: 0, no: 0 };
    for (const row of rows) {
      const isMeant = has(row) && (!state.provider || providerOf(row) === state.provider);
      const found = isMeant ? verdict(row.dataset, state) : "no";
      count[found] += 1;
      row.hidden = !isShown(found);
      row.classList.toggle("mc-perhaps", found === "unknown");
    }
    const isNarrowed = wanted.length > 0 || state.provider !== "";
    let left = 0;
    for (const item of unread) {
      item.hidden = !has(item) || (state.provider !== "" && item.dataset.provider !== state.provider);
      if (!item.hidden) left += 1;
    }
    if (find("[data-unread]") && isNarrowed) find("[data-unread]").open = left > 0 && left <= 20;
    const isEmpty = rows.every((row) => row.hidden);
    find("[data-none]")?.toggleAttribute("hidden", !isEmpty);
    for (const part of root.querySelectorAll("[data-terms]")) part.hidden = isEmpty;
    showWay();
    const sentences = [isAsked(state) || isNarrowed ? `${count.yes} of ${all}` : all];
    if (count.unknown) sentences.push(`of ${count.unknown} more it is unknown`);
    if (isNarrowed && left) sentences.push(`${left} ${left === 1 ? "provider" : "providers"} with nothing known ${left === 1 ? "fits" : "fit"} too`);
    find("[data-found]").textContent = sentences.join(" · ");
    routes.show(state, isShown);
  }

  // The same demands in the language of the explorer.
  function showWay() {
    const query = explored(state);
    find("[data-explore]").hidden = !query;
    if (query) find("[data-explore] a").href = new URL(`?find=${query}&view=routes`, SITE).href;
  }

  /* The model */

  function fitting(data, typed) {
    const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
    return data.models.filter((model) => wanted.every((word) => model.text.includes(word)));
  }

  function hint(data) {
    if (!data) return;
    const named = (model) => `${model.name}, ${data.names.developers[model.developer]}`;
    const found = fitting(data, input.value).slice(0, MOST_HINTS);
    find("#handling-models").replaceChildren(...found.map((model) => element("option", { value: model.id, label: named(model) })));
  }

  async function choose(typed) {
    const data = typed ? await routes.models() : null;
    if (typed && !data) return;
    const lower = typed.toLowerCase();
    const names = (model) => [model.id, model.id.split("/")[1], model.name.toLowerCase(), ...model.ids];
    const near = data ? fitting(data, typed) : [];
    const found = data?.models.find((model) => names(model).includes(lower)) ?? (near.length === 1 ? near[0] : null);
    change({ ...state, model: found?.id ?? typed });
  }

  /* The rows in sight as a file */

  function saveTable(name, table) {
    const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
    const shown = [...table.tBodies[0].rows].filter((row) => !row.hidden);
    const records = shown.map((row) => {
      const told = [...row.cells].map((cell, place) => [heads[place], textOf(cell)]);
      return { ...Object.fromEntries(told), Sources: sourcesOf(row).join(" ") };
    });
    save(`${name}.csv`, csv([...heads, "Sources"], records));
  }

  function sourcesOf(row) {
    const marks = [...row.querySelectorAll(".mc-cite a[href^='#ref-']")];
    return [...new Set(marks.map((mark) => find(`${mark.getAttribute("href")} a`)?.href).filter(Boolean))];
  }
}

function providerOf(row) {
  return row.dataset.policy.split("/")[0];
}

// What a cell says, its parts apart and without its marks.
function textOf(cell) {
  const copy = cell.cloneNode(true);
  for (const mark of copy.querySelectorAll("sup")) mark.remove();
  for (const part of copy.querySelectorAll("small, .mc-place")) part.prepend("; ");
  return copy.textContent.replace(/\s+/g, " ").replaceAll(" ;", ";").replace(/^[;\s]+/, "").trim();
}
