// The current view as a file: the rows that are found, with the columns that are shown.

import { COLUMNS } from "./explorer-columns.js";
import { csv, save as saveFile } from "./file.js";

export function save(kind, name, rows, columns, data) {
  const fields = fieldsOf(name, columns);
  const records = rows.map((row) => recordOf(row, fields, data));
  if (kind === "json") saveFile(`${name}.json`, JSON.stringify(records, null, 1), "application/json");
  else saveFile(`${name}.csv`, csv(fields, records));
}

function fieldsOf(view, columns) {
  const ids = view === "routes" ? ["id", "name", "api_id"] : ["id", "name"];
  const currency = columns.some((name) => ["in", "out", "cached"].includes(name)) ? ["currency"] : [];
  return [...ids, ...columns, ...currency];
}

function recordOf(row, fields, data) {
  const model = row.model ?? row;
  const own = { id: model.id, name: model.name, api_id: row.api_id, currency: row.currency };
  return Object.fromEntries(fields.map((field) => [field, (field in own ? own[field] : COLUMNS[field].value(row, data)) ?? null]));
}
