// What somebody may demand of terms: which values meet it, how the address says it, and how the explorer does.

const among = (...values) => (value) => values.includes(value);
const names = (word) => (value) => value.includes(word);

// A demand, what may be asked, and what meets it. A value is what data_handling.html writes into a row.
const MEETS = {
  eu: { yes: among("only", "also"), only: among("only") },
  training: { consent: among("no", "opt_in"), no: among("no") },
  kept: { 30: (days) => Number(days) <= 30, 0: among("0") },
  zdr: { offered: among("default", "on_request", "contract"), default: among("default") },
  dpa: { offered: among("standard", "on_request") },
  transfer: { told: () => true, unneeded: names("none needed") },
  certificate: { iso: names("iso 27001"), soc: names("soc 2") },
};

// The same in the language of the explorer, which asks neither for transfers nor for certificates.
const EXPLORED = {
  "eu=yes": "eu:yes",
  "eu=only": "eu:only",
  "training=consent": "trains:no,opt_in",
  "training=no": "trains:no",
  "kept=30": "kept<=30",
  "kept=0": "kept<=0",
  "zdr=offered": "zdr:yes",
  "zdr=default": "zdr:default",
  "dpa=offered": "dpa:standard,on_request",
};

export const DEMANDS = Object.keys(MEETS);
const FIELDS = [...DEMANDS, "provider", "model", "find", "unknown"];

export function nothing() {
  return Object.fromEntries(FIELDS.map((name) => [name, ""]));
}

// What nobody can ask is not asked.
export function stateOf(address) {
  const query = new URLSearchParams(address);
  const valid = (name, value) => !(name in MEETS) || Object.hasOwn(MEETS[name], value);
  const asked = FIELDS.map((name) => [name, query.get(name) ?? ""]);
  return { ...nothing(), ...Object.fromEntries(asked.filter(([name, value]) => value && valid(name, value))) };
}

export function addressOf(state) {
  const known = FIELDS.filter((name) => state[name]).map((name) => [name, state[name]]);
  const query = new URLSearchParams(known).toString().replaceAll("%2F", "/");
  return query ? `?${query}` : location.pathname;
}

export function isAsked(state) {
  return DEMANDS.some((name) => state[name]);
}

// "yes", "no", or "unknown" where a demand asks for what nobody told.
export function verdict(terms, state) {
  let found = "yes";
  for (const name of DEMANDS) {
    if (!state[name]) continue;
    if (!terms[name]) found = "unknown";
    else if (!MEETS[name][state[name]](terms[name])) return "no";
  }
  return found;
}

// The query that finds the same routes in the explorer; null where it cannot be asked.
export function explored(state) {
  const asked = DEMANDS.filter((name) => state[name]).map((name) => EXPLORED[`${name}=${state[name]}`]);
  if (!asked.length || asked.includes(undefined)) return null;
  const provider = state.provider ? [`provider:${state.provider}`] : [];
  return [...asked, ...provider, "-status:retired"].join("+");
}

export function words(state) {
  return state.find.toLowerCase().split(/\s+/).filter(Boolean);
}
