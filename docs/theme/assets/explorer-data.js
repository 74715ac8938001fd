// The explorer's data: columns -> rows, and which rows a query finds, in which order, with what counts.

import { closest, distance } from "./explorer-query.js";
import { countOf, isKnown, needsRoutes, tester, valuesOf } from "./explorer-match.js";

// A route that is served from the Union alone is among those that are served from it.
const IN_UNION = { only: ["yes", "only"], also: ["yes", "also"], no: ["no"] };
const ALWAYS_MEANT = ["yes", "no", "unknown"];

// Columns -> objects.
export function decode(columns) {
  const names = Object.keys(columns);
  const length = names.length ? (columns[names[0]].is ?? columns[names[0]].at).length : 0;
  const rows = Array.from({ length }, () => ({}));
  for (const name of names) {
    const { is, of, at } = columns[name];
    rows.forEach((row, place) => (row[name] = is ? is[place] : of[at[place]]));
  }
  return rows;
}

export class Data {
  constructor({ as_of, names, columns }) {
    this.today = as_of;
    this.names = names;
    this.models = decode(columns);
    this.routes = [];
    for (const model of this.models) {
      const known = [model.id, model.name, names.developers[model.developer], ...model.ids];
      model.text = known.join(" ").toLowerCase();
      model.squashed = squash(model.text);
      model.open = yesNo(model.open);
      model.routes = [];
    }
  }

  // Routes come later, and most visitors never need them.
  addRoutes({ policies, columns }) {
    this.routes = decode(columns);
    const providers = Object.entries(this.names.providers).map(([id, name]) => [id, `${id} ${name}`.toLowerCase()]);
    const called = Object.fromEntries(providers.map(([id, text]) => [id, { text, squashed: squash(text) }]));
    this.routes.forEach((route, place) => {
      const model = this.models[route.model];
      const terms = policies[route.policy] ?? {};
      route.place = place;
      route.model = model;
      route.instead = this.models[route.instead] ?? null;
      route.eu = IN_UNION[route.eu] ?? [];
      route.zdr = listOf(terms.zdr);
      route.trains = listOf(terms.trains);
      route.dpa = listOf(terms.dpa);
      route.kept = terms.kept ?? null;
      route.why = terms.why ?? null;
      route.region = route.regions;
      route.ctx ??= model.ctx;
      route.max ??= model.max;
      const provider = called[route.provider];
      const id = route.api_id.toLowerCase();
      route.text = `${id} ${provider.text} ${model.text}`;
      route.squashed = squash(id) + provider.squashed + model.squashed;
      model.routes.push(route);
    });
    this.known = {};
  }

  // Whether nothing can be said before the routes are there.
  waitsForRoutes(query, view) {
    return !this.routes.length && (view === "routes" || needsRoutes(query.conditions));
  }

  // Query -> the rows that it finds, and what was taken for something else: `[typed, meant]`.
  find(query, view) {
    const rows = view === "routes" ? this.routes : this.models;
    const { fits, instead } = this.words(query.words, rows);
    const understood = this.understood(query.conditions);
    const test = tester(understood.conditions, view);
    return { rows: rows.filter((row) => fits(row) && test(row)), instead: [...instead, ...understood.instead] };
  }

  // How many rows there would be with each value of a field, were the field itself not asked about.
  counts(query, view, field) {
    const rows = view === "routes" ? this.routes : this.models;
    const { fits } = this.words(query.words, rows);
    const found = rows.filter(fits);
    const { conditions } = this.understood(query.conditions);
    return countOf(field, found, conditions, view);
  }

  // Conditions with values that exist: a name or a part of one leads to its ids, a slip to what is nearest.
  understood(conditions) {
    const instead = [];
    const read = (field, value) => {
      const known = this.valuesKnown(field);
      if (ALWAYS_MEANT.includes(value) || known.has(value)) return [value];
      const names = this.names[`${field}s`] ?? {};
      const tight = squash(value);
      const within = tight ? [...known].filter((id) => squash(`${id} ${names[id] ?? ""}`).includes(tight)) : [];
      if (within.length) return within;
      const near = closest(value, [...known]);
      if (near) instead.push([`${field}:${value}`, `${field}:${near}`]);
      return [near ?? value];
    };
    const made = conditions.map((item) => (item.values ? { ...item, values: item.values.flatMap((value) => read(item.field, value)) } : item));
    return { conditions: made, instead };
  }

  valuesKnown(field) {
    this.known ??= {};
    this.known[field] ??= new Set([...this.models, ...this.routes].flatMap((row) => valuesOf(row, field)));
    return this.known[field];
  }

  words(words, rows) {
    const instead = [];
    const tests = words.map((word) => {
      if (rows.some((row) => row.text.includes(word))) return (row) => row.text.includes(word);
      const tight = squash(word);
      if (tight.length > 2 && rows.some((row) => row.squashed.includes(tight))) return (row) => row.squashed.includes(tight);
      const near = this.near(word);
      if (near.length) instead.push([word, near[0]]);
      return (row) => near.some((other) => row.text.includes(other));
    });
    return { fits: (row) => tests.every((test) => test(row)), instead };
  }

  // Words of the catalog that somebody may have meant, as far as they were typed.
  near(word) {
    if (word.length < 4) return [];
    this.vocabulary ??= [...new Set(this.models.flatMap(wordsOf))].filter((known) => known.length > 2);
    let [best, least] = [[], word.length < 7 ? 2 : 3];
    for (const known of this.vocabulary) {
      const far = Math.min(distance(word, known, least), distance(word, known.slice(0, word.length), least));
      if (far < least) [best, least] = [[known], far];
      else if (far === least && best.length) best.push(known);
    }
    return best.sort((a, b) => a.length - b.length);
  }
}

// Rows in an order: by a value, unknown last; without one by how well the words fit, then as the catalog lists them.
export function sorted(rows, value, descending, words) {
  if (!value) {
    if (!words.length) return rows;
    const place = new Map(rows.map((row) => [row, rank(row, words)]));
    return [...rows].sort((a, b) => place.get(a) - place.get(b));
  }
  const sign = descending ? -1 : 1;
  const known = rows.map((row) => [value(row), row]);
  const compare = ([a], [b]) => (a === b ? 0 : a < b ? -sign : sign);
  return [...known.filter(([a]) => isKnown(a)).sort(compare), ...known.filter(([a]) => !isKnown(a))].map(([, row]) => row);
}

// How well words fit a row: 0 where they are its whole name or id, 4 where they are but somewhere in it.
export function rank(row, words) {
  const model = row.model ?? row;
  const whole = words.join(" ");
  const names = [model.name.toLowerCase(), model.id.split("/")[1], model.id, ...(row.api_id ? [row.api_id.toLowerCase()] : [])];
  if (names.includes(whole) || model.ids.includes(whole)) return 0;
  if (names.some((name) => name.startsWith(whole))) return 1;
  if (words.every((word) => names.some((name) => name.split(/[^a-z0-9.]+/).includes(word)))) return 2;
  return words.every((word) => names.some((name) => name.includes(word))) ? 3 : 4;
}

// Whole ids as well as their parts: most slips are made in ids that are typed from memory.
function wordsOf(model) {
  return [model.id.split("/")[1], ...model.ids, ...model.text.split(/[^a-z0-9.]+/)];
}

function squash(text) {
  return text.replaceAll(/[^a-z0-9]+/gi, "").toLowerCase();
}

function listOf(value) {
  return isKnown(value) ? [value] : [];
}

function yesNo(value) {
  return value === true ? "yes" : value === false ? "no" : null;
}
