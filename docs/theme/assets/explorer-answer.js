// The model that was probably meant, provider by provider, above the table: what it costs, what is kept, when it ends.
//
// Each figure has its mark, as on the model's own page, and the card lists the sources that the marks lead to.

import { addNotes } from "./citations.js";
import { element } from "./dom.js";
import { cell, tokens, unknown } from "./explorer-columns.js";
import { rank } from "./explorer-data.js";

const GROUP = "answer-";
const MOST_ROWS = 12;
const MOST_PROVIDERS = 4;

// The model that a query means: the first one, where little else fits or the words are its very name.
export function meant(rows, query, view) {
  const [model] = rows;
  if (view !== "models" || !query.words.length || !model?.routes.length) return null;
  return rows.length <= MOST_ROWS || rank(model, query.words) === 0 ? model : null;
}

// The elements of the card. `sources` may come later; then there are no marks yet.
export function card(model, data, sources, site) {
  const to = (path, ...content) => element("a", { href: new URL(path, site).href }, ...content);
  const marks = new Marks(sources);
  const providers = byProvider(model);
  const shown = providers.slice(0, MOST_PROVIDERS);
  const rows = shown.map((route) => {
    const name = element("strong", {}, to(`providers/${route.provider}/`, data.names.providers[route.provider]));
    const parts = [ending(route, data.today, marks), prices(route, data, site, marks), kept(route, marks)];
    return element("li", {}, name, ...parts.map((part) => element("span", {}, ...part)));
  });
  const facts = [data.names.developers[model.developer], model.ctx && `${tokens(model.ctx)} context`, model.released && `released ${model.released}`];
  const head = element("div", {}, element("h2", {}, to(`models/${model.id}/`, model.name)), element("p", {}, facts.filter(Boolean).join(" · ")));
  const instead = shown.find((route) => route.instead)?.instead;
  const others = providers.length - shown.length;
  const next = element("p", {}, to(`models/${model.id}/`, `All about ${model.name}`));
  if (others > 0) next.append(`, with ${others} more ${others === 1 ? "provider" : "providers"}`);
  if (instead) next.append(" · Named replacement: ", to(`models/${instead.id}/`, instead.name));
  return [head, element("ul", {}, ...rows), ...marks.list(), next];
}

// One route for each provider, plain ones before variants. The developer's own is first, then those that answer.
function byProvider(model) {
  const place = (route) => (route.provider === model.developer ? 0 : route.status === "retired" ? 2 : 1);
  const chosen = new Map();
  for (const route of [...model.routes].sort((a, b) => place(a) - place(b))) {
    const known = chosen.get(route.provider);
    if (!known || (known.variant && !route.variant && known.status === route.status)) chosen.set(route.provider, route);
  }
  return [...chosen.values()];
}

function ending(route, today, marks) {
  const status = element("span", { class: `mc-status mc-status-${route.status}` }, route.status);
  const mark = marks.of("ends", route, "retirement");
  if (route.ends) return [status, route.status === "retired" ? ` on ${route.ends}` : `, served until ${route.ends}`, mark];
  if (!route.floor) return [status];
  return [status, route.floor > today ? `, not before ${route.floor}` : `, may retire any day since ${route.floor}`, mark];
}

function prices(route, data, site, marks) {
  if (route.in === null && route.out === null) return [route.unit ?? unknown("Price unknown")];
  const one = (field, word) => [cell(field, route, data, site), ` ${word}`, marks.of(field, route, `${word}put price`)];
  return [...one("in", "in"), ", ", ...one("out", "out")];
}

function kept(route, marks) {
  if (route.kept === null) return [unknown("Retention unknown")];
  const days = `prompts kept ${route.kept} ${route.kept === 1 ? "day" : "days"}${route.why ? ` for ${route.why}` : ""}`;
  return [route.kept === 0 ? "prompts are not kept" : days, marks.of("kept", route, "retention")];
}

// The marks of a card, and the sources that they lead to, in the order in which a reader meets them.
class Marks {
  constructor(sources) {
    this.sources = sources;
    this.notes = [];
    this.numbers = new Map();
  }

  of(field, route, name) {
    const place = field === "kept" ? this.sources?.kept[route.policy] : this.sources?.[field][route.place];
    const note = this.sources?.notes[place];
    if (!note) return "";
    const [best] = note.s;
    const label = `Source ${this.number(best)} for ${route.api_id} at ${route.provider}, ${name}: ${note.r ? "disputed" : note.l}`;
    const attributes = { href: `#${GROUP}ref-${this.number(best)}`, "data-note": this.notes.push(note) - 1, "data-notes": GROUP, "aria-label": label };
    const link = element("a", attributes, this.number(best));
    if (note.r) {
      link.className = "mc-disputed";
      link.append("\u2009≠");
    }
    return element("sup", { class: "mc-cite" }, link);
  }

  // The number of a source in the card, which lists each once with the newest day on which it was read.
  number([known, day]) {
    const entry = this.numbers.get(known) ?? { number: this.numbers.size + 1, day };
    if (day > entry.day) entry.day = day;
    this.numbers.set(known, entry);
    return entry.number;
  }

  list() {
    if (!this.sources) return [];
    const here = (told) => told.map((source) => [this.number(source), ...source.slice(1)]);
    addNotes(GROUP, this.notes.map(({ l, s, r }) => (r ? { l, s: here(s), r: here(r) } : { l, s: here(s) })));
    const items = [...this.numbers].map(([known, { number, day }]) => {
      const [publisher, title, url] = this.sources.references[known - 1];
      const link = element("a", { href: url, rel: "noopener" }, title);
      return element("li", { id: `${GROUP}ref-${number}` }, link, ` ${publisher}, read ${day}`);
    });
    return items.length ? [element("ol", { class: "mc-answer__sources", "aria-label": "Sources" }, ...items)] : [];
  }
}
