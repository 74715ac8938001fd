// What the explorer shows of a row: its columns, facets and ranges, and the words for values.

import { element } from "./dom.js";
import { isKnown, numberOf } from "./explorer-match.js";
import { price } from "./numbers.js";

const CURRENCY = { USD: "$", EUR: "€", CNY: "¥", GBP: "£" };

const LABELS = {
  unknown: "Unknown",
  yes: "Yes",
  no: "No",
  function_calling: "Function calling",
  structured_outputs: "Structured outputs",
  fine_tuning: "Fine-tuning",
  predicted_outputs: "Predicted outputs",
  prompt_caching: "Prompt caching",
  web_search: "Web search",
  code_execution: "Code execution",
  computer_use: "Computer use",
  pdf: "PDF",
  single_source: "Single source",
};
const LABELS_OF = {
  zdr: { default: "By default", on_request: "On request", contract: "By contract", unavailable: "Not offered" },
  eu: { only: "Only the EU", also: "Others too" },
  dpa: { standard: "Part of the terms", on_request: "On request", unavailable: "Not offered" },
  trains: { no: "No", opt_in: "Only with consent", opt_out: "Unless refused", yes: "Yes" },
  status: { unknown: "No known route" },
};

export const FACETS = [
  { field: "developer", label: "Developer" },
  { field: "provider", label: "Provider" },
  { field: "takes", label: "Takes" },
  { field: "gives", label: "Gives" },
  { field: "can", label: "Can" },
  { field: "status", label: "Status" },
  { field: "open", label: "Weights open" },
  { field: "zdr", label: "ZDR" },
  { field: "trains", label: "Training" },
  { field: "eu", label: "EU" },
  { field: "evidence", label: "Evidence" },
];

const PRICES = ["0", "0.1", "0.25", "0.5", "1", "2", "5", "10", "20"];
const WINDOWS = ["8k", "32k", "128k", "200k", "256k", "1m"];
const YEARS = ["2026", "2025", "2024", "2023"];
const AGO = [["-30d", "30 days ago"], ["-90d", "90 days ago"], ["-365d", "a year ago"]];
const AHEAD = [["30d", "in 30 days"], ["90d", "in 90 days"], ["365d", "in a year"]];
export const RANGES = [
  { field: "ctx", label: "Context, tokens", least: WINDOWS, most: WINDOWS },
  { field: "in", label: "Input, $ per million tokens", least: PRICES, most: PRICES },
  { field: "out", label: "Output, $ per million tokens", least: PRICES, most: PRICES },
  { field: "released", label: "Released", least: [...AGO, ...YEARS], most: [...AGO, ...YEARS] },
  { field: "ends", label: "Next end", least: AHEAD, most: AHEAD },
];

// Values that are not ordered by their letters, best or nearest first.
const ORDER = {
  status: ["active", "deprecated", "retired"],
  evidence: ["primary", "corroborated", "single source", "disputed"],
};

// `first` is the order in which somebody wants a column first: up from the smallest, or down from the largest. `numeric`
// aligns it, `in` is the only view that has it, and `fixed` is always there.
export const COLUMNS = {
  __proto__: null, // words of the address are looked up here, and "constructor" is no column
  name: { label: "Model", fixed: true, value: (row) => of(row, "name") },
  developer: { label: "Developer", value: (row, data) => data.names.developers[of(row, "developer")] },
  provider: { label: "Provider", in: "routes", value: (row, data) => data.names.providers[row.provider] },
  family: { label: "Family", value: (row) => of(row, "family") },
  status: { label: "Status", value: (row) => row.status },
  variant: { label: "Variant", in: "routes", value: (row) => row.variant },
  ctx: { label: "Context", numeric: true, first: "down", value: (row) => row.ctx },
  max: { label: "Max output", numeric: true, first: "down", value: (row) => row.max },
  in: { label: "Input", numeric: true, value: (row) => row.in },
  cached: { label: "Cached", numeric: true, value: (row) => row.cached },
  out: { label: "Output", numeric: true, value: (row) => row.out },
  at: { label: "Price at", in: "models", value: (row, data) => data.names.providers[row.at] },
  released: { label: "Released", first: "down", value: (row) => of(row, "released") },
  cutoff: { label: "Cutoff", first: "down", value: (row) => of(row, "cutoff") },
  ends: { label: "Next end", value: (row) => row.ends },
  takes: { label: "Takes", value: (row) => of(row, "takes").join(", ") },
  gives: { label: "Gives", value: (row) => of(row, "gives").join(", ") },
  can: { label: "Can", value: (row) => of(row, "can").map((word) => labelOf("can", word)).join(", ") },
  open: { label: "Open weights", value: (row) => of(row, "open") },
  license: { label: "Licence", value: (row) => of(row, "license") },
  region: { label: "Regions", in: "routes", value: (row) => row.regions.join(", ") },
  zdr: { label: "Zero retention", in: "routes", value: (row) => row.zdr.map((word) => labelOf("zdr", word)).join(", ") },
  trains: { label: "Trains on data", in: "routes", value: (row) => row.trains.map((word) => labelOf("trains", word)).join(", ") },
  dpa: { label: "Processing agreement", in: "routes", value: (row) => row.dpa.map((word) => labelOf("dpa", word)).join(", ") },
  kept: { label: "Kept, days", in: "routes", numeric: true, value: (row) => row.kept },
  evidence: { label: "Evidence", in: "models", value: (row) => row.evidence },
};

