// Narrows a table while somebody types.
//
// A field names its table in `data-filter`; a row says in `data-find` what it is found under. A row stays when it has
// every word that was typed, in any order and from any part of an id. Without this script the table is whole and the
// field is not shown. Nothing moves: the columns have fixed widths, and the count stands in a place of its own.

for (const field of document.querySelectorAll("input[data-filter]")) start(field);

function start(field) {
  const table = document.getElementById(field.dataset.filter);
  const count = field.parentElement.querySelector("[role=status]");
  const rows = [...table.querySelectorAll("tr[data-find]")].map((row) => ({ row, text: row.dataset.find }));
  const all = count.textContent;

  const filter = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, text } of rows) {
      const found = words.every((word) => text.includes(word));
      if (row.hidden === found) row.hidden = !found;
      if (found) shown += 1;
    }
    count.textContent = words.length ? `${shown} of ${all}` : all;
  };

  field.addEventListener("input", filter);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !field.value) return;
    field.value = "";
    filter();
  });
  // Coming back to the page brings back what was typed, and not always what was hidden.
  addEventListener("pageshow", filter);
}
