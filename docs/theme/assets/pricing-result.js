// What a workload costs at each route of a model, and the formula behind one of the sums, as elements of the page.
//
// Direct hosts, gateways and variants stand in one list by cost and are told apart by words. Sums in different
// currencies are not compared: those in the currency of most routes come first.

import { element } from "./dom.js";
import { grouped } from "./numbers.js";
import { isMeant, keyOf, unitKey, unitOf } from "./pricing-address.js";
import { amountCell, money, sum } from "./pricing-figures.js";
import { priceHistory } from "./pricing-history.js";
import { decimal, order, periodOn, price, times } from "./pricing-rule.js";

const SHOWN = 8;
const MOST_UNITS = 12;
const DAYS = 30;
const BEST = { direct: "cheapest direct", gateway: "cheapest gateway", variant: "cheapest variant" };
const THINGS = {
  image: "Images",
  audio_minute: "Minutes of audio",
  video_second: "Seconds of video",
  million_characters: "Characters",
  thousand_pages: "Pages",
  request: "Requests",
  thousand_searches: "Searches",
  million_token_hours: "Token hours of storage",
};

/* What to reckon with */

function usageOf(state) {
  const share = (percent) => Math.round((state.in * percent) / 100);
  const life = state.life ? `cache_write_${state.life}_tokens` : "cache_write_tokens";
  const counted = [...state.units].map(([key, count]) => {
    const [unit, what] = unitOf(key);
    return { unit, what, count };
  });
  // Two shares that make up the whole may round to one token more than it.
  const cached = share(state.cached);
  const written = Math.min(share(state.written), state.in - cached);
  return { input_tokens: state.in, cached_input_tokens: cached, [life]: written, output_tokens: state.out, counted, mode: state.mode };
}

// The routes of one chosen item: those with a cost, cheapest first, and the others by why they have none.
export function offersOf(model, item, state, names) {
  const usage = usageOf(state);
  const offers = { item, model, rows: [], unknown: [], retired: [], later: [], left: 0 };
  const wanted = model.routes.filter((route) => isMeant(route, item));
  for (const route of wanted) {
    const provider = names.providers.get(route.provider) ?? { name: route.provider, gateway: false };
    const sort = route.variant ? "variant" : provider.gateway ? "gateway" : "direct";
    const row = { model, route, provider, sort, key: keyOf({ model: model.id, provider: route.provider, id: route.model_id, variant: route.variant }) };
    if (!item.provider && !state.hosts.includes(sort)) offers.left += 1;
    else if (route.retires_on && route.retires_on <= state.on) offers.retired.push(row);
    else if (route.available_from && route.available_from > state.on) offers.later.push(row);
    else {
      row.cost = price(route, usage, state.on);
      row.long = tooLong(model, route, usage);
      if (row.cost?.total) offers.rows.push(row);
      else offers.unknown.push(row);
    }
  }
  rank(offers.rows);
  return offers;
}

function tooLong(model, route, usage) {
  const context = route.context_window ?? model.context_window;
  const input = route.max_input_tokens ?? model.max_input_tokens;
  if (context && usage.input_tokens + usage.output_tokens > context) return `longer than its context window, ${grouped(context)} tokens`;
  return input && usage.input_tokens > input ? `input longer than it takes, ${grouped(input)} tokens` : "";
}

function rank(rows) {
  const count = (code) => rows.filter((row) => row.cost.currency === code).length;
  const main = [...new Set(rows.map((row) => row.cost.currency))].sort((a, b) => count(b) - count(a) || (a < b ? -1 : 1));
  const place = (row) => main.indexOf(row.cost.currency);
  rows.sort((a, b) => Boolean(a.long) - Boolean(b.long) || place(a) - place(b) || order(a.cost.total, b.cost.total));
  for (const sort of Object.keys(BEST)) {
    const alike = rows.filter((row) => row.sort === sort && !row.long && place(row) === 0);
    for (const row of alike) if (rows.length > 1 && order(row.cost.total, alike[0].cost.total) === 0) row.best = BEST[sort];
  }
}

// The row whose formula is shown unless somebody asks for another: of direct hosts first, of variants last.
export function firstShown(rows) {
  return ["direct", "gateway"].map((sort) => rows.find((row) => row.sort === sort && !row.long)).find(Boolean) ?? rows[0];
}

