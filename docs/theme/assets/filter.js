// Narrows a table or a list while somebody types.
//
// A field names its table or list in `data-filter`; an item says in `data-find` what it is found under. An item stays
// when it has every word that was typed, in any order and from any part of an id; a section stays while it has items.
// Without this script everything is there and the field is not shown. The columns of a table have fixed widths, and the
// count stands in a place of its own, so nothing moves.

for (const field of document.querySelectorAll("input[data-filter]")) start(field);

function start(field) {
  const table = document.getElementById(field.dataset.filter);
  const count = field.parentElement.querySelector("[role=status]");
  const sections = [...table.querySelectorAll("section")];
  const rows = [...table.querySelectorAll("[data-find]")].map((row) => ({ row, text: row.dataset.find }));
  const all = count.textContent;

  const filter = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, text } of rows) {
      const found = words.every((word) => text.includes(word));
      if (row.hidden === found) row.hidden = !found;
      if (found) shown += 1;
    }
    for (const section of sections) section.hidden = !section.querySelector("[data-find]:not([hidden])");
    count.textContent = words.length ? `${shown} of ${all}` : all;
  };

  field.addEventListener("input", filter);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !field.value) return;
    field.value = "";
    filter();
  });
  // Coming back to the page brings back what was typed, and not always what was hidden; it may be shown before this runs.
  addEventListener("pageshow", filter);
  if (field.value) filter();
}
