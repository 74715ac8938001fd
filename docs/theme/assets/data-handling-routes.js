// The routes to a model, or of a provider, each with the terms that cover it.
//
// Routes come from the explorer's files and take the cells of the terms that they name, sources included. Where a route
// is served from it tells itself; what a provider promises of places stands with its terms.

import { isAsked, verdict, words } from "./data-handling-demands.js";
import { element } from "./dom.js";
import { Data } from "./explorer-data.js";
import { unknown } from "./explorer-columns.js";
import { grouped } from "./numbers.js";

const MORE = 40;
const CELLS = 9;
const WHERE = 6; // the column that a route tells itself
const FEW = 3;
const PLACES = { only: "Only in the EU", also: "In the EU if chosen", no: "Elsewhere" };

export class Routes {
  constructor(section, site, byPolicy, nameOf) {
    this.section = section;
    this.site = site;
    this.byPolicy = byPolicy;
    this.nameOf = nameOf;
    this.shown = MORE;
    this.asked = "";
    this.find("[data-more]").addEventListener("click", () => {
      this.shown += MORE;
      this.show(this.state, this.isShown);
    });
  }

  find(selector) {
    return this.section.querySelector(selector);
  }

  // The models alone: their names are wanted before their routes.
  models() {
    this.modelsLoading ??= this.load("models.json").then(
      (found) => new Data(found),
      () => {
        this.modelsLoading = null;
        this.say("The models could not be fetched. Check the connection and reload the page.");
        return null;
      },
    );
    return this.modelsLoading;
  }

  all() {
    this.routesLoading ??= Promise.all([this.models(), this.load("routes.json")]).then(
      ([data, found]) => {
        data?.addRoutes(found);
        return data;
      },
      () => {
        this.routesLoading = null;
        this.say("The routes could not be fetched. Check the connection and reload the page.");
        return null;
      },
    );
    return this.routesLoading;
  }

  async load(name) {
    const answer = await fetch(new URL(`explorer/${name}`, this.site));
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.json();
  }

  async show(state, isShown) {
    [this.state, this.isShown] = [state, isShown];
    const asked = `${state.model}\n${state.provider}`;
    if (asked !== this.asked) [this.asked, this.shown] = [asked, MORE];
    this.section.hidden = !state.model && !state.provider;
    if (this.section.hidden) return;
    const data = await this.all();
    // Somebody may have asked for something else meanwhile.
    if (!data || this.state !== state) return;
    const model = data.models.find((known) => known.id === state.model);
    if (state.model && !model) {
      this.title("Routes to a model");
      this.fill([], [], data);
      this.say(`No model is called “${state.model}”. Choose one from the list.`);
      return;
    }
    const provider = this.nameOf(state.provider);
    const at = provider ? [" at ", this.link(`providers/${state.provider}/#data-policies`, provider)] : [];
    if (model) this.title("Routes to ", this.link(`models/${model.id}/#data-handling`, model.name), ...at);
    else this.title("Routes", ...at);
    this.list(model ? model.routes : data.routes, state, data);
  }

  list(routes, state, data) {
    const wanted = words(state);
    const textOf = (route) => `${route.text} ${this.byPolicy.get(route.policy)?.dataset.find ?? ""}`;
    const fits = (route) =>
      route.status !== "retired" &&
      (!state.provider || route.provider === state.provider) &&
      wanted.every((word) => textOf(route).includes(word));
    const living = routes.filter(fits);
    const judged = living.map((route) => ({ route, found: verdict(this.termsOf(route), state) }));
    const order = { yes: 0, unknown: 1 };
    const shown = judged.filter(({ found }) => this.isShown(found)).sort((a, b) => order[a.found] - order[b.found]);
    // Row after row of "unknown" tells less than the names of those of which nothing is known.
    const blank = shown.filter(({ route }) => !this.byPolicy.has(route.policy) && !route.regions.length);
    const isFolded = blank.length > FEW;
    this.fill(isFolded ? shown.filter((each) => !blank.includes(each)) : shown, isFolded ? blank : [], data);
    const met = judged.filter(({ found }) => found === "yes").length;
    const perhaps = judged.filter(({ found }) => found === "unknown").length;
    const all = `${grouped(living.length)} ${living.length === 1 ? "route" : "routes"} that answer today`;
    const found = isAsked(state) ? `${grouped(met)} of ${all}` : all;
    this.say(perhaps ? `${found} · of ${grouped(perhaps)} more it is unknown` : found);
  }

  fill(shown, blank, data) {
    this.find("tbody").replaceChildren(...shown.slice(0, this.shown).map((each) => this.row(each, data)));
    this.find(".mc-scroll").hidden = !shown.length;
    this.find("[data-more]").hidden = shown.length <= this.shown;
    this.find("[data-blank]").hidden = !blank.length;
    const counts = new Map();
    for (const { route } of blank) counts.set(this.otherName(route, data), (counts.get(this.otherName(route, data)) ?? 0) + 1);
    const named = [...counts].map(([name, count]) => (count > 1 ? `${name} (${count})` : name));
    this.find("[data-blank]").textContent = `Neither terms nor regions are known of ${blank.length} more: ${named.join(", ")}.`;
  }

  // What tells a route from others of the same list.
  otherName(route, data) {
    return this.state.model ? data.names.providers[route.provider] : route.model.name;
  }

  row({ route, found }, data) {
    const { model, provider } = route;
    const name = this.state.model
      ? this.link(`providers/${provider}/#data-policies`, data.names.providers[provider])
      : this.link(`models/${model.id}/#data-handling`, model.name);
    const head = element("th", { scope: "row" }, name, element("small", {}, element("code", {}, route.api_id)));
    if (route.variant) head.append(element("small", {}, route.variant));
    const covering = this.byPolicy.get(route.policy);
    const cells = covering ? [...covering.cells].slice(1).map((cell) => cell.cloneNode(true)) : Array.from({ length: CELLS }, () => element("td", {}, unknown()));
    const where = element("td", {}, PLACES[placeOf(route)] ?? unknown("No region told"));
    if (route.regions.length) where.append(element("small", {}, element("code", {}, route.regions.join(", "))));
    cells[WHERE - 1] = where;
    head.append(element("small", {}, covering ? covering.querySelector("th small").textContent : "terms unknown"));
    return element("tr", found === "unknown" ? { class: "mc-perhaps" } : {}, head, ...cells);
  }

  // The terms that cover a route.
  termsOf(route) {
    return { ...this.byPolicy.get(route.policy)?.dataset, eu: placeOf(route) };
  }

  title(...parts) {
    this.find("h3").replaceChildren(...parts);
  }

  link(path, text) {
    return element("a", { href: new URL(path, this.site).href }, text);
  }

  say(text) {
    this.find("[data-routes-found]").textContent = text;
  }
}

function placeOf(route) {
  return ["only", "also", "no"].find((place) => route.eu.includes(place)) ?? "";
}
