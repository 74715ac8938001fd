// What a request costs on a day, in exact decimals.
//
// This is generator/catalog/usage.py once more, for the reader's browser: tests/browser/test_pricing.py runs both on the
// same cases. A route is one of `routes` in api/v1/models/<developer>/<model>.json; amounts are decimals without
// rounding, made of a whole number and how many of its digits stand behind the point.

export const MODES = ["standard", "batch", "flex", "priority"];

const A_MILLION = 6;
const THINGS_IN_A_UNIT = {
  image: 0,
  audio_minute: 0,
  video_second: 0,
  million_characters: A_MILLION,
  thousand_pages: 3,
  request: 0,
  thousand_searches: 3,
  million_token_hours: A_MILLION,
};
const INSTEAD = {
  cached_input: ["input"],
  cache_write: ["cache_write_5m", "input"],
  cache_write_5m: ["cache_write", "input"],
  cache_write_1h: ["cache_write", "input"],
  cached_input_audio: ["input_audio"],
  cached_input_image: ["input_image"],
};

/* Exact decimals */

// 0.025, 1e-7 or "0.025" -> a decimal. A number of up to 15 digits is written by JavaScript as it was read.
export function decimal(value) {
  const [, whole, fraction = "", power = "0"] = /^(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(String(value));
  const places = fraction.length - Number(power);
  const digits = BigInt(whole + fraction);
  return places >= 0 ? { digits, places } : { digits: digits * 10n ** BigInt(-places), places: 0 };
}

export function plus(a, b) {
  const places = Math.max(a.places, b.places);
  return { digits: scaled(a, places) + scaled(b, places), places };
}

export function times(a, count, thousandths = 0) {
  return { digits: a.digits * BigInt(count), places: a.places + thousandths };
}

export function order(a, b) {
  const places = Math.max(a.places, b.places);
  const [left, right] = [scaled(a, places), scaled(b, places)];
  return left < right ? -1 : left > right ? 1 : 0;
}

// Digits behind the point: at least `least`, at most `most`, where a half goes up; all of them without `most`.
export function text({ digits, places }, least = 0, most = Infinity) {
  if (places > most) {
    const cut = 10n ** BigInt(places - most);
    digits = (digits + cut / 2n) / cut;
    places = most;
  }
  const padded = String(digits).padStart(places + 1, "0");
  const whole = padded.slice(0, padded.length - places);
  const fraction = padded.slice(padded.length - places).replace(/0+$/, "").padEnd(least, "0");
  return fraction ? `${whole}.${fraction}` : whole;
}

function scaled({ digits, places }, to) {
  return digits * 10n ** BigInt(to - places);
}

/* The rule */

// The period that holds on a day, null when no price is known for it. One that has ended brings back none before it.
export function periodOn(route, day) {
  const begun = (route.prices ?? []).filter((period) => period.from <= day).at(-1);
  return !begun || (begun.until && begun.until <= day) ? null : begun;
}

// What one request costs, null when no price is known for that day and mode. `total` is null when a term is not known.
export function price(route, usage, day) {
  const period = periodOn(route, day);
  const mode = usage.mode ?? "standard";
  const card = period?.[mode];
  if (!card) return null;
  const tier = tierOf(card, usage);
  const counted = [...eachRequest(card, usage), ...(usage.counted ?? []).filter((item) => item.count)];
  const terms = [
    ...tokens(usage).flatMap(([name, count]) => (count ? [tokenTerm(card, tier, name, count)] : [])),
    ...counted.map((item) => unitTerm(card, item)),
  ];
  return {
    period,
    currency: period.currency ?? "USD",
    mode,
    above_input_tokens: tier?.above_input_tokens ?? null,
    terms,
    not_counted: (card.per_unit ?? []).filter((unit) => !counted.some((item) => names(item, unit))),
    total: terms.reduce((sum, { amount }) => (sum && amount ? plus(sum, amount) : null), decimal(0)),
  };
}

function tokens(usage) {
  const of = (name) => usage[`${name}_tokens`] ?? 0;
  const written = of("cache_write") + of("cache_write_5m") + of("cache_write_1h");
  return [
    ["input", of("input") - of("cached_input") - written],
    ["cached_input", of("cached_input")],
    ["cache_write", of("cache_write")],
    ["cache_write_5m", of("cache_write_5m")],
    ["cache_write_1h", of("cache_write_1h")],
    ["output", of("output")],
    ["input_audio", of("input_audio") - of("cached_input_audio")],
    ["cached_input_audio", of("cached_input_audio")],
    ["output_audio", of("output_audio")],
    ["input_image", of("input_image") - of("cached_input_image")],
    ["cached_input_image", of("cached_input_image")],
    ["output_image", of("output_image")],
    ["input_video", of("input_video")],
  ];
}

function tierOf(card, usage) {
  const length = ["input", "input_audio", "input_image", "input_video"].reduce((sum, name) => sum + (usage[`${name}_tokens`] ?? 0), 0);
  const reached = (card.tiers ?? []).filter((tier) => length > tier.above_input_tokens);
  return reached.sort((a, b) => b.above_input_tokens - a.above_input_tokens)[0] ?? null;
}

function tokenTerm(card, tier, name, count) {
  for (const rate of [name, ...(INSTEAD[name] ?? [])]) {
    for (const rates of tier ? [tier, card] : [card]) {
      const known = rates[rate] ?? null;
      if (known !== null) return term(name, count, A_MILLION, known, rate, Boolean(tier) && rates !== tier, null);
    }
  }
  return term(name, count, A_MILLION, null, name, false, null);
}

// What every request pays, unless the usage counts it: a price per request that names no choice.
function eachRequest(card, usage) {
  const isTold = (usage.counted ?? []).some((item) => item.unit === "request" && !item.what);
  const isPriced = (card.per_unit ?? []).some((unit) => unit.unit === "request" && !unit.what);
  return isPriced && !isTold ? [{ unit: "request", count: 1 }] : [];
}

function names(item, unit) {
  return item.unit === unit.unit && (!item.what || item.what === unit.what);
}

function unitTerm(card, item) {
  const prices = new Set((card.per_unit ?? []).filter((unit) => names(item, unit)).map((unit) => unit.price));
  const known = prices.size === 1 ? [...prices][0] : null;
  return term(item.unit, item.count, THINGS_IN_A_UNIT[item.unit], known, item.unit, false, item.what ?? null);
}

function term(what, count, per, known, priced_as, ordinary, detail) {
  const exact = known === null ? null : decimal(known);
  const amount = exact && times(exact, count, per);
  return { what, count, per: 10 ** per, price: exact, priced_as, ordinary, detail, amount };
}
