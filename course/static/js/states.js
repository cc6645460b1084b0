// Shows the state of saving: one of the page's own <template data-state>, so that it speaks the visitor's language.

const SLOTS = { "[data-time]": "saved_at_clock", "[data-receipt]": "receipt", "[data-theirs]": "theirs", "[data-reason]": "sentence" };

export function show(form, state, told = {}) {
  const shown = form.querySelector(`template[data-state="${state}"]`).content.cloneNode(true);
  for (const [slot, name] of Object.entries(SLOTS)) {
    for (const element of shown.querySelectorAll(slot)) element.textContent = told[name] ?? "";
  }
  for (const element of shown.querySelectorAll("[data-only-with]")) {
    if (!told[element.dataset.onlyWith]) element.remove();
  }
  form.querySelector("[data-save-state]").replaceChildren(shown);
}
