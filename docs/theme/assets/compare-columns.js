// The columns of a comparison, fetched when they are wanted: one file a model, and one with all of its routes.
//
// A route's file holds what the route says for itself. What holds for every route of the model, such as its scores, is
// taken from the model's column; of the rows that are marked `of_route` nothing is, known or not.

import { findRoute, parseItem } from "./compare-items.js";

const SITE = new URL("../", import.meta.url);

// Said when the catalog has no such thing, rather than when it could not be reached.
export class Missing extends Error {}

export class Columns {
  files = new Map();

  rows() {
    return this.fetched("rows.json");
  }

  models() {
    return this.fetched("models.json");
  }

  // Text of an address -> column. Throws Missing when it names nothing in the catalog.
  async column(text) {
    const item = parseItem(text);
    if (!item) throw new Missing(text);
    const [file, kinds] = await Promise.all([this.fetched(`models/${item.model}.json`), this.rows()]);
    const cells = cited(file, file.cells);
    if (!item.provider) {
      return { name: file.name, title: file.name, remark: "", href: linkTo(file.path), model: file, cells };
    }
    const routes = await this.routes(item.model);
    const route = findRoute(routes.routes, item);
    if (!route) throw new Missing(text);
    const own = kinds.flatMap((group) => group.rows).filter((row) => row.of_route).map((row) => row.id);
    const common = Object.fromEntries(Object.entries(cells).filter(([row]) => !own.includes(row)));
    return {
      name: `${file.name} at ${route.provider}`,
      title: file.name,
      remark: `at ${route.provider}`,
      apiId: route.api_id,
      href: linkTo(`${file.path}#routes`),
      model: file,
      cells: { ...common, ...cited(routes, route.cells) },
    };
  }

  // The routes of a model, those that answer first.
  routes(model) {
    return this.fetched(`routes/${model}.json`);
  }

  fetched(path) {
    if (!this.files.has(path)) {
      const answer = fetchData(path);
      // What failed may be asked for again.
      answer.catch(() => this.files.delete(path));
      this.files.set(path, answer);
    }
    return this.files.get(path);
  }
}

async function fetchData(path) {
  const answer = await fetch(new URL(`compare/assets/${path}`, SITE));
  if (answer.status === 404) throw new Missing(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

function linkTo(path) {
  return new URL(path, SITE).href;
}

// Cells with what they cite: the fact's name, its level, its sources, and what others report.
function cited(file, cells) {
  const reference = (number) => file.references[number - 1];
  const mark = ({ about, cite }) => {
    const { l, s, r = [] } = file.notes[cite];
    return {
      about,
      level: l,
      sources: s.map(([number, day]) => ({ reference: reference(number), day })),
      reports: r.map(([number, day, value]) => ({ reference: reference(number), day, value })),
    };
  };
  const made = Object.entries(cells).map(([row, cell]) => [row, "cite" in cell ? { ...cell, mark: mark(cell) } : cell]);
  return Object.fromEntries(made);
}
