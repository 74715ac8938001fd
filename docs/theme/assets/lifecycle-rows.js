// Rows of the table of ends that the page does not hold, and its figures for another day than that of the build.

import { element } from "./dom.js";
import { daysTo, distance } from "./lifecycle-days.js";
import { grouped } from "./numbers.js";

export const SITE = new URL("../", import.meta.url);

const MOST_IDS = 4;
const MOST_THERE = 2;

const within = (most) => (row, today) => row.group.startsWith("firm") && daysTo(row.day, today) <= most;
const among = (...groups) => (row) => groups.includes(row.group);
const ANY_DAY = among("any-day");
const FIGURES = {
  "within-30": within(30),
  "within-90": within(90),
  "within-365": within(365),
  "any-day": ANY_DAY,
  "floor-365": among("floor-30", "floor-90", "floor-365"),
  lately: among("lately"),
};
const COLUMNS = [
  within(30),
  within(90),
  within(365),
  (row) => row.group.startsWith("floor"),
  ANY_DAY,
  among("undated"),
  among("lately", "past"),
];

export function idsIn(rows) {
  return rows.reduce((sum, row) => sum + row.ids.length, 0);
}

export function newRow(row, names) {
  const name = names.models[row.model];
  const path = `models/${row.model}/`;
  const sources = element("a", { href: href(`${path}#sources`) }, row.checked ?? "Sources");
  sources.setAttribute("aria-label", row.checked ? `${row.checked}: sources of ${name}` : `Sources of ${name}`);
  const when = element("td", { class: "mc-when" }, element("span", { class: "mc-value" }));
  if (row.day) when.append(element("small"));
  return element(
    "tr",
    { "data-row": row.place },
    element("th", { scope: "row" }, link(path, name), ...idsOf(row)),
    element("td", {}, link(`providers/${row.provider}/`, names.providers[row.provider])),
    when,
    element("td", {}, ...replacement(row, names)),
    element("td", {}, sources),
  );
}

export function replacement({ to, to_ids, to_remark }, names) {
  if (!to) return [element("span", { class: "mc-unknown" }, "None named")];
  const remark = to_remark ? [element("small", {}, to_remark)] : [];
  return [link(`models/${to}/`, names.models[to]), ...codes(to_ids.slice(0, MOST_THERE)), ...remark];
}

// The leading figures, and those of each provider.
export function recount(root, rows, today) {
  const byProvider = Map.groupBy(rows, (row) => row.provider);
  const count = (cell, found, test) => {
    const ids = idsIn(found.filter((row) => test(row, today)));
    cell.textContent = grouped(ids);
    cell.classList.toggle("mc-none", ids === 0 && cell.matches("td"));
  };
  for (const figure of root.querySelectorAll("[data-figure]")) count(figure, rows, FIGURES[figure.dataset.figure]);
  for (const line of root.querySelectorAll("[data-provider]")) {
    const own = byProvider.get(line.dataset.provider) ?? [];
    line.querySelectorAll("td.n").forEach((cell, column) => count(cell, own, COLUMNS[column]));
    line.querySelector(".mc-day").replaceChildren(...nextEnd(own, today));
  }
  root.querySelector("[data-counted]").textContent = `from today, ${today}.`;
}

export function link(path, text) {
  return element("a", { href: href(path) }, text);
}

export function href(path) {
  return new URL(path, SITE).href;
}

function idsOf({ ids, details }) {
  const shown = ids.slice(0, MOST_IDS).map((id, at) => {
    return element("small", {}, element("code", {}, id), details[at] ? ` ${details[at]}` : "");
  });
  const left = ids.length - shown.length;
  return left > 0 ? [...shown, element("small", {}, `and ${left} more`)] : shown;
}

export function codes(ids) {
  return ids.map((id) => element("small", {}, element("code", {}, id)));
}

function nextEnd(own, today) {
  const days = own.filter((row) => row.group.startsWith("firm")).map((row) => row.day);
  if (!days.length) return [element("span", { class: "mc-muted" }, "None announced")];
  const [day] = days.sort();
  return [element("time", { datetime: day }, day), element("small", {}, distance(day, today))];
}
