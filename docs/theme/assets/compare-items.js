// How an address names what it compares: `developer/model`, and routes as `developer/model@provider/API id;mark`.
//
// The same rule as generator/site/route_items.py. A mark, a region or the variant, stands only where one id is served
// in several ways. Whatever an address holds is text until it has the form of an id; only then is anything fetched.

const SLUG = "[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?";
const MODEL = new RegExp(`^${SLUG}/${SLUG}$`);
const ROUTE = new RegExp(`^(${SLUG}/${SLUG})@(${SLUG})/([A-Za-z0-9~@][A-Za-z0-9._:/@~+-]*)((?:;[a-z0-9._-]+)*)$`);

// Text -> { text, model } or { text, model, provider, apiId, marks }; null when it names neither a model nor a route.
export function parseItem(given) {
  const [before, ...after] = given.trim().split("@");
  const text = [before.toLowerCase(), ...after].join("@");
  if (text.includes("..")) return null;
  if (MODEL.test(text)) return { text, model: text };
  const [, model, provider, apiId, marks] = ROUTE.exec(text) ?? [];
  return model ? { text, model, provider, apiId, marks: marks.split(";").filter(Boolean) } : null;
}

// The item of a route; `mark` is what its data says is needed to tell it from others with its id.
export function routeItem(model, provider, apiId, mark = "") {
  return `${model}@${provider}/${apiId}${mark}`;
}

// Which of a model's routes an item means: of those with its id and all of its marks, the one with the fewest.
export function findRoute(routes, { model, provider, apiId, marks }) {
  const plain = routeItem(model, provider, apiId);
  const fits = ({ id, marks: own }) => id.split(";")[0] === plain && marks.every((mark) => own.includes(mark));
  return routes.filter(fits).sort((a, b) => a.marks.length - b.marks.length)[0] ?? null;
}

// Items -> the query that names them, as readable as an address may be.
export function compareAddress(items) {
  return items.length ? `models=${items.map(encodeItem).join(",")}` : "";
}

export function encodeItem(item) {
  const readable = { "%2F": "/", "%40": "@", "%3A": ":", "%3B": ";" };
  return encodeURIComponent(item).replace(/%2F|%40|%3A|%3B/g, (code) => readable[code]);
}

// Query -> items, each once, in their order.
export function readItems(query) {
  const listed = (query.get("models") ?? "").split(",").map((item) => item.trim());
  return [...new Set(listed.filter(Boolean).map((item) => parseItem(item)?.text ?? item))];
}

// "2 models and 1 route"
export function counted(items) {
  const routes = items.filter((item) => parseItem(item)?.provider).length;
  const said = [[items.length - routes, "model"], [routes, "route"]];
  return said.filter(([number]) => number).map(([number, noun]) => `${number} ${noun}${number === 1 ? "" : "s"}`).join(" and ");
}
