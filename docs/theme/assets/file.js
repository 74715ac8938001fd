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
  const plain = value === null || value === undefined ? "" : String(value);
  // A sheet would run a text that begins so. A number is none.
  const safe = typeof value === "string" && /^[=+\-@\t\r\n]/.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
