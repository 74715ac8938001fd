// What somebody takes away from a page: rows as CSV, and a text as a file.

import { element } from "./dom.js";

export function csv(fields, records) {
  const lines = [fields, ...records.map((record) => fields.map((field) => record[field]))];
  return lines.map((line) => line.map(quoted).join(",")).join("\r\n");
}

export function save(name, content, type = "text/csv;charset=utf-8") {
  const link = element("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function quoted(value) {
  return cell(value === null || value === undefined ? "" : String(value), typeof value !== "string");
}

// A text as a cell of CSV. A sheet would run as a formula what begins so, unless it is a number.
export function cell(text, isNumber) {
  const safe = !isNumber && /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
