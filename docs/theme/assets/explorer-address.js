// The explorer's address: text, order, view, columns and ticks, so that a link opens the same for somebody else.

import { compareAddress, readItems } from "./compare-items.js";

export function readAddress() {
  const query = new URLSearchParams(location.search);
  return {
    find: query.get("find") ?? "",
    sort: query.get("sort") ?? "",
    view: query.get("view") === "routes" ? "routes" : "models",
    columns: query.has("columns") ? query.get("columns").split(",").filter(Boolean) : null,
    ticked: readItems(query),
  };
}

export function writeAddress({ find, sort, view, columns, ticked }, isTyping = false) {
  const parts = [
    find.trim() ? `find=${readable(find.trim())}` : "",
    sort ? `sort=${sort}` : "",
    view === "routes" ? "view=routes" : "",
    columns ? `columns=${columns.join(",")}` : "",
    compareAddress(ticked),
  ];
  const query = parts.filter(Boolean).join("&");
  const address = query ? `?${query}` : location.pathname;
  if (address === (location.search || location.pathname)) return;
  // What somebody types is one step back, not one a letter.
  if (isTyping && history.state?.typing) history.replaceState({ typing: true }, "", address);
  else history.pushState(isTyping ? { typing: true } : null, "", address);
}

function readable(text) {
  return encodeURIComponent(text).replaceAll("%20", "+").replaceAll("%3A", ":").replaceAll("%2C", ",");
}
