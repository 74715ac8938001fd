// Sources of all columns under one numbering: the marks in the table, the list at its foot, and where sources differ.
//
// The markup is that of templates/macros.html, and the notes have the form that citations.js shows beside a mark.

import { element } from "./dom.js";

const MOST_SUPPORTS = 8;

export class References {
  // What citations.js shows, by the number of the note.
  notes = [];
  // By address: the number, the newest day on which it was read, and the facts that it supports.
  known = new Map();
  disputes = [];

  // A page meets its sources column by column, so this does.
  constructor(columns) {
    for (const column of columns) {
      for (const cell of Object.values(column.cells)) if (cell.mark) this.add(cell.mark, cell.text);
    }
  }

  add(mark, ours) {
    const { about, sources, reports } = mark;
    for (const { reference, day } of [...sources, ...reports]) this.meet(reference, day);
    for (const { reference } of sources) {
      // Which fact of what: "Azure gpt-4.1-nano: input price" is one of the source's input prices.
      const name = about.slice(about.lastIndexOf(": ") + 1).trim();
      const { facts } = this.known.get(reference.url);
      facts.set(name, (facts.get(name) ?? new Set()).add(about));
    }
    const isNew = !this.disputes.some((other) => other.mark.about === about && other.ours === ours);
    if (reports.length && isNew) this.disputes.push({ mark, ours });
  }

  meet(reference, day) {
    const known = this.known.get(reference.url) ?? { number: this.known.size + 1, reference, readOn: day, facts: new Map() };
    if (day > known.readOn) known.readOn = day;
    this.known.set(reference.url, known);
  }

  numberOf(reference) {
    return this.known.get(reference.url).number;
  }

  // The link to a cell's best source.
  mark({ mark: { about, level, sources, reports } }) {
    const note = { l: level, s: sources.map(({ reference, day }) => [this.numberOf(reference), day]) };
    if (reports.length) note.r = reports.map(({ reference, day, value }) => [this.numberOf(reference), day, value]);
    const [number] = note.s[0];
    const label = `Source ${number} for ${about}: ${reports.length ? "disputed" : level}`;
    const attributes = { href: `#ref-${number}`, "data-note": this.notes.push(note) - 1, "aria-label": label };
    const link = element("a", attributes, reports.length ? `${number}\u2009≠` : String(number));
    if (reports.length) link.className = "mc-disputed";
    return element("sup", { class: "mc-cite" }, link);
  }

  // What stands at the foot: the sources, and what others say.
  foot() {
    const items = [...this.known.values()].map((each) => this.item(each));
    const made = [element("h2", { id: "sources" }, "Sources"), element("ol", { class: "mc-references" }, ...items)];
    if (!this.disputes.length) return made;
    const disputes = this.disputes.map((dispute) => element("li", {}, ...this.told(dispute)));
    return [...made, element("h3", { id: "disputes" }, "Where sources differ"), element("ul", { class: "mc-disputes" }, ...disputes)];
  }

  item({ number, reference, readOn, facts }) {
    const about = element("span", { class: "mc-muted" }, `${reference.about} · read `, dayOf(readOn));
    const link = element("a", { href: reference.url }, reference.title);
    const made = element("li", { id: `ref-${number}` }, link, " ", about);
    const names = [...facts].map(([name, abouts]) => (abouts.size > 1 ? `${name} (${abouts.size})` : name));
    const more = names.length > MOST_SUPPORTS ? ` and ${names.length - MOST_SUPPORTS} more` : "";
    if (names.length) made.append(element("span", { class: "mc-supports" }, `Supports: ${names.slice(0, MOST_SUPPORTS).join(", ")}${more}.`));
    return made;
  }

  told({ mark, ours }) {
    const { about, reports } = mark;
    const others = reports.flatMap(({ reference, day, value }, place) => {
      const number = this.numberOf(reference);
      const link = element("a", { href: `#ref-${number}` }, `source ${number}`);
      return [" ", link, ` says ${value} (read `, dayOf(day), place < reports.length - 1 ? ");" : ")."];
    });
    return [element("strong", {}, about), `: here ${ours}`, this.mark({ mark }), ";", ...others];
  }
}

function dayOf(day) {
  return element("time", {}, day);
}
