// The explorer's data: columns -> rows, and which rows a query finds, in which order, with what counts.
//
// A model is found by conditions on routes (provider, region, retention) when ONE of its routes that answers today meets
// all of them: a model that is served in the Union by one host and kept by none at another is not "EU and ZDR".

import { distance } from "./explorer-query.js";

const OF_ROUTES = new Set(["provider", "zdr", "trains", "dpa", "eu", "region", "variant", "kept"]);
const OFFERED = ["default", "on_request", "contract"];
// A route that is served from the Union alone is among those that are served from it.
const IN_UNION = { only: ["yes", "only"], also: ["yes", "also"], no: ["no"] };

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
    for (const route of this.routes) {
      const model = this.models[route.model];
      const terms = policies[route.policy] ?? {};
      route.model = model;
      route.eu = IN_UNION[route.eu] ?? [];
      route.zdr = listOf(terms.zdr);
      route.trains = listOf(terms.trains);
      route.dpa = listOf(terms.dpa);
      route.kept = terms.kept ?? null;
      route.region = route.regions;
      route.ctx ??= model.ctx;
      route.max ??= model.max;
      route.text = `${route.api_id} ${route.provider} ${this.names.providers[route.provider]} ${model.text}`.toLowerCase();
      route.squashed = squash(route.text);
      model.routes.push(route);
    }
  }

  needsRoutes(query) {
    return query.conditions.some((condition) => OF_ROUTES.has(condition.field));
  }

  // Query -> the rows that it finds, and the words that were taken for others.
  find(query, view) {
    const rows = view === "routes" ? this.routes : this.models;
    const { fits, instead } = this.words(query.words, rows);
    const test = tester(query.conditions, view);
    return { rows: rows.filter((row) => fits(row) && test(row)), instead };
  }

  // For each field, how many rows there would be with each value, were the field itself not asked about.
  counts(query, view, fields) {
    const rows = view === "routes" ? this.routes : this.models;
    const { fits } = this.words(query.words, rows);
    const found = rows.filter(fits);
    return Object.fromEntries(fields.map((field) => [field, countOf(field, found, query.conditions, view)]));
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

// Rows in an order: by a field, unknown last; without one by how well the words fit, then as the catalog lists them.
export function sorted(rows, field, descending, words, value) {
  if (!field) {
    if (!words.length) return rows;
    const place = new Map(rows.map((row) => [row, rank(row, words)]));
    return [...rows].sort((a, b) => place.get(a) - place.get(b));
  }
  const sign = descending ? -1 : 1;
  const known = rows.map((row) => [value(row, field), row]);
  const compare = ([a], [b]) => (a === b ? 0 : a < b ? -sign : sign);
  return [...known.filter(([a]) => isKnown(a)).sort(compare), ...known.filter(([a]) => !isKnown(a))].map(([, row]) => row);
}

function rank(row, words) {
  const model = row.model ?? row;
  const whole = words.join(" ");
  const names = [model.name.toLowerCase(), model.id.split("/")[1], model.id, ...(row.api_id ? [row.api_id.toLowerCase()] : [])];
  if (names.includes(whole) || model.ids.includes(whole)) return 0;
  if (names.some((name) => name.startsWith(whole))) return 1;
  if (words.every((word) => names.some((name) => name.split(/[^a-z0-9.]+/).includes(word)))) return 2;
  return words.every((word) => names.some((name) => name.includes(word))) ? 3 : 4;
}

function isKnown(value) {
  return value !== null && value !== undefined && value !== "";
}

function tester(conditions, view) {
  if (view === "routes") return (row) => conditions.every((condition) => meets(row, condition));
  const ofModels = conditions.filter((condition) => !OF_ROUTES.has(condition.field));
  const ofRoutes = conditions.filter((condition) => OF_ROUTES.has(condition.field));
  return (model) => ofModels.every((condition) => meets(model, condition)) && someRoute(model, ofRoutes);
}

function someRoute(model, conditions) {
  if (!conditions.length) return true;
  const answers = (route) => route.status !== "retired" && conditions.every((condition) => meets(route, condition));
  return model.routes.some(answers);
}

function meets(row, { field, values, sign, value, negated }) {
  const met = values ? values.some((wanted) => has(row, field, wanted)) : compares(numberOf(row, field), sign, value);
  return met !== negated;
}

// Prices in another currency than US dollars compare with nothing.
function numberOf(row, field) {
  if (["in", "out", "cached"].includes(field) && row.currency !== "USD") return null;
  return row[field] ?? row.model?.[field] ?? null;
}

function compares(known, sign, value) {
  if (!isKnown(known)) return false;
  // A month compares with a day as far as both go.
  const ours = typeof value === "string" ? String(known).slice(0, value.length) : Number(known);
  if (sign === "=") return ours === value;
  if (sign.startsWith("<")) return ours < value || (sign === "<=" && ours === value);
  return ours > value || (sign === ">=" && ours === value);
}

function has(row, field, wanted) {
  const known = valuesOf(row, field);
  if (field === "zdr" && wanted === "yes") return known.some((value) => OFFERED.includes(value));
  return known.includes(wanted);
}

// The values of a field as the language writes them; `unknown` stands for none.
function valuesOf(row, field) {
  const found = row[field] ?? row.model?.[field];
  const listed = Array.isArray(found) ? found : isKnown(found) ? [found] : [];
  return listed.length ? listed.map((value) => String(value).toLowerCase().replaceAll(" ", "_")) : ["unknown"];
}

function countOf(field, found, conditions, view) {
  const others = conditions.filter((condition) => condition.field !== field);
  const counts = new Map();
  const add = (values) => values.forEach((value) => counts.set(value, (counts.get(value) ?? 0) + 1));
  if (view === "routes" || !OF_ROUTES.has(field)) {
    const test = tester(others, view);
    for (const row of found) if (test(row)) add(valuesOf(row, field));
    return counts;
  }
  // A model counts for a value when one of its routes has it and meets all other conditions on routes.
  const ofModels = others.filter((condition) => !OF_ROUTES.has(condition.field));
  const ofRoutes = others.filter((condition) => OF_ROUTES.has(condition.field));
  for (const model of found) {
    if (!ofModels.every((condition) => meets(model, condition))) continue;
    const values = model.routes
      .filter((route) => route.status !== "retired" && ofRoutes.every((condition) => meets(route, condition)))
      .flatMap((route) => valuesOf(route, field));
    add(new Set(values));
  }
  return counts;
}

// Whole ids as well as their parts: most slips are made in ids that are typed from memory.
function wordsOf(model) {
  return [model.id.split("/")[1], ...model.ids, ...model.text.split(/[^a-z0-9.]+/)];
}

function squash(text) {
  return text.replaceAll(/[^a-z0-9]+/g, "");
}

function listOf(value) {
  return isKnown(value) ? [value] : [];
}

function yesNo(value) {
  return value === true ? "yes" : value === false ? "no" : null;
}
