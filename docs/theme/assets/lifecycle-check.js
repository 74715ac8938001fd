// The check of a pasted list: what awaits each id at each provider. It runs in the page; only the catalog's list of ids
// is fetched, and what was pasted is sent nowhere.

import { element } from "./dom.js";
import { csv } from "./file.js";
import { daysTo, distance, groupOf, isPast, shapeOf, told } from "./lifecycle-days.js";
import { Known } from "./lifecycle-ids.js";
import { codes, href, link, replacement } from "./lifecycle-rows.js";

const URGENCY = ["lately", "past", "firm-30", "firm-90", "any-day", "undated", "firm-365", "floor-30", "firm-later"];
const UNKNOWN = URGENCY.length;
const CALM = UNKNOWN + 1;
const ACTIVE = CALM + 1;
const MOST_TEXT = 2_000_000;

export function startCheck(root, today) {
  const form = root.querySelector("form");
  const area = root.querySelector("textarea");
  const only = root.querySelector("[data-check-provider]");
  const status = root.querySelector("[data-check-found]");
  const copy = root.querySelector("[data-check-copy]");
  let loading = null;
  let known = null;
  let answers = [];

  form.hidden = false;
  root.querySelector("[data-check-without]").hidden = true;
  area.addEventListener("focus", () => load().catch(() => {}), { once: true });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    check();
  });
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) check();
  });
  only.addEventListener("change", show);
  for (const button of copy.querySelectorAll("button")) {
    button.addEventListener("click", async () => {
      const copied = records();
      const text = button.dataset.copy === "csv" ? csv(Object.keys(copied[0]), copied) : asMarkdown(copied);
      try {
        await navigator.clipboard.writeText(text);
        say(`Copied ${copied.length} lines.`);
      } catch {
        say("The browser does not let this page copy.");
      }
    });
  }

  async function load() {
    loading ??= fetch(href("lifecycle/ids.json")).then((answer) => {
      if (!answer.ok) throw new Error(answer.statusText);
      return answer.json();
    });
    try {
      known ??= new Known(await loading);
    } catch (problem) {
      loading = null;
      throw problem;
    }
  }

  async function check() {
    try {
      await load();
    } catch {
      say("The list of ids could not be fetched. Check the connection and try again.");
      return;
    }
    answers = known.read(area.value.slice(0, MOST_TEXT));
    const providers = new Set(answers.flatMap((answer) => answer.routes.map((route) => route.provider)));
    const chosen = providers.has(only.value) ? only.value : "";
    const named = [...providers].map((id) => [known.names.providers[id], id]).sort((a, b) => a[0].localeCompare(b[0], "en"));
    const options = named.map(([name, id]) => element("option", { value: id }, name));
    only.replaceChildren(element("option", { value: "" }, "any provider"), ...options);
    only.value = chosen;
    only.disabled = providers.size < 2;
    show();
  }

  function show() {
    const checked = answers.map((answer) => ({ ...answer, lines: linesOf(answer) }));
    checked.sort((a, b) => urgencyOf(a) - urgencyOf(b));
    const result = root.querySelector("[data-check-result]");
    result.replaceChildren(...(checked.length ? [table(checked)] : []));
    copy.hidden = checked.length === 0;
    say(summary(checked));
  }

  function say(text) {
    status.textContent = text;
  }

  // What is told of one id: a line for each fate at a provider, and one for all where nothing ends.
  function linesOf({ routes }) {
    const fates = new Map();
    const calm = new Set();
    for (const route of routes) {
      if (only.value && route.provider !== only.value) continue;
      const provider = known.names.providers[route.provider];
      const group = stateOf(route, today);
      if (group === "active") calm.add(provider);
      else {
        const fate = [provider, route.kind, route.day, route.to].join("\n");
        if (!fates.has(fate)) fates.set(fate, { provider, group, route, details: new Set() });
        if (route.detail) fates.get(fate).details.add(route.detail);
      }
    }
    const lines = [...fates.values()].sort((a, b) => rank(a.group) - rank(b.group) || (a.route.day < b.route.day ? -1 : 1));
    const stay = [...calm].sort((a, b) => a.localeCompare(b, "en"));
    return stay.length ? [...lines, { provider: listing(stay), group: "active", route: null, details: new Set() }] : lines;
  }

  function table(checked) {
    const heads = ["Id", "At", "Status", "Replacement there"].map((text) => element("th", { scope: "col" }, text));
    const bodies = checked.map((answer) => {
      const rows = answer.lines.length ? answer.lines.map(lineCells) : [[element("td", { colspan: 3 }, ...nothing(answer))]];
      const head = element("th", { scope: "rowgroup", rowspan: rows.length }, element("code", {}, answer.id), ...about(answer));
      return element("tbody", {}, ...rows.map((cells, at) => element("tr", {}, ...(at ? [] : [head]), ...cells)));
    });
    const made = element("table", { class: "mc-data mc-checked" }, element("thead", {}, element("tr", {}, ...heads)), ...bodies);
    return element("div", { class: "mc-scroll", role: "region", "aria-label": "Answers", tabindex: 0 }, made);
  }

  function about({ id, as, models, callable }) {
    const told = [];
    if (models.length && as !== id.toLowerCase()) told.push(element("small", {}, `read as ${as}`));
    for (const model of models) told.push(element("small", {}, link(`models/${model}/#lifecycle`, known.names.models[model])));
    if (models.length && !callable) told.push(element("small", {}, "a name of the model, not an id that a provider accepts"));
    return told;
  }

  function nothing({ models, near }) {
    const provider = known.names.providers[only.value];
    if (models.length) return [provider ? `Not known at ${provider}` : "No route is known"];
    if (!near.length) return ["Unknown to this catalog"];
    const guesses = near.flatMap(({ id, model }, at) => {
      return [at ? ", " : "", element("a", { href: href(`models/${model}/`) }, element("code", {}, id))];
    });
    return ["Unknown to this catalog. Near to it: ", ...guesses];
  }

  function lineCells({ provider, group, route, details }) {
    const status = element("td", { class: `mc-when mc-end-${group === "active" ? group : shapeOf(group)}` }, wordsOf(group, route));
    if (route?.day) status.append(element("small", {}, distance(route.day, today)));
    return [
      element("td", {}, provider, ...[...details].map((detail) => element("small", {}, detail))),
      status,
      element("td", {}, ...(route ? replacement(route, known.names) : [])),
    ];
  }

  function wordsOf(group, route) {
    if (group === "active") return "active, no end known";
    return group === "undated" ? `deprecated ${route.deprecated}, no day told` : told(route, today);
  }

  function summary(checked) {
    if (!area.value.trim()) return "";
    if (!checked.length) return "No id of a model was found in this text.";
    const count = (test) => checked.filter(test).length;
    const worst = (...groups) => count((answer) => groups.includes(answer.lines[0]?.group));
    const parts = [
      [worst("lately", "past"), only.value ? "retired" : "retired at a provider"],
      [worst("firm-30", "firm-90"), "retiring within 90 days"],
      [worst("firm-365", "firm-later"), "retiring later"],
      [worst("any-day"), "that may retire any day"],
      [worst("undated"), "deprecated without a day"],
      [count((answer) => !answer.models.length), "unknown"],
    ];
    const told = parts.filter(([number]) => number).map(([number, words]) => `${number} ${words}`);
    const ids = `${checked.length} ${checked.length === 1 ? "id" : "ids"}`;
    return told.length ? `${ids}: ${told.join(", ")}.` : `${ids}: none retired, none with an announced end.`;
  }

  /* The result as text */

  function records() {
    const checked = answers.map((answer) => ({ ...answer, lines: linesOf(answer) }));
    checked.sort((a, b) => urgencyOf(a) - urgencyOf(b));
    return checked.flatMap((answer) => {
      const model = answer.models.map((id) => known.names.models[id]).join(", ");
      const same = { id: answer.id, model, page: answer.models.length === 1 ? href(`models/${answer.models[0]}/`) : "" };
      if (!answer.lines.length) {
        const near = answer.near.map((guess) => guess.id).join(", ");
        const status = answer.models.length ? "no route known" : near ? `unknown, near to ${near}` : "unknown";
        return [{ ...same, provider: "", status, day: "", days_left: "", replacement: "" }];
      }
      return answer.lines.map(({ provider, group, route, details }) => ({
        ...same,
        provider: details.size ? `${provider} (${[...details].join(", ")})` : provider,
        status: wordsOf(group, route),
        day: route?.day ?? "",
        days_left: route?.day && !isPast(group) && group !== "any-day" ? daysTo(route.day, today) : "",
        replacement: route?.to ? (route.to_ids[0] ?? known.names.models[route.to]) : "",
      }));
    });
  }
}

function stateOf(route, today) {
  if (!route.kind) return "active";
  // An end may be announced for a day that has not come.
  if (!route.day && route.deprecated > today) return "active";
  return groupOf(route, today);
}

function rank(group) {
  const place = URGENCY.indexOf(group);
  if (place >= 0) return place;
  return group === "active" ? ACTIVE : CALM;
}

function urgencyOf({ models, lines }) {
  return models.length && lines.length ? rank(lines[0].group) : UNKNOWN;
}

function listing(words) {
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : words[0];
}

function asMarkdown(records) {
  const plain = (value) => String(value).replace(/[\\|`*_[\]<>]/g, "\\$&");
  const rows = records.map(({ id, model, page, provider, status, days_left, replacement }) => {
    const named = page ? `[${plain(model)}](${page})` : plain(model);
    return [`\`${id.replace(/[`|]/g, "")}\``, named, plain(provider), plain(status), days_left, plain(replacement)];
  });
  const head = ["Id", "Model", "Provider", "Status", "Days left", "Replacement"];
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