// Which things the chosen routes charge by the unit on that day, with a label for each.
export function unitFields(chosen, state) {
  const found = new Map();
  for (const key of state.units.keys()) found.set(key, labelOf(...unitOf(key)));
  for (const [model, item] of chosen) {
    for (const route of model.routes) {
      if (!isMeant(route, item)) continue;
      for (const { unit, what } of periodOn(route, state.on)?.[state.mode]?.per_unit ?? []) {
        if (unit !== "request" || what) found.set(unitKey(unit, what), labelOf(unit, what));
      }
    }
  }
  return [...found].slice(0, MOST_UNITS).map(([key, label]) => ({ key, label: key.startsWith("request") ? label : `${label}, a request` }));
}

function labelOf(unit, what) {
  return what ? `${THINGS[unit] ?? unit} (${what})` : (THINGS[unit] ?? unit);
}

/* The list */

export function groups(found, shown, state, names, site) {
  const heads = ["Provider and id", "A request", "A day", `${DAYS} days`, "Formula, history"];
  const head = element("tr", {}, ...heads.map((label, place) => element("th", { scope: "col", ...(place && place < 4 ? { class: "n" } : {}) }, label)));
  const bodies = found.map((offers) => group(offers, shown, state, names.words, site));
  const table = element("table", { class: "mc-data mc-offers" }, element("thead", {}, head), ...bodies);
  return region("What it costs", table);
}

function group(offers, shown, state, words, site) {
  const key = keyOf(offers.item);
  const link = element("a", { href: new URL(`models/${offers.model.id}/`, site).href }, offers.model.name);
  const head = element("tr", { class: "mc-group" }, element("th", { scope: "rowgroup", colspan: "5" }, link));
  const isAll = state.all.includes(key) || offers.rows.length <= SHOWN + 1;
  const rows = offers.rows.filter((row, place) => isAll || place < SHOWN || row === shown || (row.best && firstOf(offers.rows, row.best) === row));
  const made = rows.map((row) => offerRow(row, row === shown, state, words, site));
  const hidden = offers.rows.length - rows.length;
  const notes = [
    offers.rows.length ? "" : "No route has a known cost.",
    aside(`No ${state.mode === "standard" ? "" : `${state.mode} `}price known on that day`, offers.unknown.filter((row) => !row.cost)),
    ...missing(offers.unknown.filter((row) => row.cost), words),
    aside("Retired by that day", offers.retired),
    aside("Not offered yet on that day", offers.later),
    new Set(offers.rows.map((row) => row.cost.currency)).size > 1 ? "Sums in different currencies are not compared: those in the currency of most routes come first." : "",
    offers.left ? `${offers.left} ${offers.left === 1 ? "route is" : "routes are"} not shown by your choice.` : "",
  ].filter(Boolean);
  const foot = [];
  if (hidden) foot.push(element("button", { type: "button", class: "mc-button", "data-all": key }, `Show ${hidden} more`), " ");
  if (notes.length) foot.push(element("span", { class: "mc-muted" }, notes.join(" ")));
  if (foot.length) made.push(element("tr", { class: "mc-aside" }, element("td", { colspan: "5" }, ...foot)));
  return element("tbody", {}, head, ...made);
}

function firstOf(rows, best) {
  return rows.find((row) => row.best === best);
}

function aside(words, rows) {
  if (!rows.length) return "";
  const counts = new Map();
  for (const { provider } of rows) counts.set(provider.name, (counts.get(provider.name) ?? 0) + 1);
  return `${words}: ${[...counts].map(([name, count]) => (count > 1 ? `${name} (${count})` : name)).join(", ")}.`;
}

// What a price is missing for, and where.
function missing(rows, words) {
  const by = new Map();
  for (const row of rows) {
    const of = row.cost.terms.filter((term) => !term.amount).map((term) => nameOf(term, words).toLowerCase());
    const key = listing(of);
    by.set(key, [...(by.get(key) ?? []), row]);
  }
  return [...by].map(([what, those]) => aside(`No one price known for ${what}`, those));
}

function nameOf(term, words) {
  return term.what in THINGS ? labelOf(term.what, term.detail) : words.rates[term.what];
}

