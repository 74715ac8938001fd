// Bars above the tool's table: the same figures, by the same rules, as generator/site/view/comparison_charts.py draws.

import { cellsOf } from "./compare-table.js";
import { drawing, element } from "./dom.js";

const WIDTH = 1000;
const LEAST = 4;
const WIDE_SPAN = 100;

// -> the section of charts, or null when no two numbers compare.
export function charts(kinds, columns) {
  const drawn = (folded) => kinds.filter((group) => group.folded === folded).flatMap((group) => figures(group, columns));
  const [open, folded] = [drawn(false), drawn(true)];
  const parts = open.length ? [grid(open)] : [];
  if (folded.length) {
    const number = element("span", { class: "mc-muted" }, String(folded.length));
    parts.push(element("details", {}, element("summary", {}, "Charts of benchmarks ", number), grid(folded)));
  }
  return parts.length ? element("section", { class: "mc-bars", "aria-label": "Charts" }, ...parts) : null;
}

function grid(made) {
  return element("div", { class: "mc-bars-group" }, ...made);
}

function figures(group, columns) {
  const drawn = group.rows.map((row) => ({ row, cells: comparable(row, columns) })).filter(({ cells }) => cells.length);
  return drawn.flatMap(({ row, cells }) => {
    const sharing = drawn.filter((other) => other.row.scale === row.scale && unitOf(other.cells) === unitOf(cells));
    const scale = scaleOf(row.scale, sharing.flatMap((other) => valuesOf(other.cells)));
    return scale ? [figure(row.label, group.charted_as, scale, cells, columns)] : [];
  });
}

function comparable(row, columns) {
  if (!row.scale) return [];
  const cells = cellsOf(row, columns);
  // What routes have from one model is one number, however often it stands here.
  const models = new Set(columns.filter((_, place) => "value" in cells[place]).map((column) => column.model.id));
  const says = row.of_route || models.size > 1 || new Set(valuesOf(cells)).size > 1;
  return says && valuesOf(cells).length > 1 && unitOf(cells) !== null ? cells : [];
}

function valuesOf(cells) {
  return cells.filter((cell) => "value" in cell).map((cell) => cell.value);
}

function unitOf(cells) {
  const units = new Set(cells.filter((cell) => "value" in cell).map((cell) => cell.unit));
  return units.size === 1 ? [...units][0] : null;
}

function scaleOf(name, values) {
  // A share is drawn as a share.
  if (name === "percent") return { least: 100, top: 100, isLogarithmic: false };
  const above = values.filter((value) => value > 0);
  if (!above.length) return null;
  const [least, top] = [Math.min(...above), Math.max(...above)];
  return { least, top, isLogarithmic: top / least > WIDE_SPAN };
}

function widthOf(value, { least, top, isLogarithmic }) {
  if (value <= 0) return 0;
  if (!isLogarithmic) return Math.max(Math.floor((WIDTH * value) / top), LEAST);
  const start = Math.ceil(Math.log10(least)) - 1;
  return Math.max(Math.floor((WIDTH * (Math.log10(value) - start)) / (Math.log10(top) - start)), LEAST);
}

function figure(label, group, scale, cells, columns) {
  const remark = element("span", { class: "mc-muted" }, scale.isLogarithmic ? `${group}, logarithmic scale` : group);
  const caption = element("figcaption", {}, label, " ", remark);
  const bars = cells.map((cell, place) => {
    const value = element("span", cell.known === false ? { class: "mc-unknown" } : {}, cell.text);
    return element("li", {}, element("span", {}, columns[place].name), bar(columns[place].name, cell, scale), value);
  });
  return element("figure", {}, caption, element("ul", {}, ...bars));
}

function bar(name, cell, scale) {
  const title = drawing("title", {}, `${name}: ${cell.text}`);
  const attributes = { class: "mc-bar", viewBox: `0 0 ${WIDTH} 10`, preserveAspectRatio: "none", "aria-hidden": "true" };
  const made = drawing("svg", attributes, title);
  if ("value" in cell) made.append(drawing("rect", { width: widthOf(cell.value, scale), height: 10 }));
  return made;
}
