// Models and routes side by side: the same markup as templates/comparison_table.html, from columns (compare-columns.js).
//
// Every word is the generator's. Counted here are two things only: which rows differ, and which number is the best.

import { element } from "./dom.js";
import { References } from "./compare-references.js";

// -> { table, references }
export function comparison(kinds, columns) {
  const references = new References(columns);
  const head = element("tr", {}, element("td"), ...columns.map(headCell));
  const groups = kinds.map((group) => groupRows(group, columns, references)).filter(Boolean);
  const table = element("table", { class: "mc-data mc-compare" }, element("thead", {}, head), ...groups);
  const region = { class: "mc-scroll", role: "region", "aria-label": "Models side by side", tabindex: "0" };
  return { table: element("div", region, table), references };
}

// The cells of a row, in the order of the columns.
export function cellsOf(kind, columns) {
  return columns.map((column) => column.cells[kind.id] ?? { text: kind.missing, known: false });
}

function headCell(column) {
  const link = element("a", { href: column.href }, column.title);
  const remark = column.remark ? [element("small", {}, column.remark), element("code", {}, column.apiId)] : [];
  return element("th", { scope: "col" }, link, ...remark);
}

function groupRows(group, columns, references) {
  const kinds = group.rows.filter((kind) => kind.always || columns.some((column) => kind.id in column.cells));
  const isKnown = (kind) => columns.some((column) => kind.id in column.cells && column.cells[kind.id].known !== false);
  if (!kinds.some(isKnown)) return null;
  const names = columns.map((column) => element("td", { "aria-hidden": "true" }, column.name));
  const head = element("tr", { class: "mc-group" }, element("th", { scope: "rowgroup" }, group.title), ...names);
  return element("tbody", {}, head, ...kinds.map((kind) => row(kind, columns, references)));
}

function row(kind, columns, references) {
  const cells = cellsOf(kind, columns);
  const told = cells.filter((cell) => kind.absence_tells || cell.known !== false);
  const differs = new Set(told.map((cell) => JSON.stringify([cell.text, cell.note ?? ""]))).size > 1;
  const best = bestOf(kind, cells);
  const word = cells.every((cell) => cell.known !== false) ? kind.best : `${kind.best} known`;
  const head = element("th", { scope: "row" }, kind.label);
  if (differs) {
    const hidden = element("span", { class: "mc-hidden" }, " differs");
    head.append(element("span", { class: "mc-differs", title: "Differs" }, "≠", hidden));
  }
  const filled = cells.map((cell) => {
    const isBest = best !== null && cell.value === best;
    return element("td", {}, ...contents(cell, isBest ? word : "", references));
  });
  return element("tr", differs ? {} : { "data-same": "" }, head, ...filled);
}

function bestOf(kind, cells) {
  const measured = cells.filter((cell) => "value" in cell);
  const values = new Set(measured.map((cell) => cell.value));
  const units = new Set(measured.map((cell) => cell.unit));
  if (!kind.best || values.size < 2 || units.size !== 1) return null;
  return kind.higher ? Math.max(...values) : Math.min(...values);
}

function contents(cell, best, references) {
  const unknown = cell.known === false ? "mc-unknown" : "";
  const whole = cell.text.includes(" ") ? "" : "mc-one";
  const styles = ["mc-value", unknown, whole, cell.tone ? `mc-${cell.tone}` : ""];
  const made = [element("span", { class: styles.filter(Boolean).join(" ") }, cell.text)];
  if (cell.mark) made.push(references.mark(cell));
  if (best) made.push(" ", element("span", { class: "mc-best" }, best));
  if (cell.note) made.push(element("small", {}, cell.note));
  return made;
}
