// The state of the pricing page and the address that says the same.
//
// `models=openai/gpt-4.1-nano` asks for all routes of a model, `openai/gpt-4.1-nano@azure:gpt-4.1-nano` for those of one
// id at one provider; where the same id has variants, the one that is meant follows after `|`.
// What is as the page begins stands not in the address, so that a fresh page has a plain one.

const NUMBERS = { in: 1e9, cached: 100, out: 1e9, calls: 1e9, written: 100 };
const WORDS = { mode: ["standard", "batch", "flex", "priority"], life: ["", "5m", "1h"], host: ["", "direct", "gateway"], routes: ["", "unpriced", "retired", "all"] };
const HOSTS = ["direct", "gateway", "variant"];
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const UNIT = /^([a-z_]+):(\d{1,7})(?::(.+))?$/;

// What the page begins with: the values that are written in its fields.
export function defaults(form) {
  const value = (name) => form.elements[name].defaultValue ?? "";
  return {
    items: form.dataset.example ? [itemOf(form.dataset.example)] : [],
    in: Number(value("in")),
    cached: Number(value("cached")),
    out: Number(value("out")),
    calls: Number(value("calls")),
    written: 0,
    mode: "standard",
    life: "",
    on: value("on"),
    units: new Map(),
    hosts: HOSTS,
    formula: "",
    all: [],
    find: "",
    provider: "",
    host: "",
    routes: "",
    sort: "",
  };
}

export function readAddress(first) {
  const query = new URLSearchParams(location.search);
  const state = { ...first };
  // A comma inside of a name is encoded, one between two names is not.
  const listed = (name) => (new RegExp(`[?&]${name}=([^&]*)`).exec(location.search)?.[1] ?? "").split(",").filter(Boolean).map(decode);
  for (const [name, most] of Object.entries(NUMBERS)) {
    const typed = query.get(name) ?? "";
    if (/^\d{1,10}$/.test(typed) && Number(typed) <= most && (name !== "calls" || Number(typed))) state[name] = Number(typed);
  }
  for (const [name, words] of Object.entries(WORDS)) if (words.includes(query.get(name))) state[name] = query.get(name);
  if (DAY.test(query.get("on") ?? "") && !Number.isNaN(Date.parse(query.get("on")))) state.on = query.get("on");
  if (query.has("models")) state.items = listed("models").map(itemOf);
  // A form that was sent before the script was there says each host by itself, and the name that was typed as `add`.
  if (query.has("hosts")) state.hosts = HOSTS.filter((name) => query.getAll("hosts").join().split(",").includes(name));
  for (const name of ["formula", "find", "provider", "sort"]) state[name] = query.get(name) ?? "";
  const units = query.getAll("unit").map((text) => UNIT.exec(text)).filter(Boolean);
  state.units = new Map(units.map(([, unit, count, what]) => [unitKey(unit, what), Number(count)]));
  return state;
}

export function addressOf(state, first) {
  const parts = [];
  const items = state.items.map((item) => encode(keyOf(item))).join(",");
  if (items !== first.items.map(keyOf).join(",")) parts.push(`models=${items}`);
  for (const name of ["in", "cached", "out", "calls", "written", "mode", "life", "on"]) {
    if (state[name] !== first[name]) parts.push(`${name}=${state[name]}`);
  }
  if (state.hosts.length < HOSTS.length) parts.push(`hosts=${state.hosts.join(",")}`);
  for (const [key, count] of state.units) {
    const [unit, what] = unitOf(key);
    parts.push(`unit=${encode(what ? `${unit}:${count}:${what}` : `${unit}:${count}`)}`);
  }
  for (const name of ["formula", "find", "provider", "host", "routes", "sort"]) if (state[name]) parts.push(`${name}=${encode(state[name])}`);
  return parts.length ? `?${parts.join("&")}` : "";
}

export function itemOf(text) {
  const [, model, provider, id, variant] = /^([^@]*)(?:@([^:]*):([^|]+)(?:\|(.+))?)?$/.exec(text) ?? [null, text];
  return provider ? { model: model.toLowerCase(), provider, id, variant: variant ?? null } : { model: model.toLowerCase() };
}

export function keyOf({ model, provider, id, variant }) {
  return provider ? `${model}@${provider}:${id}${variant ? `|${variant}` : ""}` : model;
}

// Whether a route is among those that an item asks for.
export function isMeant(route, { provider, id, variant }) {
  return !provider || (route.provider === provider && route.model_id === id && (route.variant ?? null) === variant);
}

export function unitKey(unit, what) {
  return what ? `${unit}\t${what}` : unit;
}

export function unitOf(key) {
  const [unit, what] = key.split("\t");
  return [unit, what ?? null];
}

function encode(text) {
  return encodeURIComponent(text).replaceAll("%2F", "/").replaceAll("%3A", ":").replaceAll("%40", "@").replaceAll("%20", "+");
}

function decode(text) {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
