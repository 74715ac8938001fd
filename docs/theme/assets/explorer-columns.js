// What the explorer shows of a row: its columns, facets and ranges, and the words for values.

import { element } from "./dom.js";

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
export const RANGES = [
  { field: "ctx", label: "Context", unit: "tokens", least: WINDOWS, most: WINDOWS },
  { field: "in", label: "Input", unit: "$ per million tokens", least: PRICES, most: PRICES },
  { field: "out", label: "Output", unit: "$ per million tokens", least: PRICES, most: PRICES },
  { field: "released", label: "Released", unit: "", least: ["-90d", "-365d", "2026", "2025", "2024"], most: ["-90d", "-365d", "2026", "2025", "2024"] },
];

// `numeric` aligns a column, and says which order comes first when somebody asks for one. `in` is the only view.
export const COLUMNS = {
  developer: { label: "Developer", value: (row, data) => data.names.developers[of(row, "developer")] },
  provider: { label: "Provider", in: "routes", value: (row, data) => data.names.providers[row.provider] },
  family: { label: "Family", value: (row) => of(row, "family") },
  status: { label: "Status", value: (row) => row.status },
  variant: { label: "Variant", in: "routes", value: (row) => row.variant },
  ctx: { label: "Context", numeric: "down", value: (row) => row.ctx },
  max: { label: "Max output", numeric: "down", value: (row) => row.max },
  in: { label: "Input", numeric: "up", value: (row) => row.in },
  cached: { label: "Cached", numeric: "up", value: (row) => row.cached },
  out: { label: "Output", numeric: "up", value: (row) => row.out },
  at: { label: "Price at", in: "models", value: (row, data) => data.names.providers[row.at] },
  released: { label: "Released", value: (row) => of(row, "released") },
  cutoff: { label: "Cutoff", value: (row) => of(row, "cutoff") },
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
  kept: { label: "Kept, days", in: "routes", numeric: "up", value: (row) => row.kept },
  evidence: { label: "Evidence", in: "models", value: (row) => row.evidence },
};

export const SHOWN = {
  models: ["developer", "status", "ctx", "max", "in", "out", "at", "released", "evidence"],
  routes: ["provider", "status", "variant", "ctx", "in", "out", "region", "zdr", "trains", "kept"],
};

function of(row, field) {
  return (row.model ?? row)[field];
}

// The word for a value of a field.
export function labelOf(field, value, data) {
  if (field === "developer") return data.names.developers[value] ?? value;
  if (field === "provider") return data.names.providers[value] ?? value;
  const known = LABELS_OF[field]?.[value] ?? LABELS[value];
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

// A row as a record of a file: the fields that are shown, as plain values.
export function fileOf(row, columns, data) {
  const model = row.model ?? row;
  const record = { id: model.id, name: model.name };
  if (row.model) record.api_id = row.api_id;
  for (const name of columns) record[name] = COLUMNS[name].value(row, data) ?? null;
  if (columns.some((name) => ["in", "out", "cached"].includes(name))) record.currency = row.currency;
  return record;
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
  const digits = value.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 10 });
  return `${CURRENCY[currency] ?? `${currency} `}${digits}`;
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

function unknown(text = "Unknown") {
  return element("i", { class: "mc-unknown" }, text);
}

function muted(text) {
  return element("span", { class: "mc-muted" }, text);
}
