// The note of a fact: level, sources with the day each was read, and who says otherwise.
//
// Without this script a mark is a link to its reference at the foot of the page. With it, hover, focus or tap shows
// the same beside the fact. All text is placed as text; the notes come from a data block of the page itself.

import { element } from "./dom.js";

const known = {};
const data = document.getElementById("mc-notes");
if (data) addNotes("", JSON.parse(data.textContent));

// The notes of a page, or of marks that a script makes: those name their group in `data-notes`, and the ids of its
// references begin with it.
export function addNotes(group, notes) {
  if (!Object.keys(known).length) start();
  known[group] = notes;
}

function start() {
  const box = element("div", { class: "mc-note", id: "mc-note", role: "tooltip", hidden: "" });
  document.querySelector(".md-content").append(box);
  let mark = null;

  const show = (target) => {
    const group = target.dataset.notes ?? "";
    const note = known[group]?.[target.dataset.note];
    if (!note || mark === target) return;
    hide();
    mark = target;
    mark.setAttribute("aria-describedby", box.id);
    box.replaceChildren(...describe(nameOf(mark), note, group));
    box.hidden = false;
    place(box, mark);
  };

  const hide = () => {
    if (mark) mark.removeAttribute("aria-describedby");
    mark = null;
    box.hidden = true;
  };

  const markOf = (event) => event.target.closest?.(".mc-cite a[data-note]");
  let mouse = "";
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const target = markOf(event);
    const before = mouse;
    mouse = `${event.clientX} ${event.clientY}`;
    // What is laid out late moves the page under a mouse that rests: its note goes with the mark.
    if (mark && mouse === before) {
      place(box, mark);
      return;
    }
    if (target) show(target);
    else if (!box.contains(event.target) && mark !== document.activeElement) hide();
  });
  document.addEventListener("focusin", (event) => {
    const target = markOf(event);
    if (target) show(target);
    else if (!box.contains(event.target)) hide();
  });
  document.addEventListener("click", (event) => {
    const target = markOf(event);
    if (!target) {
      if (!box.contains(event.target)) hide();
      return;
    }
    // A tap shows the note; the note itself leads on to the reference. The keyboard's Enter follows the link.
    const tapped = event.pointerType === "touch" || event.pointerType === "pen";
    if (tapped) {
      event.preventDefault();
      show(target);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
}

// Facts that stand on the same evidence share a note, so the name of the fact is the mark's own: its label is
// "Source 3 for knowledge cutoff: primary".
function nameOf(mark) {
  return mark.getAttribute("aria-label").replace(/^Source \d+ for (.*): [^:]*$/s, "$1");
}

function describe(fact, note, group) {
  const name = element("p", {}, element("span", { class: "mc-note-name" }, fact), `: ${note.l}`);
  const sources = element("ul", {}, ...note.s.map(([number, day]) => line(group, number, `read ${day}`)));
  if (!note.r) return [name, sources];
  const others = note.r.map(([number, day, value]) => line(group, number, `says ${value}, read ${day}`, "mc-note-differs"));
  return [name, sources, element("p", { class: "mc-note-differs" }, "Others differ:"), element("ul", {}, ...others)];
}

function line(group, number, text, style = "") {
  const reference = document.getElementById(`${group}ref-${number}`);
  const title = reference?.querySelector("a")?.textContent ?? "";
  const link = element("a", { href: `#${group}ref-${number}` }, `${number}. ${title}`);
  return element("li", style ? { class: style } : {}, link, `, ${text}`);
}

function place(box, mark) {
  const frame = box.offsetParent.getBoundingClientRect();
  const at = mark.getBoundingClientRect();
  const width = box.offsetWidth;
  const left = Math.min(Math.max(at.left - width / 2, 8), document.documentElement.clientWidth - width - 8);
  box.style.left = `${left - frame.left}px`;
  box.style.top = `${at.bottom - frame.top + 6}px`;
}
