// How the price of one route changed: steps as a chart, and each period in a table.
//
// The chart is drawn as generator/site/charts.py draws it on the model's page: tests/browser/test_pricing.py holds the two
// together. Which periods are changes is the rule of `price_changes` in generator/catalog/pricing.py.

import { drawing, element } from "./dom.js";
import { unknown } from "./explorer-columns.js";
import { amountCell, money } from "./pricing-figures.js";
import { decimal } from "./pricing-rule.js";

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [640, 180, 64, 16, 16, 32];
const DRAWN = ["input", "output"];
const TOLD = ["input", "cached_input", "output"];

// -> the parts of the page that tell of a route's prices.
export function priceHistory({ route, provider }, names, pageOfModel) {
  const changes = changesOf(route, Object.keys(names.words.rates));
  const title = element("h3", { id: "history" }, `Price history at ${provider.name}, `, element("code", {}, route.model_id));
  if (changes.length < 2) {
    const since = changes[0] ? `, from ${changes[0].from} (${changes[0].basis})` : "";
    return [title, element("p", { class: "mc-hint" }, `One price is known${since}: no change. `, pageOfModel("prices", "All prices of the model"))];
  }
  const chart = priceChart(route, provider, changes, names);
  return [title, ...(chart ? [chart] : []), tableOf(changes, names), element("p", { class: "mc-hint" }, "Standard prices per million tokens. ", pageOfModel("sources", "Sources"))];
}

function changesOf(route, rates) {
  const found = [];
  let before = null;
  for (const period of route.prices ?? []) {
    if (!found.length || differs(before, period.standard, rates)) found.push(period);
    before = period.standard ?? before;
  }
  return found;
}

function differs(before, now, rates) {
  if (!before || !now) return false;
  return rates.some((name) => isKnown(before[name]) && isKnown(now[name]) && before[name] !== now[name]);
}

/* The chart */

// null where a change of currency leaves nothing to compare.
export function priceChart(route, provider, changes, { today, words }) {
  const currencies = new Set(changes.map((period) => period.currency ?? "USD"));
  if (currencies.size > 1) return null;
  const [currency] = currencies;
  const label = (value) => money(decimal(value), currency, words);
  const lines = DRAWN.map((name) => [words.rates[name], stepsOf(changes, name)]).filter(([, steps]) => steps.length);
  if (!lines.length) return null;
  const steps = lines.flatMap(([, of]) => of);
  const first = steps.map(({ day }) => day).sort()[0];
  const top = Math.max(...steps.map(({ value }) => value)) || 1;
  const span = Math.max(daysBetween(first, today), 1);
  const x = (day) => LEFT + (daysBetween(first, day) / span) * (WIDTH - LEFT - RIGHT);
  const y = (value) => HEIGHT - BOTTOM - (value / top) * (HEIGHT - TOP - BOTTOM);
  const title = `Price per million tokens at ${provider.name}, ${route.model_id}`;
  const right = WIDTH - RIGHT;
  const bottom = HEIGHT - BOTTOM;
  return drawing(
    "svg",
    { class: "mc-chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": title },
    drawing("title", {}, title),
    drawing("path", { class: "mc-chart-grid", d: `M${LEFT} ${TOP}H${right}M${LEFT} ${bottom}H${right}` }),
    drawing("text", { class: "mc-chart-end", x: LEFT - 8, y: TOP + 4 }, label(top)),
    drawing("text", { class: "mc-chart-end", x: LEFT - 8, y: bottom + 4 }, label(0)),
    drawing("text", { x: LEFT, y: HEIGHT - 8 }, first),
    drawing("text", { class: "mc-chart-end", x: right, y: HEIGHT - 8 }, today),
    ...lines.map(([name, of], place) => lineOf(name, of, place + 1, { x, y, label, today, right })),
  );
}

function stepsOf(changes, name) {
  const known = changes.filter((period) => isKnown(period.standard?.[name]));
  return known.map((period) => ({ day: period.from, value: period.standard[name] }));
}

function lineOf(name, steps, number, { x, y, label, today, right }) {
  const corner = (day, value) => `${tenths(x(day))},${tenths(y(value))}`;
  const points = steps.flatMap(({ day, value }, place) => [corner(day, value), corner(steps[place + 1]?.day ?? today, value)]);
  const marks = steps.map(({ day, value }) => {
    const told = drawing("title", {}, `${name}: ${label(value)} from ${day}`);
    return drawing("circle", { cx: tenths(x(day)), cy: tenths(y(value)), r: 4 }, told);
  });
  const end = drawing("text", { class: "mc-chart-end", x: right, y: tenths(y(steps.at(-1).value) - 6) }, name);
  return drawing("g", { class: `mc-chart-line-${number}` }, drawing("polyline", { points: points.join(" ") }), ...marks, end);
}

function daysBetween(from, to) {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function tenths(value) {
  return Math.round(value * 10) / 10;
}

/* The table */

function tableOf(changes, { words }) {
  const heads = [["Since", ""], ["Known by", ""], ...TOLD.map((name) => [words.rates[name], "n"]), ["Remark", ""]];
  const head = element("tr", {}, ...heads.map(([label, kind]) => element("th", { scope: "col", ...(kind ? { class: kind } : {}) }, label)));
  const rows = [...changes].reverse().map((period) => {
    const remark = period.corrects ? "Corrects an error" : (period.because ?? "");
    const since = element("th", { scope: "row" }, element("time", { datetime: period.from }, period.from));
    const prices = TOLD.map((name) => amountCell(priceOf(period, name, words)));
    return element("tr", {}, since, element("td", {}, period.basis), ...prices, element("td", {}, remark));
  });
  const table = element("table", { class: "mc-data mc-history" }, element("thead", {}, head), element("tbody", {}, ...rows));
  return element("div", { class: "mc-scroll", role: "region", "aria-label": "Price history", tabindex: "0" }, table);
}

function priceOf(period, name, words) {
  const known = period.standard?.[name];
  return isKnown(known) ? money(decimal(known), period.currency ?? "USD", words) : unknown();
}

function isKnown(value) {
  return value !== null && value !== undefined;
}
