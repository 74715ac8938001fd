// What a day means on the reader's clock: how far it is, and how soon somebody has to act.
//
// The same rules as in generator/site/view/ends.py, which are for the day of the build: a page that was built some days
// ago counts from today all the same. A floor that has passed retires nothing.

import { grouped } from "./numbers.js";

const DAY_MS = 86_400_000;
const SOON = [30, 90, 365];
const LATELY = 90;

// The reader's day; a clock that is behind the build by more than a time zone is not believed.
export function readersDay(asOf) {
  const now = new Date();
  const day = new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())).toISOString().slice(0, asOf.length);
  return daysTo(day, asOf) < -1 ? asOf : day;
}

export function daysTo(day, today) {
  return Math.round((Date.parse(day) - Date.parse(today)) / DAY_MS);
}

export function distance(day, today) {
  const days = daysTo(day, today);
  if (days === 0) return "today";
  const count = `${grouped(Math.abs(days))} ${Math.abs(days) === 1 ? "day" : "days"}`;
  return days > 0 ? `in ${count}` : `${count} ago`;
}

export function groupOf({ kind, day }, today) {
  if (!day) return "undated";
  const days = daysTo(day, today);
  if (days <= 0 && kind === "floor") return "any-day";
  if (days <= 0) return days >= -LATELY ? "lately" : "past";
  return `${kind}-${SOON.find((most) => days <= most) ?? "later"}`;
}

export function told(row, today) {
  const group = groupOf(row, today);
  if (group === "undated") return "no day told";
  if (group === "any-day") {
    const checked = row.checked ? `; last checked ${row.checked}` : "";
    return `may retire any day since ${row.day}${checked}`;
  }
  if (isPast(group)) return `retired ${row.day}`;
  return `${row.kind === "floor" ? "no sooner than" : "retires"} ${row.day}`;
}

// The mark that a group has in the legend.
export function shapeOf(group) {
  if (group === "any-day") return "open";
  return isPast(group) ? "retired" : group.split("-")[0];
}

export function isPast(group) {
  return group === "lately" || group === "past";
}
