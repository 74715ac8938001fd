// The palette: the one that the reader chose, else the one that the system asks for.
//
// It stands in the place of the theme's own script, which makes the browser style the whole page three times more while
// it loads. The choice is kept as the theme keeps it, because an inline script of the theme reads it before the first
// paint (`__md_get` and `__md_set` are the theme's too).

const inputs = [...document.querySelectorAll("[data-palette] input")];
const asked = inputs.findIndex((input) => matchMedia(input.dataset.mdColorMedia).matches);
const kept = __md_get("__palette")?.index;

use(inputs[kept] ? kept : Math.max(asked, 0));
inputs.forEach((input, index) => {
  input.addEventListener("change", () => use(index));
  input.addEventListener("keydown", ({ key }) => {
    if (key !== "Enter") return;
    const next = inputs[(index + 1) % inputs.length];
    next.click();
    next.focus();
  });
});

function use(index) {
  const { mdColorMedia: media, mdColorScheme: scheme, mdColorPrimary: primary, mdColorAccent: accent } = inputs[index].dataset;
  const color = { media, scheme, primary, accent };
  for (const [name, value] of Object.entries(color)) document.body.setAttribute(`data-md-color-${name}`, value);
  inputs[index].checked = true;
  inputs.forEach((input, place) => (input.nextElementSibling.hidden = place !== index));
  __md_set("__palette", { index, color });
}
