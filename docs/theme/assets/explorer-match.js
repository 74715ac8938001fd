// Whether a row meets the conditions of a query, and how many would with each value of a field.
//
// A model is found by conditions on routes (provider, region, retention) when ONE of its routes that answers today meets
// all of them: a model that is served in the Union by one host and kept by none at another is not "EU and ZDR".

const OF_ROUTES = new Set(["provider", "zdr", "trains", "dpa", "eu", "region", "variant", "kept"]);
const OFFERED = ["default", "on_request", "contract"];

export function needsRoutes(conditions) {
  return conditions.some((condition) => OF_ROUTES.has(condition.field));
}

// Conditions -> whether a row meets all of them.
export function tester(conditions, view) {
  if (view === "routes") return (row) => conditions.every((condition) => meets(row, condition));
  const [ofModels, ofRoutes] = parted(conditions);
  return (model) => ofModels.every((condition) => meets(model, condition)) && (!ofRoutes.length || answering(model, ofRoutes).length > 0);
}

// For each value of a field, how many rows have it and meet the conditions on all other fields.
export function countOf(field, rows, conditions, view) {
  const others = conditions.filter((condition) => condition.field !== field);
  const counts = new Map();
  const add = (values) => values.forEach((value) => counts.set(value, (counts.get(value) ?? 0) + 1));
  if (view === "routes" || !OF_ROUTES.has(field)) {
    const test = tester(others, view);
    for (const row of rows) if (test(row)) add(valuesOf(row, field));
    return counts;
  }
  // A model counts for a value when one of its routes has it and meets all other conditions on routes.
  const [ofModels, ofRoutes] = parted(others);
  for (const model of rows) {
    if (!ofModels.every((condition) => meets(model, condition))) continue;
    add(new Set(answering(model, ofRoutes).flatMap((route) => valuesOf(route, field))));
  }
  return counts;
}

// The values of a field as the language writes them; `unknown` stands for none.
export function valuesOf(row, field) {
  const found = row[field] ?? row.model?.[field];
  const listed = Array.isArray(found) ? found : isKnown(found) ? [found] : [];
  return listed.length ? listed.map((value) => String(value).toLowerCase().replaceAll(" ", "_")) : ["unknown"];
}

// Prices in another currency than US dollars compare with nothing.
export function numberOf(row, field) {
  if (["in", "out", "cached"].includes(field) && row.currency !== "USD") return null;
  return row[field] ?? row.model?.[field] ?? null;
}

export function isKnown(value) {
  return value !== null && value !== undefined && value !== "";
}

function parted(conditions) {
  const ofRoute = (condition) => OF_ROUTES.has(condition.field);
  return [conditions.filter((condition) => !ofRoute(condition)), conditions.filter(ofRoute)];
}

function answering(model, conditions) {
  return model.routes.filter((route) => route.status !== "retired" && conditions.every((condition) => meets(route, condition)));
}

function meets(row, { field, values, sign, value, negated }) {
  const met = values ? values.some((wanted) => has(row, field, wanted)) : compares(numberOf(row, field), sign, value);
  return met !== negated;
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
