// The explorer by keyboard: the field, the rows, and a letter for each thing that is done with a row.

import { areOff, isSingle, isTyped, switchOff } from "./single-keys.js";

export function startKeys(root, { input, table, ticks, explorer }) {
  const help = root.querySelector("dialog");
  const off = help.querySelector("[data-keys-off]");
  off.checked = areOff();
  off.addEventListener("change", () => switchOff(off.checked));
  root.querySelector("[data-help]").addEventListener("click", () => help.showModal());
  help.querySelector("[data-close]").addEventListener("click", () => help.close());
  // The theme listens for single keys as well, so ours are asked first.
  document.addEventListener("keydown", key, true);

  const inField = {
    ArrowDown: () => move(1),
    Escape: () => (explorer.state.find ? explorer.change({ find: "" }) : input.blur()),
  };
  const inRows = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Escape: () => input.focus(),
    x: () => ticks.toggle(table.focusedRow),
    y: () => copy(),
    e: () => edit(),
  };
  const anywhere = {
    "/": () => {
      input.focus();
      input.select();
    },
    j: () => move(1),
    k: () => move(-1),
    c: () => explorer.state.ticked.length && ticks.link.click(),
    "?": () => help.showModal(),
  };

  function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const act = actOf(event);
    if (!act) return;
    act();
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  function actOf(event) {
    if (event.target === input) return inField[event.key];
    if (isTyped(event) || (isSingle(event) && areOff())) return null;
    return (table.place >= 0 && inRows[event.key]) || anywhere[event.key];
  }

  function move(by) {
    const { place } = table;
    if (place + by < 0) input.focus();
    else table.focus(place < 0 ? 0 : place + by);
  }

  async function copy() {
    const row = table.focusedRow;
    const id = row.api_id ?? row.id.split("/")[1];
    try {
      await navigator.clipboard.writeText(id);
      explorer.say(`${id} is copied`);
    } catch {
      explorer.say(`The browser did not allow copying. The id is ${id}`);
    }
  }

  function edit() {
    const row = table.focusedRow;
    const file = row.model ? `routes/${row.provider}.yaml` : "model.yaml";
    location.href = `${root.dataset.edit}${(row.model ?? row).id}/${file}`;
  }
}
