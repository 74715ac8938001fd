// The data handling page: narrows the terms, and shows which routes to a chosen model meet the same demands.
//
// All terms stand in the page; a row says in its data what is demanded of it. A demand on what nobody told is neither met
// nor missed: such rows are counted, and shown when somebody asks for them. Routes come from the explorer's files, and
// take the cells of the terms that they name, sources included. The address holds the whole state.

import { element } from "./dom.js";
import { Data } from "./explorer-data.js";

const SITE = new URL("../", import.meta.url);
const FIELDS = ["eu", "training", "zdr", "dpa", "find", "model", "unknown"];
const STRICT = { eu: "only", training: "consent", zdr: "offered" };
const MOST_HINTS = 12;
const WHERE = 6; // the column that a route tells itself

// Which values of the terms meet a demand.
const MEETS = {
  eu: { yes: ["only", "also"], only: ["only"] },
  training: { consent: ["no", "opt_in"], no: ["no"] },
  zdr: { offered: ["default", "on_request", "contract"], default: ["default"] },
  dpa: { offered: ["standard", "on_request"] },
};

const PLACES = { only: "Only in the EU", also: "In the EU if chosen", no: "Elsewhere" };
// What the explorer calls a demand, where it has another word.
const EXPLORED = { training: "trains" };

const root = document.querySelector("[data-handling]");
if (root) start(root);

