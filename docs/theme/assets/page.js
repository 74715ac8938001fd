// The script of every page: fetches the others, each where a page has something for it to do.
//
// Pages that need a whole tool, such as the explorer, name its script themselves.

const PARTS = {
  "#mc-notes": "./citations.js",
  ".mc-model #keys": "./model-keys.js",
  "[data-filter]": "./filter.js",
  "[data-comparison], [data-compare-tool]": "./compare.js",
  "pre > code": "./code-blocks.js",
};

for (const [wanted, script] of Object.entries(PARTS)) {
  if (document.querySelector(wanted)) import(script);
}
