// Which ids a text names, and what the catalog knows by each of them.
//
// A list is taken at its word: every item is an id, known or not. Of code and settings only what the catalog knows is
// taken, what stands where a model is named, and what is a slip away from an id: most words of a program are no ids.

import { decode } from "./explorer-data.js";
import { distance } from "./explorer-query.js";

const TOKEN = /[A-Za-z0-9@][\w.:@/+~-]*/g;
const NAMED = /(?:model|deployment|engine)[\w.-]*["'`]?(?:\s*(?:[:=]|=>)\s*|\s+)["'`]?([A-Za-z0-9@][\w.:@/+~-]*)/gi;
const CODE = /[{}()=<>;$]|["'`]\s*:|:\s|^\s*(?:import|from|def|return|const|let|var)\b/;
const MOST_WORDS = 5;
const MOST_NEAR = 3;
const MOST_GUESSED = 60;

// Text -> the ids in it, each once: as written, whether it stands where a model is named, and whether to speak of it even
// when nobody knows it.
export function wanted(text) {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/(^|\s)(#|\/\/).*$/, "").trim());
  const isList = lines.every((line) => !CODE.test(line) && line.split(/\s+/).length <= MOST_WORDS);
  const found = new Map();
  const add = (word, named, sure) => {
    const id = word.replace(/[.,:;/~+-]+$/, "");
    if (!id) return;
    const before = found.get(id.toLowerCase());
    found.set(id.toLowerCase(), { id, named: named || before?.named, sure: sure || before?.sure });
  };
  if (isList) {
    for (const item of lines.flatMap((line) => line.split(","))) {
      add(item.replace(/^[\s\-*•"'`[\]]+|[\s"'`[\]]+$/g, ""), true, true);
    }
    return [...found.values()];
  }
  for (const line of text.split(/\r?\n/)) {
    const named = new Set([...line.matchAll(NAMED)].map((match) => match[1]));
    for (const [word] of line.matchAll(TOKEN)) {
      // An address holds ids among its parts.
      if (word.includes("://")) word.split("/").forEach((part) => add(part, false, false));
      // `model = row.model` names no model.
      else add(word, named.has(word), named.has(word) && /[\d/-]/.test(word));
    }
  }
  return [...found.values()];
}

export class Known {
  constructor({ names, models, routes, ids }) {
    this.names = names;
    this.models = models;
    this.routes = decode(routes);
    this.index = new Map(decode(ids).map((row) => [row.id, row]));
    this.byModel = byModel(this.routes);
    this.guessed = 0;
  }

  // Text -> an answer for each id in it, in the order in which they stand there.
  read(text) {
    this.guessed = 0;
    return wanted(text).flatMap(({ id, named, sure }) => {
      const found = named || looksLikeId(id) ? this.resolve(id) : null;
      if (found) return [{ id, ...found, near: [] }];
      const near = sure || (looksLikeId(id) && /\d/.test(id) && id.length > 5) ? this.near(id, sure) : [];
      return sure || near.length ? [{ id, as: id, routes: [], models: [], near }] : [];
    });
  }

  // An id -> what it names, by itself or without what stands before it: an account, a region, a gateway.
  resolve(id) {
    let rest = id.toLowerCase();
    for (;;) {
      const found = this.lookup(rest);
      if (found) return { as: rest, ...this.meaning(found) };
      const cut = rest.search(/[/:]/);
      if (cut < 0 || !looksLikeId(rest.slice(cut + 1))) return null;
      rest = rest.slice(cut + 1);
    }
  }

  lookup(id) {
    const exact = this.index.get(id);
    if (exact) return exact;
    const cut = id.indexOf("/");
    const provider = id.slice(0, Math.max(cut, 0));
    const routes = this.index.get(id.slice(cut + 1))?.routes.filter((number) => this.routes[number].provider === provider);
    return routes?.length ? { routes, models: [] } : null;
  }

  // A name of a model stands for all of its routes, a callable id for those that are called so.
  meaning({ routes, models }) {
    const called = routes.map((number) => this.routes[number]);
    const all = called.length ? called : models.flatMap((number) => this.byModel.get(number) ?? []);
    const numbers = called.length ? called.map((route) => route.model) : models;
    return { routes: all, models: [...new Set(numbers)].map((number) => this.models[number]), callable: called.length > 0 };
  }

  // Ids that may have been meant, each of another model, the likeliest first.
  near(id, sure) {
    this.guessed += 1;
    if (this.guessed > MOST_GUESSED) return [];
    const tail = id.toLowerCase().split("/").pop();
    const tight = squash(tail);
    const most = tail.length < 6 ? 1 : tail.length < 14 ? 2 : 3;
    const scored = [];
    this.tight ??= [...this.index.keys()].map((known) => [known, squash(known.split("/").pop())]);
    for (const [known, squashed] of this.tight) {
      // A slip in the first letter is rare, and to look for it among thousands of words takes long.
      if (!sure && tight[0] !== squashed[0]) continue;
      const far = this.far(tight, squashed, most, sure);
      // Of ids that are equally near, one that is called leads names of models.
      if (far <= most) scored.push([far + (this.index.get(known).routes.length ? 0 : 0.001), known.length, known]);
    }
    scored.sort((a, b) => a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : 1));
    const found = new Map();
    for (const [, , known] of scored) {
      const [model] = this.meaning(this.index.get(known)).models;
      if (model && !found.has(model)) found.set(model, { id: known, model });
      if (found.size === MOST_NEAR) break;
    }
    return [...found.values()];
  }

  // A longer id that holds a known one, or a part of one, is near only where an id was surely meant.
  far(tight, squashed, most, sure) {
    if (tight === squashed) return 0;
    if (sure && squashed.length > 4 && tight.length > 4) {
      if (tight.includes(squashed)) return 1 + 1 / squashed.length;
      if (squashed.startsWith(tight)) return 1 + squashed.length / 1000;
    }
    return distance(tight, squashed, most);
  }
}

// Words alone are no ids: an id has a number, or parts.
function looksLikeId(text) {
  return /[\d/.:@-]/.test(text) && /[a-z]/i.test(text);
}

function squash(text) {
  return text.replaceAll(/[^a-z0-9]+/g, "");
}

function byModel(routes) {
  const found = new Map();
  for (const route of routes) {
    if (!found.has(route.model)) found.set(route.model, []);
    found.get(route.model).push(route);
  }
  return found;
}
