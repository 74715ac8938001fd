/* The site's search, in a worker that speaks the theme's four messages.

   Most people here look for an id that they have at hand, so ids, snapshots and aliases lead: whole,
   then from the start, then somewhere inside. Names come next, then words of names and ids, then
   words of the text. Only when all of that finds nothing are misspelt words tried. Every entry is
   looked at for each query: a few thousand are read faster than an inverted index is loaded.

   The index holds plain text (generator/site/search.py) and the theme inserts what we answer as
   HTML, so everything that leaves here is escaped. */

"use strict";

const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;

/* What a match is worth. Within one tier, shorter names and closer matches come first. */
const TIER = {
  idWhole: 9000, nameWhole: 8000, idStart: 7000, nameStart: 6000, nameWords: 5000, idInside: 4000,
  nameInside: 3000, allWords: 2000, text: 1000, misspelt: 500,
};

const TEASER = 160; // characters of text around a match
const SECTIONS = 2; // sections of a hand-written page shown below it

/* From the theme's folder for workers, where this file lies in the site. */
const INDEX = new URL("../../../search/pages.json", self.location);

let pages = null; // the index made ready, from the first query on
let asked = ""; // the newest query
let vocabulary = null; // the words of all names and ids, from the first misspelt query on

/* ---- Preparing text ---- */

const isAscii = (text) => /^[\0-\x7f]*$/.test(text);

/** Lower case without accents: how everything is compared. Most of it is ASCII and needs less. */
const fold = (text) => (isAscii(text) ? text.toLowerCase()
  : text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, ""));

const separated = (folded, by) =>
  folded.replace(isAscii(folded) ? /[^a-z0-9]+/g : /[^\p{L}\p{N}]+/gu, by);

/** Words of letters and digits, with a space around each: " gpt 4 1 nano ". */
const spaced = (text) => ` ${separated(fold(text), " ").trim()} `;

/** Without any separator, so that "gpt 4.1 nano" finds gpt-4.1-nano. */
const squeezed = (text) => separated(fold(text), "");

const escaped = (text) =>
  text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

/** An entry of the index, ready to be compared. */
function prepare({ location, title, text = "", keys = [] }) {
  const ids = keys.map((key) => ({ key, folded: fold(key), squeezed: squeezed(key) }));
  const name = { folded: fold(title), squeezed: squeezed(title), spaced: spaced(title) };
  return {
    location, title, text, ids, name,
    squeezed: [name.squeezed, ...ids.map((id) => id.squeezed)].join(" "),
    words: spaced([title, ...keys].join(" ")),
    body: spaced(text),
  };
}

/** Entries by page: a page comes first, its sections (addresses with a #) after it. */
function arrange(docs) {
  const byPage = new Map();
  for (const doc of docs) {
    const address = doc.location.split("#")[0];
    const page = byPage.get(address) || byPage.set(address, { sections: [] }).get(address);
    if (doc.location === address && !page.entry) page.entry = prepare(doc);
    else page.sections.push(prepare(doc));
  }
  return [...byPage.values()].filter((page) => page.entry);
}

/* ---- Comparing ---- */

/** Better the smaller the part of `whole` that the query leaves over; below 1. */
const closeness = (query, whole) => query.length / (whole.length + 1);

/* Separators are left out at the start alone: inside, 4.1 would be found in 2025-04-14. */
function scoreId(id, query) {
  const close = closeness(query.squeezed, id.squeezed);
  if (id.folded === query.folded) return TIER.idWhole + 1;
  if (id.squeezed === query.squeezed) return TIER.idWhole;
  if (id.squeezed.startsWith(query.squeezed)) return TIER.idStart + close;
  if (id.folded.includes(query.folded)) return TIER.idInside + close;
  return 0;
}

function scoreName(name, query) {
  const close = closeness(query.squeezed, name.squeezed);
  if (name.squeezed === query.squeezed) return TIER.nameWhole;
  if (name.squeezed.startsWith(query.squeezed)) return TIER.nameStart + close;
  if (name.spaced.includes(` ${query.words.join(" ")}`)) return TIER.nameWords + close;
  if (name.folded.includes(query.folded)) return TIER.nameInside + close;
  return 0;
}

/** How a word looks where it begins a word; a number has to be the whole of it: 4 is not 41. */
const beginning = (word) => (/^\p{N}+$/u.test(word) ? ` ${word} ` : ` ${word}`);

function scoreWords(entry, query) {
  const close = closeness(query.squeezed, entry.name.squeezed);
  if (query.beginnings.every((word) => entry.words.includes(word))) return TIER.allWords + close;
  const anywhere = (word) => entry.words.includes(word) || entry.body.includes(word);
  if (query.beginnings.every(anywhere)) return TIER.text + close;
  return 0;
}

/** The score of an entry, and the id that earned it. */
function score(entry, query) {
  if (!entry.squeezed.includes(query.squeezed)) return { points: scoreWords(entry, query), key: "" };
  let best = 0, key = "";
  for (const id of entry.ids) {
    const points = scoreId(id, query);
    if (points > best) [best, key] = [points, id.key];
  }
  const named = scoreName(entry.name, query);
  if (named > best) [best, key] = [named, ""];
  return { points: best || scoreWords(entry, query), key };
}

