// Runs before anything is drawn: where the address names what to compare, that takes the first screen, and what stands
// below it is not seen to jump (comparison.css).

document.documentElement.toggleAttribute("data-comparing", new URLSearchParams(location.search).has("models"));