// What a column is sorted by. Prices in another currency than US dollars compare with none, so they come last.
export function sortKey(name, row, data) {
  if (["in", "out", "cached"].includes(name)) return numberOf(row, name);
  const value = COLUMNS[name].value(row, data);
  if (ORDER[name]) return isKnown(value) ? ORDER[name].indexOf(value) : null;
  return typeof value === "string" ? value.toLowerCase() : value;
}

export const SHOWN = {
  models: ["developer", "status", "ctx", "max", "in", "out", "at", "released", "evidence"],
  routes: ["provider", "status", "variant", "ctx", "in", "out", "region", "zdr", "trains", "kept"],
};

function of(row, field) {
  return (row.model ?? row)[field];
}

// What a table holds under a word that somebody wrote: every object has a "constructor", and none of these does.
function own(table, word) {
  return table && Object.hasOwn(table, word) ? table[word] : undefined;
}

// The word for a value of a field.
// Whether a column can be chosen where these rows are shown.
export function isOffered(name, view) {
  const column = COLUMNS[name];
  return Boolean(column) && !column.fixed && (column.in ?? view) === view;
}

export function labelOf(field, value, data) {
  if (field === "developer") return own(data.names.developers, value) ?? value;
  if (field === "provider") return own(data.names.providers, value) ?? value;
  const known = own(LABELS_OF[field], value) ?? own(LABELS, value);
  return known ?? value.charAt(0).toUpperCase() + value.slice(1).replaceAll("_", " ");
}

// What stands in a cell, the same as templates/directory.html writes.
export function cell(name, row, data, site) {
  const value = COLUMNS[name].value(row, data);
  const model = row.model ?? row;
  const to = (path, text) => element("a", { href: new URL(path, site).href }, text);
  switch (name) {
    case "developer":
      return to(`developers/${model.developer}/`, value);
    case "provider":
    case "at":
      return value ? to(`providers/${row.provider ?? row.at}/`, value) : unknown();
    case "family":
      return value ? to(`families/${model.developer}/${value}/`, data.names.families[`${model.developer}/${value}`]) : muted("None");
    case "status":
      return status(row, data);
    case "ctx":
    case "max":
      return value ? `${tokens(value)}${name === "ctx" && model.only_input ? " input" : ""}` : unknown();
    case "out":
      return value === null && row.unit ? row.unit : amount(value, row.currency);
    case "in":
    case "cached":
      return amount(value, row.currency);
    case "open":
      return value ? labelOf("open", value) : unknown();
    case "evidence":
      return evidence(model, value, site);
    case "variant":
      return value ?? muted("Plain");
    case "ends":
      return value ?? muted("None announced");
    default:
      return value === null || value === undefined || value === "" ? unknown() : String(value);
  }
}

export function tokens(count) {
  if (count >= 1e6) return `${rounded(count / 1e5) / 10}M`;
  return count >= 1e3 ? `${rounded(count / 1e3)}K` : String(count);
}

// A half goes to the even side, as it does on every other page.
function rounded(value) {
  const up = Math.round(value);
  return value % 1 === 0.5 && up % 2 ? up - 1 : up;
}

export function amount(value, currency) {
  if (value === null || value === undefined) return unknown();
  return `${CURRENCY[currency] ?? `${currency} `}${price(value)}`;
}

function status(row, data) {
  if (!row.status) return unknown("No known route");
  const made = [element("span", { class: `mc-status mc-status-${row.status}` }, row.status)];
  if (row.home && row.home !== row.status) made.push(element("small", {}, `${row.home} at ${data.names.developers[row.developer]}`));
  if (row.model && row.ends) made.push(element("small", {}, `${row.status === "retired" ? "since" : "until"} ${row.ends}`));
  return made;
}

function evidence(model, level, site) {
  const word = level ?? "unknown";
  const link = element("a", { href: new URL(`models/${model.id}/#sources`, site).href, "aria-label": `${word}: sources of ${model.name}` }, word);
  if (level === "disputed") link.className = "mc-warn";
  return link;
}

export function unknown(text = "Unknown") {
  return element("i", { class: "mc-unknown" }, text);
}

function muted(text) {
  return element("span", { class: "mc-muted" }, text);
}
