// What somebody came to read is painted first; then the theme's script comes, with its search, header and sidebars.
//
// It styles and measures the whole page while it starts, which held up the first paint. It waits for the event that says
// that the document is there, which has come and gone by then: so the event is told once more, when only the theme listens.

const { theme } = document.querySelector("script[data-theme]").dataset;

requestAnimationFrame(() => setTimeout(load));

function load() {
  const script = document.createElement("script");
  script.src = theme;
  // In a task of its own: both are long ones on a phone.
  script.addEventListener("load", () => setTimeout(() => document.dispatchEvent(new Event("DOMContentLoaded"))));
  document.head.append(script);
}
