// The language of the explorer: free words, and conditions such as `provider:groq ctx>=128k in<1 -status:retired`.
//
// The text that somebody sees is the whole state: facets, presets and ranges only write conditions into it, so that what
// a filter does can be read, changed by hand and shared. Nothing here knows the page or the data.

// What a condition may speak of. `set` is compared by `:`, the others by < <= > >= =.
// It inherits nothing, so that "constructor" is no field.
export const FIELDS = {
  __proto__: null,
  developer: "set",
  provider: "set",
  family: "set",
  status: "set",
  takes: "set",
  gives: "set",
  can: "set",
  open: "set",
  license: "set",
  zdr: "set",
  trains: "set",
  dpa: "set",
  eu: "set",
  region: "set",
  variant: "set",
  evidence: "set",
  ctx: "number",
  max: "number",
  in: "number",
  cached: "number",
  out: "number",
  kept: "number",
  released: "day",
  cutoff: "day",
  ends: "day",
};

const OTHER_NAMES = { __proto__: null, context: "ctx", price: "in", input: "in", output: "out", dev: "developer", licence: "license", retires: "ends" };
const CONDITION = /^(-?)([a-z]+)(:|<=|>=|<|>|=)(.+)$/;
const SCALE = { "": 1, k: 1e3, m: 1e6, b: 1e9 };
const DAY_MS = 86_400_000;

// Text -> its words and conditions, and a sentence for each condition that means nothing.
export function parse(text, today) {
  const query = { words: [], conditions: [], problems: [] };
  for (const token of text.toLowerCase().match(/\S+/g) ?? []) {
    const found = CONDITION.exec(token);
    const name = found && (OTHER_NAMES[found[2]] ?? found[2]);
    if (!found || !(name in FIELDS)) {
      query.words.push(token);
      const near = found && closest(found[2], Object.keys(FIELDS));
      if (near) query.problems.push(`There is no field ${found[2]}; did you mean ${near}?`);
      continue;
    }
    const condition = read(name, found[3], found[4], today);
    if (condition) query.conditions.push({ ...condition, negated: found[1] === "-" });
    else query.problems.push(`${token} says nothing: ${hint(name)}`);
  }
  return query;
}

// The values that a text asks of a field, without those that it excludes.
export function chosen(text, field) {
  const conditions = parse(text, "9999-12-31").conditions;
  return conditions.filter((item) => item.field === field && item.values && !item.negated).flatMap((item) => item.values);
}

// The text with one value of a field asked for, or no longer.
export function toggled(text, field, value) {
  const values = chosen(text, field);
  const wanted = values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
  return joined(without(text, field, [":", "="]), wanted.length ? `${field}:${wanted.join(",")}` : "");
}

// The text with another bound on a field in one direction; an empty bound takes it away.
export function bounded(text, field, direction, bound) {
  const rest = without(text, field, direction === ">" ? [">", ">="] : ["<", "<="]);
  return joined(rest, bound ? `${field}${direction}=${bound}` : "");
}

// The bound that a text sets on a field in one direction, as it is written.
export function bound(text, field, direction) {
  const found = tokens(text.toLowerCase()).map((token) => CONDITION.exec(token));
  const last = found.findLast((part) => part && !part[1] && (OTHER_NAMES[part[2]] ?? part[2]) === field && part[3].startsWith(direction));
  return last ? last[4] : "";
}

function read(field, sign, text, today) {
  if (FIELDS[field] === "set") {
    const values = text.split(",").filter(Boolean);
    return [":", "="].includes(sign) && values.length ? { field, values } : null;
  }
  const value = FIELDS[field] === "number" ? number(text) : day(text, today);
  return value === null ? null : { field, sign: sign === ":" ? "=" : sign, value };
}

function hint(field) {
  if (FIELDS[field] === "set") return `write ${field}:value.`;
  return FIELDS[field] === "number" ? `write a number, as in ${field}>=128k.` : `write a day or days from now, as in ${field}<90d.`;
}

function number(text) {
  const found = /^\$?(\d+(?:\.\d+)?|\.\d+)([kmb]?)$/.exec(text);
  return found ? Number(found[1]) * SCALE[found[2]] : null;
}

// Days stay text: they compare as they are written. `90d` is ninety days from today, `-30d` thirty days ago.
function day(text, today) {
  if (/^\d{4}(-\d\d){0,2}$/.test(text)) return text;
  const found = /^(-?\d{1,4})d$/.exec(text);
  if (!found) return null;
  return new Date(Date.parse(today) + Number(found[1]) * DAY_MS).toISOString().slice(0, "2026-01-31".length);
}

function tokens(text) {
  return text.match(/\S+/g) ?? [];
}

function without(text, field, signs) {
  const kept = tokens(text).filter((token) => {
    const found = CONDITION.exec(token.toLowerCase());
    return !(found && !found[1] && (OTHER_NAMES[found[2]] ?? found[2]) === field && signs.includes(found[3]));
  });
  return kept.join(" ");
}

function joined(...parts) {
  return parts.filter(Boolean).join(" ");
}

// The nearest of some words, where one is near enough to be meant.
export function closest(word, known) {
  const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
  let [best, least] = [null, most + 1];
  for (const other of known) {
    const far = distance(word, other, least - 1);
    if (far < least) [best, least] = [other, far];
  }
  return best;
}

// How many letters are missing, added, wrong or swapped between two words; `most` + 1 where it is more than `most`.
export function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let [before, last] = [[], Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[b.length];
}