/* ---- Misspelt words ---- */

/** How many slips a word may hold. Short words and numbers would turn into other ones. */
function slipsAllowed(word) {
  if (word.length < 3 || /\p{N}/u.test(word)) return 0;
  return word.length < 6 ? 1 : 2;
}

/** Of three letters, none may be lost: gtp means gpt, but it does not mean tts. */
const isLikely = (word, candidate) => word.length > 3 || sorted(word) === sorted(candidate);

const sorted = (word) => [...word].sort().join("");

/** Edit distance where swapped neighbours count once; stops counting above `limit`. */
function distance(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let older = [], previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let smallest = row;
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, older[column - 2] + 1);
      current.push(cost);
      smallest = Math.min(smallest, cost);
    }
    if (smallest > limit) return limit + 1;
    [older, previous] = [previous, current];
  }
  return previous[b.length];
}

/** The words of all names and ids that each word of the query may have meant -> slips. */
function meanings(query) {
  vocabulary ??= new Set(pages.flatMap(({ entry }) => entry.words.trim().split(" ")));
  return query.words.map((word) => {
    const found = new Map(), limit = slipsAllowed(word);
    for (const candidate of vocabulary) {
      if (` ${candidate} `.startsWith(beginning(word))) found.set(candidate, 0);
      else if (limit) {
        const slips = distance(word, candidate, limit);
        if (slips <= limit && isLikely(word, candidate)) found.set(candidate, slips);
      }
    }
    return found;
  });
}

/** Pages of which the name or the ids hold a meaning of every word. */
function searchMisspelt(query) {
  const wanted = meanings(query);
  if (wanted.some((found) => !found.size)) return [];
  return pages.flatMap((page) => {
    const words = page.entry.words.trim().split(" ");
    let slips = 0;
    for (const found of wanted) {
      slips += words.reduce((least, word) => Math.min(least, found.get(word) ?? Infinity), Infinity);
      if (slips === Infinity) return [];
    }
    const points = TIER.misspelt - slips * 10 + closeness(query.squeezed, page.entry.name.squeezed);
    return [{ page, points, key: "", sections: [] }];
  });
}

/* ---- Answering ---- */

function searchExactly(query) {
  return pages.flatMap((page) => {
    const { points, key } = score(page.entry, query);
    const sections = page.sections
      .map((entry) => ({ entry, points: score(entry, query).points }))
      .filter((section) => section.points)
      .sort((a, b) => b.points - a.points)
      .slice(0, SECTIONS);
    const best = Math.max(points, ...sections.map((section) => section.points));
    return best ? [{ page, points: best, key, sections }] : [];
  });
}

/** The text around the first word that was looked for, with the words marked. */
function teaser(text, words) {
  const matcher = new RegExp(`(?<![\\p{L}\\p{N}])(${words.join("|")})`, "giu");
  const at = Math.max(0, text.search(matcher) - TEASER / 3);
  const from = at && text.indexOf(" ", at) + 1;
  const end = text.length > from + TEASER ? text.lastIndexOf(" ", from + TEASER) : text.length;
  const cut = text.slice(from, end > from ? end : from + TEASER);
  const marked = cut.split(matcher)
    .map((part, place) => (place % 2 ? `<mark>${escaped(part)}</mark>` : escaped(part)))
    .join("");
  return `<p>${from ? "… " : ""}${marked}${end < text.length ? " …" : ""}</p>`;
}

/** One hit as the theme draws it: the page, then its sections, all with the page's score. */
function answer({ page, points, key, sections }, query) {
  const { entry } = page;
  // The id that matched is told where neither name nor text show it.
  const matched = key && !`${entry.title} ${entry.text}`.includes(key) ? `${key} · ` : "";
  const item = (found, text) => ({
    location: found.location, title: escaped(found.title), text, score: points, terms: {},
  });
  return [
    item(entry, teaser(matched + entry.text, query.words)),
    ...sections.map((section) => item(section.entry, teaser(section.entry.text, query.words))),
  ];
}

function search(text) {
  const words = spaced(text).trim().split(" ");
  const query = {
    words, folded: fold(text.trim()), squeezed: squeezed(text), beginnings: words.map(beginning),
  };
  if (!query.squeezed) return [];
  let found = searchExactly(query);
  if (!found.length) found = searchMisspelt(query);
  found.sort((a, b) => b.points - a.points);
  return found.map((hit) => answer(hit, query));
}

/* Every page starts this worker and few readers search, so the index is fetched for the first query. Of the queries
   that come while it is on its way, the newest is answered; when it does not arrive, the next query asks again. */
let fetched = null;

const fetchPages = async () => {
  try {
    pages = arrange(await (await fetch(INDEX)).json());
  } catch {
    fetched = null;
  }
};

const reply = (items) => postMessage({ type: RESULT, data: { items } });

addEventListener("message", async ({ data: { type, data } }) => {
  if (type === SETUP) postMessage({ type: READY });
  if (type !== QUERY) return;
  asked = data;
  if (!asked.trim()) return reply([]);
  if (!pages) await (fetched ??= fetchPages());
  if (pages && data === asked) reply(search(asked));
});
