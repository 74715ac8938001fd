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
