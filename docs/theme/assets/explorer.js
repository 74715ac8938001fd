// The explorer: the catalog as a table that answers while somebody types.
//
// The first rows are in the page; the data comes with the first sign of somebody who may use it. The text in the field is
// the filter (see explorer-query.js), and the address holds the text, order, view, columns and ticks.

import { readAddress, writeAddress } from "./explorer-address.js";
import { card, meant } from "./explorer-answer.js";
import { COLUMNS, SHOWN, isOffered, sortKey } from "./explorer-columns.js";
import { Data, sorted } from "./explorer-data.js";
import { save } from "./explorer-file.js";
import { startKeys } from "./explorer-keys.js";
import { Menus } from "./explorer-menus.js";
import { parse } from "./explorer-query.js";
import { Table } from "./explorer-table.js";
import { Ticks } from "./explorer-ticks.js";
import { whenIdle } from "./idle.js";
import { grouped } from "./numbers.js";

const SITE = new URL("../", import.meta.url);
const TYPING_MS = 300;
const SIGNS_OF_LIFE = ["pointermove", "pointerdown", "keydown", "scroll", "focusin"];

const root = document.querySelector("[data-explorer]");
if (root) start(root);

function start(root) {
  const find = (selector) => root.querySelector(selector);
  const input = document.querySelector("#explore");
  // What the parts of the explorer share: the state, what was found for it, and how to change it.
  const explorer = { state: readAddress(), data: null, rows: [], columns, change, say };
  const { state } = explorer;
  const table = new Table(root, explorer, SITE);
  const ticks = new Ticks(root, explorer, SITE);
  const menus = new Menus(root, explorer);
  const asked = {};
  let sources = null;
  let reached = false;
  let typing = null;

  // Somebody may have begun to type before this script came.
  state.find ||= input.value;
  input.value = state.find;
  for (const event of ["focusin", "pointerdown"]) {
    for (const place of [root, input]) place.addEventListener(event, reach, { once: true });
  }
  input.addEventListener("input", () => {
    state.find = input.value;
    refresh();
    clearTimeout(typing);
    typing = setTimeout(() => writeAddress(state, true), TYPING_MS);
  });
  input.closest("form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (explorer.rows.length && state.find.trim()) table.body.rows[0].querySelector("th a").click();
  });
  window.addEventListener("popstate", () => {
    clearTimeout(typing);
    Object.assign(state, readAddress());
    input.value = state.find;
    refresh();
  });
  for (const preset of root.querySelectorAll("[data-find]")) {
    preset.addEventListener("click", () => change({ find: isPressed(preset) ? "" : preset.dataset.find }));
  }
  for (const view of root.querySelectorAll("[data-view]")) {
    view.addEventListener("click", () => change({ view: view.dataset.view, sort: "", columns: null }));
  }
  for (const button of root.querySelectorAll("[data-save]")) {
    button.addEventListener("click", () => save(button.dataset.save, state.view, explorer.rows, columns(), explorer.data));
  }
  find("[data-clear]").addEventListener("click", () => {
    change({ find: "" });
    input.focus();
  });
  menus.make();
  startKeys(root, { input, table, ticks, explorer });
  if (location.search.length > 1 || state.find) reach();
  else for (const sign of SIGNS_OF_LIFE) addEventListener(sign, load, { once: true, passive: true });

  // Somebody uses the explorer, so the routes will be asked for; to most visitors they would be a load for nothing.
  function reach() {
    reached = true;
    if (explorer.data) loadRoutes();
    else load();
  }

  function load() {
    asked.models ??= fetched("models", (found) => {
      explorer.data = new Data(found);
      root.dataset.has = "models";
      refresh();
      if (reached) loadRoutes();
    });
  }

  function loadRoutes() {
    asked.routes ??= fetched("routes", (found) => {
      const waited = explorer.data.waitsForRoutes(query(), state.view);
      explorer.data.addRoutes(found);
      root.dataset.has = "models routes";
      // What somebody reads already stays as it is.
      if (waited) refresh();
      else tell();
    });
  }

  function loadSources() {
    asked.sources ??= fetched("sources", (found) => {
      sources = found;
      answer();
    });
  }

  async function fetched(name, use) {
    const problem = `The ${name} could not be fetched. Check the connection and reload the page.`;
    const got = await fetch(new URL(`explorer/${name}.json`, SITE)).catch(() => null);
    if (got?.ok) use(await got.json());
    else say(problem);
  }

  function query() {
    return parse(state.find, explorer.data.today);
  }

  function columns() {
    const wanted = state.columns ?? SHOWN[state.view];
    return wanted.filter((name) => isOffered(name, state.view));
  }

  // `rowsStay` where a change concerns no row.
  function change(to, { rowsStay = false } = {}) {
    clearTimeout(typing);
    Object.assign(state, to);
    input.value = state.find;
    writeAddress(state);
    if (rowsStay) ticks.show();
    else refresh();
  }

  function refresh() {
    const { data } = explorer;
    if (!data) return load();
    const now = query();
    if (data.waitsForRoutes(now, state.view)) return loadRoutes();
    const field = state.sort.replace(/^-/, "");
    const key = COLUMNS[field] ? (row) => sortKey(field, row, data) : null;
    const found = data.find(now, state.view);
    explorer.instead = found.instead;
    explorer.rows = sorted(found.rows, key, state.sort.startsWith("-"), now.words);
    document.documentElement.toggleAttribute("data-exploring", Boolean(state.find.trim()));
    table.paint();
    ticks.show();
    tell();
  }

  // Everything around the table.
  function tell() {
    const now = query();
    const { rows, data, instead } = explorer;
    answer(now);
    for (const view of root.querySelectorAll("[data-view]")) view.setAttribute("aria-pressed", view.dataset.view === state.view);
    for (const preset of root.querySelectorAll("[data-find]")) preset.setAttribute("aria-pressed", isPressed(preset));
    const all = data[state.view].length;
    const number = grouped(rows.length);
    const total = grouped(all);
    const counted = rows.length === all ? `${total} ${state.view}` : `${number} of ${total} ${state.view}`;
    const guesses = instead.map(([typed, near]) => `Nothing is called “${typed}”; shown is what is close to it, such as “${near}”.`);
    say(counted, ...guesses, ...now.problems);
    whenIdle(() => rows === explorer.rows && menus.show(now));
  }

  // The card of the one model that was probably meant.
  function answer(now = query()) {
    const model = meant(explorer.rows, now, state.view);
    const place = find("[data-answer]");
    // Whoever types words will want the sources of what they find, and before the next key.
    if (now.words.length) loadSources();
    if (model) {
      place.replaceChildren(...card(model, explorer.data, sources, SITE));
    }
    place.hidden = !model;
  }

  function isPressed(preset) {
    return state.find.trim() === preset.dataset.find;
  }

  function say(...sentences) {
    find("[role=status]").textContent = sentences.join(". ").replaceAll("..", ".");
  }
}
