// The theme wraps the buttons of each code block into a <nav> that has no name. Whoever walks through a page by its
// landmarks would meet a dozen that are called the same and lead nowhere, so they are made plain boxes.

const unmark = (nav) => nav.setAttribute("role", "none");

document.querySelectorAll(".md-code__nav").forEach(unmark);

// A block gets its buttons when it is first seen.
new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) if (node.matches?.(".md-code__nav")) unmark(node);
  }
}).observe(document.querySelector(".md-content"), { childList: true, subtree: true });

// A block that is wider than its box scrolls, and whoever has only a keyboard must be able to reach it. The theme sees to
// that when it comes to it, for blocks that were in sight.
const reach = new ResizeObserver((entries) => {
  for (const { target } of entries) if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
});
document.querySelectorAll("pre > code").forEach((code) => reach.observe(code));
