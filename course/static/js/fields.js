// The fields of a form as [name, value] pairs, and the way back. Files and the form's own furniture are left out.

const FURNITURE = new Set(["csrf_token", "revision", "request_key", "person"]);

export function fieldsOf(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !FURNITURE.has(name));
}

export function same(some, others) {
  const text = (fields) => JSON.stringify(fields.filter(([, value]) => value !== ""));
  return text(some) === text(others);
}

/** Puts a draft back into its form. Rows of a table that the page does not show are asked of rows.js. */
export function putBack(form, fields) {
  const values = new Map();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
  for (const name of values.keys()) askForRow(form, name);
  for (const control of form.elements) {
    if (!control.name || FURNITURE.has(control.name) || control.type === "file" || control.type === "hidden") continue;
    const mine = values.get(control.name) ?? [];
    if (control.type === "radio" || control.type === "checkbox") control.checked = mine.includes(control.value);
    else if (control.type !== "submit" && control.type !== "button" && mine.length) control.value = mine.shift();
  }
}

function askForRow(form, name) {
  const [, table, row] = /^(.+)-(\d+)-[^-]+$/.exec(name) ?? [];
  if (!table || form.elements.namedItem(name)) return;
  form.querySelector(`[data-rows="${CSS.escape(table)}"]`)?.dispatchEvent(new CustomEvent("row-needed", { detail: Number(row) }));
}
