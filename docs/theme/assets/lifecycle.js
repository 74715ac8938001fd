// The page of all ends: days counted from the reader's clock, and every row for whoever asks for more.
//
// The page is complete for the day on which it was built. The rest of the rows are fetched when somebody filters, asks
// for all, or reads on another day than that of the build. Rows that stand on the page already keep their sources.

import { element } from "./dom.js";
import { decode } from "./explorer-data.js";
import { startCheck } from "./lifecycle-check.js";
import { distance, groupOf, isPast, readersDay, shapeOf, told } from "./lifecycle-days.js";
import { href, idsIn, newRow, recount } from "./lifecycle-rows.js";
import { grouped } from "./numbers.js";

const MOST_FOUND = 100;

const root = document.querySelector("[data-lifecycle]");
if (root) start();

function start() {
  const today = readersDay(root.dataset.asOf);
  const table = root.querySelector("#ends-table");
  const field = root.querySelector("#ends-find");
  const provider = root.querySelector("#ends-provider");
  const status = root.querySelector("[data-ends-filter] [role=status]");
  const here = new Map([...table.querySelectorAll("tr[data-row]")].map((row) => [Number(row.dataset.row), row]));
  const bodies = [...table.tBodies].map((body) => ({
    key: body.dataset.group,
    body,
    head: body.querySelector(".mc-group"),
    most: body.querySelector(".mc-more") ? body.querySelectorAll("tr[data-row]").length : Infinity,
    more: body.querySelector(".mc-more") ?? moreRow(),
  }));
  const whole = new Set();
  let loading = null;
  let rows = null;
  let names = null;

  startCheck(root.querySelector("[data-check]"), today);
  for (const { key, more } of bodies) {
    const button = more.querySelector("[data-all]");
    button.hidden = false;
    button.addEventListener("click", () => {
      whole.add(key);
      update();
    });
  }
  for (const part of root.querySelectorAll("[data-without-script]")) part.hidden = true;
  const asked = new URLSearchParams(location.search);
  field.value = asked.get("find") ?? "";
  if (asked.has("provider")) provider.value = asked.get("provider");
  if (provider.selectedIndex < 0) provider.value = "";
  for (const input of [field, provider]) input.addEventListener("input", filter);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !field.value) return;
    field.value = "";
    filter();
  });
  if (today !== root.dataset.asOf || field.value || provider.value) update();

  function filter() {
    const address = new URL(location);
    for (const [name, { value }] of [["find", field], ["provider", provider]]) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    history.replaceState(null, "", address);
    return update();
  }

  async function load() {
    loading ??= fetch(href("lifecycle/ends.json")).then((answer) => {
      if (!answer.ok) throw new Error(answer.statusText);
      return answer.json();
    });
    const data = await loading;
    if (rows) return;
    names = data.names;
    rows = decode(data.columns).map((row, place) => {
      const known = [row.model, names.models[row.model], row.provider, names.providers[row.provider], ...row.ids, ...row.details];
      return { ...row, place, group: groupOf(row, today), text: known.join(" ").toLowerCase() };
    });
  }

  async function update() {
    try {
      await load();
    } catch {
      loading = null;
      status.textContent = "The rows could not be fetched. Check the connection and try again.";
      return;
    }
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const filtering = words.length > 0 || provider.value !== "";
    const found = rows.filter(
      (row) => (!provider.value || row.provider === provider.value) && words.every((word) => row.text.includes(word)),
    );
    for (const place of bodies) fill(place, found.filter((row) => row.group === place.key), filtering);
    const all = `${grouped(rows.length)} ends`;
    status.textContent = filtering ? `${grouped(found.length)} of ${all}` : all;
    root.querySelector("[data-none]").hidden = found.length > 0;
    if (today !== root.dataset.asOf) recount(root, rows, today);
  }

  function fill({ key, body, head, most, more }, found, filtering) {
    const sign = isPast(key) ? -1 : 1;
    const ordered = [...found].sort((a, b) => sign * (Date.parse(a.day) - Date.parse(b.day) || 0));
    const limit = whole.has(key) ? ordered.length : filtering ? MOST_FOUND : most;
    const shown = ordered.slice(0, limit).map(rowOf);
    const ids = idsIn(found);
    head.querySelector("[data-ids]").textContent = `${grouped(ids)} ${ids === 1 ? "id" : "ids"}`;
    const left = ordered.length - shown.length;
    more.querySelector("span").textContent = `${grouped(left)} ${shown.length ? "more" : "rows"}`;
    more.querySelector("[data-all]").textContent = shown.length ? "Show all" : "Show these";
    body.replaceChildren(head, ...shown, ...(left ? [more] : []));
    body.hidden = ordered.length === 0;
  }

  function rowOf(row) {
    const made = here.get(row.place) ?? newRow(row, names);
    here.set(row.place, made);
    const cell = made.querySelector(".mc-when");
    cell.className = `mc-when mc-end-${shapeOf(row.group)}`;
    cell.querySelector(".mc-value").textContent = told(row, today);
    if (row.day) cell.querySelector("small").textContent = distance(row.day, today);
    return made;
  }
}

function moreRow() {
  const button = element("button", { type: "button", class: "mc-button", "data-all": "", hidden: "" });
  const cell = element("td", { colspan: 5 }, button, " ", element("span"));
  return element("tr", { class: "mc-more" }, cell);
}
