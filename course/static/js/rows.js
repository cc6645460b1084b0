// Adds and removes rows of a table in a form without loading the page. Load it before autosave.js.

const rowsOf = (table) => [...table.querySelectorAll("[data-row]")];

function addRow(table, row) {
  const number = rowsOf(table).length + 1;
  const pattern = table.querySelector("template[data-pattern]");
  const made = document.createElement("template");
  made.innerHTML = pattern.innerHTML.replaceAll("__row__", row).replaceAll("__number__", number);
  const entry = made.content.firstElementChild;
  pattern.before(entry);
  limit(table);
  return entry;
}

function limit(table) {
  const { most } = table.dataset;
  table.querySelector("button[name=add]").disabled = Boolean(most) && rowsOf(table).length >= Number(most);
}

function add(table) {
  const last = Math.max(-1, ...rowsOf(table).map((entry) => Number(entry.dataset.row)));
  const entry = addRow(table, last + 1);
  entry.open = true;
  entry.querySelector("input, select, textarea")?.focus();
}

function remove(table, entry) {
  const neighbour = entry.nextElementSibling?.querySelector("summary") ?? table.querySelector("button[name=add]");
  entry.remove();
  limit(table);
  neighbour.focus();
  table.dispatchEvent(new Event("input", { bubbles: true }));
}

for (const table of document.querySelectorAll("[data-rows]")) {
  table.addEventListener("row-needed", (event) => addRow(table, event.detail));
  table.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=add], button[name=remove]");
    if (!button) return;
    event.preventDefault();
    if (button.name === "add") add(table);
    else remove(table, button.closest("[data-row]"));
  });
}
