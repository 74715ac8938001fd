// The pricing page: a calculator over the prices of chosen models, and the table of all routes.
//
// Names and the table come as columns when the page is idle or somebody reaches for them; the prices of a chosen model
// come from its file in the API, and pricing-rule.js works out what they come to. The address holds the whole state.

import { element, focusAfter } from "./dom.js";
import { decode } from "./explorer-data.js";
import { whenIdle } from "./idle.js";
import { grouped } from "./numbers.js";
import { addressOf, defaults, keyOf, readAddress } from "./pricing-address.js";
import { firstShown, formula, groups, offersOf, unitFields } from "./pricing-result.js";
import { startTable } from "./pricing-table.js";

const SITE = new URL("../", import.meta.url);
const ID = /^[a-z0-9][a-z0-9._-]*\/[a-z0-9][a-z0-9._-]*$/;
const MOST_HINTS = 12;

const root = document.querySelector("[data-pricing]");
if (root) start(root);

function start(root) {
  const find = (selector) => root.querySelector(selector);
  const form = find("[data-calculator]");
  const input = find("#price-add");
  const first = defaults(form);
  const state = readAddress(first);
  const models = new Map();
  let names = null;
  let loading = null;
  let turn = 0;

  const table = startTable(root, SITE, state, { change, add: addItem, load });
  fill();

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    add(input.value.trim());
  });
  input.addEventListener("input", () => load().then(hint));
  form.addEventListener("focusin", () => load(), { once: true });
  form.addEventListener("input", (event) => {
    if (event.target !== input) read(event.target);
  });
  find("[data-result]").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.formula) change({ formula: button.dataset.formula }, `[data-formula="${CSS.escape(button.dataset.formula)}"]`);
    if (button?.dataset.all) change({ all: [...state.all, button.dataset.all] }, "[data-result] [data-formula]");
  });
  addEventListener("popstate", () => {
    Object.assign(state, readAddress(first));
    fill();
    refresh();
  });
  if (location.search.length > 1) load();
  else whenIdle(load);
  add(new URLSearchParams(location.search).get("add")?.trim());

  /* The data */

  function load() {
    loading ??= fetchData("pricing/routes.json").then(
      (found) => {
        const listed = found.models.map(([id, name, developer]) => ({ id, name, developer, text: `${id} ${name} ${developer}`.toLowerCase() }));
        names = {
          today: found.as_of,
          words: found.words,
          models: new Map(listed.map((model) => [model.id, model])),
          providers: new Map(Object.entries(found.providers).map(([id, [name, gateway]]) => [id, { id, name, gateway }])),
        };
        table.fill(decode(found.columns), listed, names);
        return refresh();
      },
      () => {
        loading = null;
        say("The prices could not be fetched. Check the connection and reload the page.");
      },
    );
    return loading;
  }

  async function fetchData(path) {
    const answer = await fetch(new URL(path, SITE));
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.json();
  }

  // Fetches the models that are not here yet; returns a sentence for each that could not be had.
  async function loadModels() {
    const failed = [];
    const wanted = [...new Set(state.items.map((item) => item.model))].filter((id) => !models.has(id));
    const loadOne = async (id) => {
      try {
        const found = ID.test(id) && !id.includes("..") ? await fetchData(`api/v1/models/${id}.json`) : null;
        if (found) models.set(id, found);
        else failed.push(`There is no model “${id}” in the catalog.`);
      } catch {
        failed.push(`${id} could not be fetched. Reload the page to try again.`);
      }
    };
    await Promise.all(wanted.map(loadOne));
    return failed;
  }

  /* Choosing models */

  function hint() {
    const typed = input.value.toLowerCase().split(/\s+/);
    const fitting = [...names.models.values()].filter((model) => typed.every((word) => model.text.includes(word)));
    const options = fitting.slice(0, MOST_HINTS).map(({ id, name, developer }) => element("option", { value: id, label: `${name}, ${developer}` }));
    find("#price-models").replaceChildren(...options);
  }

  async function add(typed) {
    if (!typed) return;
    const from = document.activeElement;
    await load();
    if (!names) return;
    const wanted = typed.toLowerCase();
    const listed = [...names.models.values()];
    const fitting = listed.filter((model) => wanted.split(/\s+/).every((word) => model.text.includes(word)));
    const found = listed.find(({ id, name }) => [id, id.split("/")[1], name.toLowerCase()].includes(wanted)) ?? (fitting.length === 1 ? fitting[0] : null);
    if (!found) {
      say(`No model is called “${typed}”. Choose one from the list.`);
      return;
    }
    input.value = "";
    await addItem({ model: found.id });
    focusAfter(from, input);
  }

  async function addItem(item) {
    const others = state.items.filter((other) => keyOf(other) !== keyOf(item));
    await change({ items: [...others, item] });
  }

  function chosen(item) {
    const model = names.models.get(item.model)?.name ?? item.model;
    const name = item.provider ? `${model} at ${names.providers.get(item.provider)?.name ?? item.provider}` : model;
    const button = element("button", { type: "button", "aria-label": `Remove ${name}` }, "×");
    button.addEventListener("click", async () => {
      await change({ items: state.items.filter((other) => other !== item) });
      focusAfter(button, input);
    });
    const id = item.id ? [" ", element("code", {}, item.id)] : [];
    return element("li", models.has(item.model) ? {} : { class: "mc-chosen-unknown" }, name, ...id, button);
  }

  /* State, fields, address */

  function fill() {
    for (const name of ["in", "cached", "out", "calls", "mode", "on", "written", "life"]) form.elements[name].value = state[name];
    for (const box of form.querySelectorAll("[name=hosts]")) box.checked = state.hosts.includes(box.value);
    if (state.written || state.units.size) form.querySelector("details").open = true;
    table.show();
  }

  function read(field) {
    if (!field.validity.valid || field.value === "") {
      const label = field.closest("label").firstChild.textContent;
      say(field.type === "date" ? `${label}: choose a day.` : `${label}: write a whole number from ${field.min} to ${grouped(Number(field.max))}.`);
      if (field.name !== "life") return;
    }
    if (field.name === "hosts") change({ hosts: [...form.querySelectorAll("[name=hosts]:checked")].map((box) => box.value) });
    else if (field.dataset.unit) {
      const units = new Map(state.units);
      if (Number(field.value)) units.set(field.dataset.unit, Number(field.value));
      else units.delete(field.dataset.unit);
      change({ units }, null, true);
    } else change({ [field.name]: field.type === "number" ? Number(field.value) : field.value }, null, field.type === "number");
  }

  // What somebody types is one step back, not one a digit.
  async function change(to, focus = null, isTyping = false) {
    const from = document.activeElement;
    Object.assign(state, to);
    const address = addressOf(state, first) || location.pathname;
    if (address !== (location.search || location.pathname)) {
      if (isTyping && history.state?.typing) history.replaceState({ typing: true }, "", address);
      else history.pushState(isTyping ? { typing: true } : null, "", address);
    }
    table.show();
    if ("items" in to || !["find", "provider", "host", "routes", "sort"].some((name) => name in to)) await refresh();
    if (focus) focusAfter(from, root.querySelector(focus));
  }

  /* The result */

  async function refresh() {
    if (!names) return load();
    const mine = ++turn;
    const failed = await loadModels();
    if (mine !== turn) return null;
    find("[data-items]").replaceChildren(...state.items.map(chosen));
    const problem = state.cached + state.written > 100 ? "More than 100% of the input cannot be cached and written." : "";
    const known = state.items.filter((item) => models.has(item.model));
    const found = problem ? [] : known.map((item) => offersOf(models.get(item.model), item, state, names));
    showUnits(known);
    const rows = found.flatMap((offers) => offers.rows);
    const shown = rows.find((row) => row.key === state.formula) ?? firstShown(rows);
    const made = found.length ? [groups(found, shown, state, names, SITE), ...(shown ? formula(shown, state, names, SITE) : [])] : [];
    if (found.length || !problem) find("[data-result]").replaceChildren(...made);
    const count = found.length ? `${rows.length} ${rows.length === 1 ? "route" : "routes"} with a known cost.` : "";
    const future = found.length && state.on > names.today ? "Prices of a day to come may change." : "";
    say(...failed, problem, state.items.length ? count : "Add a model to work out what it costs.", future);
    return null;
  }

  // Fields for what the chosen routes charge by the unit; they stay as they are while they are the same.
  function showUnits(items) {
    const place = find("[data-units]");
    const wanted = unitFields(items.map((item) => [models.get(item.model), item]), state);
    const present = [...place.querySelectorAll("input")].map((field) => field.dataset.unit);
    if (wanted.map(({ key }) => key).join("\n") === present.join("\n")) return;
    const fields = wanted.map(({ key, label }) => {
      const field = element("input", { type: "number", min: "0", max: "1000000", step: "1", "data-unit": key, value: String(state.units.get(key) ?? 0) });
      return element("label", {}, label, field);
    });
    place.replaceChildren(...fields);
  }

  function say(...sentences) {
    find("[data-message]").textContent = sentences.filter(Boolean).join(" ");
  }
}