function offerRow(row, isShown, state, words, site) {
  const { route, provider, cost } = row;
  const day = times(cost.total, state.calls);
  const name = element("a", { href: new URL(`providers/${route.provider}/`, site).href }, provider.name);
  const head = element("th", { scope: "row" }, name);
  head.append(" ", element("code", {}, route.model_id));
  const told = [
    provider.gateway && "gateway",
    route.variant && `variant: ${route.variant}`,
    route.retires_on && `until ${route.retires_on}`,
    cost.above_input_tokens && `tier above ${grouped(cost.above_input_tokens)} input tokens`,
    cost.currency !== "USD" && `charged in ${cost.currency}`,
  ];
  if (told.some(Boolean)) head.append(element("small", {}, told.filter(Boolean).join(" · ")));
  if (row.long) head.append(element("small", { class: "mc-warn" }, row.long));
  if (row.best) head.append(element("small", { class: "mc-best" }, row.best));
  const button = element("button", { type: "button", "data-formula": row.key, "aria-pressed": String(isShown), "aria-label": `Formula and price history of ${provider.name}, ${route.model_id}` }, isShown ? "Shown" : "Show");
  return element(
    "tr",
    isShown ? { class: "mc-current" } : {},
    head,
    element("td", { class: "n" }, sum(cost.total, cost.currency, 6, words)),
    element("td", { class: "n" }, sum(day, cost.currency, 2, words)),
    element("td", { class: "n" }, sum(times(day, DAYS), cost.currency, 2, words)),
    element("td", {}, button),
  );
}

/* The formula */

export function formula(row, state, names, site) {
  const { cost, model, route, provider } = row;
  const { words } = names;
  const day = times(cost.total, state.calls);
  const heads = ["A request", "Count", "Price per million", "Cost"];
  const head = element("tr", {}, ...heads.map((label, place) => element("th", { scope: "col", ...(place ? { class: "n" } : {}) }, label)));
  const total = (label, amount) => element("tr", {}, element("th", { scope: "row", colspan: "3" }, label), amountCell(money(amount, cost.currency, words)));
  const foot = [
    total("A request", cost.total),
    total(`A day: × ${grouped(state.calls)} ${state.calls === 1 ? "request" : "requests"}`, day),
    total(`${DAYS} days: × ${DAYS}`, times(day, DAYS)),
  ];
  const body = element("tbody", {}, ...cost.terms.map((term) => termRow(term, cost, words)));
  const table = element("table", { class: "mc-data mc-formula" }, element("thead", {}, head), body, element("tfoot", {}, ...foot));
  const page = (fragment, label) => element("a", { href: new URL(`models/${model.id}/#${fragment}`, site).href }, label);
  const period = cost.period;
  const title = element("h3", { id: "formula" }, `${model.name} at ${provider.name}, `, element("code", {}, route.model_id));
  const told = [
    ["Mode", words.modes[cost.mode]],
    ["Tier", tierOf(cost)],
    ["Currency", cost.currency],
    ["Prices from", `${period.from} (${period.basis}${period.corrects ? ", correcting an error of ours" : ""})`],
    ["Evidence", page("sources", "Sources")],
  ];
  const labels = element("dl", { class: "mc-labels" }, ...told.map(([label, value]) => element("div", {}, element("dt", {}, label), element("dd", {}, value))));
  const notes = [
    cost.above_input_tokens ? "Once the input is longer than the bound of a tier, the whole request is charged at its prices." : "",
    cost.not_counted.length ? `Charged besides, where it is used: ${listing(cost.not_counted.map((unit) => `${unitPrice(unit, cost, words)}${unit.what ? ` (${unit.what})` : ""}`))}.` : "",
  ].filter(Boolean);
  const hints = notes.map((note) => element("p", { class: "mc-hint" }, note));
  return [title, labels, region("Formula", table), ...hints, ...priceHistory(row, names, page)];
}

function tierOf({ above_input_tokens }) {
  return above_input_tokens ? `above ${grouped(above_input_tokens)} input tokens` : "ordinary";
}

function termRow(term, cost, words) {
  const isUnit = term.what in THINGS;
  const head = element("th", { scope: "row" }, nameOf(term, words));
  if (term.priced_as !== term.what) {
    head.append(element("small", {}, `at the price of ${words.rates[term.priced_as].toLowerCase()}: none of its own is known`));
  }
  if (term.ordinary) head.append(element("small", {}, "at the price of shorter requests: the tier tells none"));
  const amount = `${money(term.price, cost.currency, words)}${isUnit ? ` per ${words.units[term.what]}` : ""}`;
  return element(
    "tr",
    {},
    head,
    element("td", { class: "n" }, grouped(term.count)),
    amountCell(amount),
    amountCell(money(term.amount, cost.currency, words)),
  );
}

function unitPrice(unit, cost, words) {
  return `${money(decimal(unit.price), cost.currency, words)} per ${words.units[unit.unit]}`;
}

function listing(parts) {
  return parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}` : (parts[0] ?? "");
}

function region(label, table) {
  return element("div", { class: "mc-scroll", role: "region", "aria-label": label, tabindex: "0" }, table);
}