function start(root) {
  const find = (selector) => root.querySelector(selector);
  const form = find("[data-demands]");
  const input = form.elements.model;
  const rows = [...root.querySelectorAll("#policies-table tbody tr")].map((row) => ({ row, terms: row.dataset }));
  const byPolicy = new Map(rows.map(({ row }) => [row.dataset.policy, row]));
  const unread = [...root.querySelectorAll("[data-unread] li")];
  const all = find("[data-found]").textContent;
  let state = readAddress();
  let models = null;
  let routes = null;

  fill();
  show();

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    if (event.target === input) loadModels().then(hint);
    else change(read(), event.target.name === "find");
  });
  input.addEventListener("focus", () => loadModels(), { once: true });
  input.addEventListener("change", () => choose(input.value.trim()));
  find("[data-strict]").addEventListener("click", () => change({ ...state, ...STRICT }));
  find("[data-clear]").addEventListener("click", () => change(Object.fromEntries(FIELDS.map((name) => [name, ""]))));
  addEventListener("popstate", () => {
    state = readAddress();
    fill();
    show();
  });

  /* State, fields, address */

  function readAddress() {
    const query = new URLSearchParams(location.search);
    const valid = (name) => !(name in MEETS) || query.get(name) in MEETS[name];
    return Object.fromEntries(FIELDS.map((name) => [name, (query.has(name) && valid(name) && query.get(name)) || ""]));
  }

  function read() {
    const typed = Object.fromEntries(FIELDS.filter((name) => name !== "model").map((name) => [name, form.elements[name].value]));
    return { ...typed, unknown: form.elements.unknown.checked ? "show" : "", model: state.model };
  }

  function fill() {
    for (const name of FIELDS) if (name !== "unknown") form.elements[name].value = state[name];
    form.elements.unknown.checked = state.unknown === "show";
  }

  // What somebody types is one step back, not one a letter.
  function change(to, isTyping = false) {
    state = to;
    const known = FIELDS.filter((name) => state[name]).map((name) => [name, state[name]]);
    const query = new URLSearchParams(known).toString().replaceAll("%2F", "/");
    const address = query ? `?${query}` : location.pathname;
    if (address !== (location.search || location.pathname)) {
      if (isTyping && history.state?.typing) history.replaceState({ typing: true }, "", address);
      else history.pushState(isTyping ? { typing: true } : null, "", address);
    }
    if (!isTyping) fill();
    show();
  }

  /* The terms */

  // "yes", "no", or "unknown" where a demand asks for what nobody told.
  function verdict(terms) {
    let found = "yes";
    for (const [name, values] of Object.entries(MEETS)) {
      if (!state[name]) continue;
      if (!terms[name]) found = "unknown";
      else if (!values[state[name]].includes(terms[name])) return "no";
    }
    return found;
  }

  function isShown(found) {
    return found === "yes" || (found === "unknown" && state.unknown === "show");
  }

  function words() {
    return state.find.toLowerCase().split(/\s+/).filter(Boolean);
  }

  function show() {
    const wanted = words();
    const has = (item) => wanted.every((word) => item.dataset.find.includes(word));
    const count = { yes: 0, unknown: 0, no: 0 };
    for (const { row, terms } of rows) {
      const found = has(row) ? verdict(terms) : "no";
      count[found] += 1;
      row.hidden = !isShown(found);
      row.classList.toggle("mc-perhaps", found === "unknown");
    }
    let left = 0;
    for (const item of unread) {
      item.hidden = !has(item);
      if (!item.hidden) left += 1;
    }
    if (find("[data-unread]") && wanted.length) find("[data-unread]").open = left > 0 && left <= 20;
    find("[data-none]")?.toggleAttribute("hidden", rows.some(({ row }) => !row.hidden));
    const isAsked = Object.keys(MEETS).some((name) => state[name]);
    showWay(isAsked);
    const sentences = [isAsked || wanted.length ? `${count.yes} of ${all}` : all];
    if (count.unknown) sentences.push(`of ${count.unknown} more it is unknown`);
    if (wanted.length) sentences.push(`${left} ${left === 1 ? "provider" : "providers"} with nothing known fit the text`);
    find("[data-found]").textContent = sentences.join(" · ");
    showModel();
  }

  // The same demands in the language of the explorer.
  function showWay(isAsked) {
    const asked = Object.keys(MEETS).filter((name) => state[name]);
    const conditions = asked.map((name) => `${EXPLORED[name] ?? name}:${MEETS[name][state[name]].join(",")}`);
    const query = [...conditions, "-status:retired"].join("+");
    find("[data-explore]").hidden = !isAsked;
    find("[data-explore] a").href = new URL(`?find=${query}&view=routes`, SITE).href;
  }

  /* The routes to a model */

  async function fetchData(name) {
    const answer = await fetch(new URL(`explorer/${name}`, SITE));
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.json();
  }

  function loadModels() {
    models ??= fetchData("models.json").then(
      (found) => new Data(found),
      () => {
        models = null;
        say("The models could not be fetched. Check the connection and reload the page.");
        return null;
      },
    );
    return models;
  }

  function loadRoutes() {
    routes ??= Promise.all([loadModels(), fetchData("routes.json")]).then(
      ([data, found]) => {
        data?.addRoutes(found);
        return data;
      },
      () => {
        routes = null;
        say("The routes could not be fetched. Check the connection and reload the page.");
        return null;
      },
    );
    return routes;
  }

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
    const data = typed ? await loadModels() : null;
    if (typed && !data) return;
    const lower = typed.toLowerCase();
    const names = (model) => [model.id, model.id.split("/")[1], model.name.toLowerCase(), ...model.ids];
    const near = data ? fitting(data, typed) : [];
    const found = data?.models.find((model) => names(model).includes(lower)) ?? (near.length === 1 ? near[0] : null);
    change({ ...state, model: found?.id ?? typed });
  }

  async function showModel() {
    const section = find("[data-model]");
    const asked = state.model;
    section.hidden = !asked;
    if (!asked) return;
    const data = await loadRoutes();
    // Somebody may have asked for another one meanwhile.
    if (!data || asked !== state.model) return;
    const model = data.models.find((known) => known.id === asked);
    const body = section.querySelector("tbody");
    section.querySelector(".mc-scroll").hidden = !model;
    if (!model) {
      section.querySelector("h3").textContent = "Routes to a model";
      body.replaceChildren();
      say(`No model is called “${asked}”. Choose one from the list.`);
      return;
    }
    const link = element("a", { href: new URL(`models/${model.id}/#data-handling`, SITE).href }, model.name);
    section.querySelector("h3").replaceChildren("Routes to ", link);
    const wanted = words();
    const textOf = (route) => `${route.text} ${byPolicy.get(route.policy)?.dataset.find ?? ""}`;
    const fits = (route) => route.status !== "retired" && wanted.every((word) => textOf(route).includes(word));
    const living = model.routes.filter(fits);
    const judged = living.map((route) => ({ route, found: verdict(termsOf(route)) }));
    const order = { yes: 0, unknown: 1 };
    const shown = judged.filter(({ found }) => isShown(found)).sort((a, b) => order[a.found] - order[b.found]);
    const perhaps = judged.filter(({ found }) => found === "unknown").length;
    body.replaceChildren(...shown.map(({ route, found }) => rowOf(route, found, data)));
    const met = judged.filter(({ found }) => found === "yes").length;
    const isAsked = Object.keys(MEETS).some((name) => state[name]);
    const routesOf = (number) => `${number} ${number === 1 ? "route" : "routes"}`;
    const counted = isAsked ? `${met} of ${routesOf(living.length)} that answer today` : `${routesOf(living.length)} that answer today`;
    say(perhaps ? `${counted} · of ${perhaps} more it is unknown` : counted);
    section.querySelector(".mc-scroll").hidden = !shown.length;
  }

  // The terms that cover a route; where it is served from it tells itself.
  function termsOf(route) {
    const { training, zdr, dpa } = byPolicy.get(route.policy)?.dataset ?? {};
    return { training, zdr, dpa, eu: placeOf(route) };
  }

  function placeOf(route) {
    return ["only", "also", "no"].find((place) => route.eu.includes(place)) ?? "";
  }

  function rowOf(route, found, data) {
    const provider = element("a", { href: new URL(`providers/${route.provider}/#data-policies`, SITE).href }, data.names.providers[route.provider]);
    const head = element("th", { scope: "row" }, provider, element("small", {}, element("code", {}, route.api_id)));
    if (route.variant) head.append(element("small", {}, route.variant));
    const covering = byPolicy.get(route.policy);
    const cells = covering ? [...covering.cells].slice(1).map((cell) => cell.cloneNode(true)) : Array.from({ length: 9 }, () => element("td", {}, unknown()));
    const where = element("td", {}, PLACES[placeOf(route)] ?? unknown("No region told"));
    if (route.regions.length) where.append(element("small", {}, element("code", {}, route.regions.join(", "))));
    const promised = covering?.cells[WHERE].querySelector("small");
    if (promised) where.append(promised.cloneNode(true));
    cells[WHERE - 1] = where;
    if (covering) head.append(element("small", {}, covering.querySelector("th small").textContent));
    else head.append(element("small", {}, "terms unknown"));
    return element("tr", found === "unknown" ? { class: "mc-perhaps" } : {}, head, ...cells);
  }

  function unknown(text = "Unknown") {
    return element("span", { class: "mc-unknown" }, text);
  }

  function say(text) {
    find("[data-model-found]").textContent = text;
  }
}
