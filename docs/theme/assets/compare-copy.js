// A comparison as Markdown or CSV, read from the page as it stands: the same on a prerendered page and in the tool.
//
// What is hidden as "the same" is left out. Every value goes with its source: a footnote in Markdown, a column in CSV.

import { cell } from "./file.js";

// Place of a comparison -> { title, columns, rows, references }
export function read(place) {
  const table = place.querySelector("table.mc-compare");
  const references = new Map();
  for (const item of place.querySelectorAll(".mc-references li")) {
    const link = item.querySelector("a");
    const about = textOf(item.querySelector(".mc-muted"));
    references.set(`#${item.id}`, { number: item.id.replace("ref-", ""), title: textOf(link), url: link.href, about });
  }
  const rows = [];
  for (const group of table.tBodies) {
    if (group.hidden) continue;
    const title = textOf(group.querySelector(".mc-group th"));
    for (const row of group.querySelectorAll("tr:not(.mc-group)")) {
      if (row.hidden) continue;
      const label = row.querySelector("th").firstChild.textContent.trim();
      const cells = [...row.querySelectorAll("td")].map((cell) => readCell(cell, references));
      rows.push({ group: title, label, differs: !("same" in row.dataset), cells });
    }
  }
  const columns = [...table.tHead.querySelectorAll("th")].map((head) => [...head.children].map(textOf).join(" "));
  return { title: textOf(document.querySelector("h1")), columns, rows, references };
}

function readCell(cell, references) {
  const mark = cell.querySelector(".mc-cite a");
  const said = [textOf(cell.querySelector(".mc-value")), textOf(cell.querySelector(".mc-best"))].filter(Boolean).join(", ");
  const note = textOf(cell.querySelector("small"));
  return {
    text: note ? `${said} (${note})` : said,
    source: mark ? references.get(mark.getAttribute("href")) : null,
    disputed: mark?.classList.contains("mc-disputed") ?? false,
  };
}

function textOf(element) {
  return element?.textContent.replace(/\s+/g, " ").trim() ?? "";
}

/* Markdown */

export function markdown({ title, columns, rows }, address) {
  const cited = new Map();
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const lines = [line(["", ...columns.map(plain)]), line(["---", ...columns.map(() => "---")])];
  let group = "";
  for (const row of rows) {
    if (row.group !== group) lines.push(line([`**${plain(row.group)}**`, ...columns.map(() => "")]));
    group = row.group;
    lines.push(line([plain(row.label) + (row.differs ? " ≠" : ""), ...row.cells.map((cell) => value(cell, cited))]));
  }
  const notes = [...cited.values()].map(({ number, title: name, url, about }) => `[^${number}]: [${plain(name)}](<${url}>), ${plain(about)}`);
  return [`## ${plain(title)}`, lines.join("\n"), notes.join("\n"), `Source: <${address}>`].filter(Boolean).join("\n\n") + "\n";
}

function value({ text, source, disputed }, cited) {
  if (source) cited.set(source.number, source);
  return `${plain(text)}${disputed ? " (disputed)" : ""}${source ? `[^${source.number}]` : ""}`;
}

// Signs that Markdown or HTML would read as its own.
function plain(text) {
  return text.replace(/[\\`*_[\]<>|~#&]/g, "\\$&");
}

/* CSV */

export function csv({ columns, rows }) {
  const heads = columns.flatMap((column) => [column, `${column}: source`]);
  const lines = rows.map((row) => [
    row.group,
    row.label,
    row.differs ? "yes" : "no",
    ...row.cells.flatMap(({ text, source }) => [text, source?.url ?? ""]),
  ]);
  return [["Group", "Fact", "Differs", ...heads], ...lines].map((line) => line.map(field).join(",")).join("\r\n") + "\r\n";
}

export function field(text) {
  return cell(text, /^[+-]?\d[\d,]*(\.\d+)?%?$/.test(text));
}
