// Comparisons: show only what differs, and copy what is shown. The tool that puts columns together comes when it is wanted.
//
// A comparison of its own address is complete without this script, which is on every page: so it is short, and the rest
// is fetched where there is something to compare.

const place = document.querySelector("[data-comparison]");
const tool = document.querySelector("[data-compare-tool]");
if (place) start();
if (tool) import("./compare-tool.js").then(({ startTool }) => startTool(tool, { showDifferences, say }));

function start() {
  const only = place.querySelector("[data-compare-differences]");
  only.closest("label").hidden = false;
  only.addEventListener("change", () => showDifferences(only.checked));
  place.querySelector(".mc-copying").hidden = false;
  place.querySelector(".mc-copying").addEventListener("click", (event) => {
    const kind = event.target.closest("button")?.dataset.compareCopy;
    if (kind) copy(kind);
  });
}

function showDifferences(only) {
  for (const group of place.querySelectorAll(".mc-compare tbody")) {
    const rows = [...group.querySelectorAll("tr:not(.mc-group)")];
    for (const row of rows) row.hidden = only && "same" in row.dataset;
    group.hidden = rows.every((row) => row.hidden);
  }
}

async function copy(kind) {
  const [address] = location.href.split("#");
  try {
    if (kind === "link") {
      await navigator.clipboard.writeText(address);
      say("The link is copied.");
      return;
    }
    const { csv, markdown, read } = await import("./compare-copy.js");
    const shown = read(place);
    await navigator.clipboard.writeText(kind === "csv" ? csv(shown) : markdown(shown, address));
    const rows = `${shown.rows.length} ${shown.rows.length === 1 ? "row" : "rows"}`;
    say(`${rows} copied as ${kind === "csv" ? "CSV" : "Markdown"}, with sources.`);
  } catch {
    say("The browser did not allow copying. The address of this page is the link.");
  }
}

function say(...sentences) {
  document.querySelector(".mc-compare-message").textContent = sentences.filter(Boolean).join(" ");
}
