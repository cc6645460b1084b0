// Shows the state of saving: one of the page's own <template data-state>, so that it speaks the visitor's language.
// What it says goes into the live region; its controls, data-do, below it: no screen reader reads a whole form aloud.

const SLOTS = { "[data-time]": "saved_at_clock", "[data-receipt]": "receipt", "[data-theirs]": "theirs", "[data-reason]": "sentence" };

export function show(form, state, told = {}) {
  const part = (name) => form.querySelector(`template[data-state="${name}"]`).content.cloneNode(true);
  const shown = part(state);
  for (const place of shown.querySelectorAll("[data-part]")) place.append(part(place.dataset.part));
  for (const [slot, name] of Object.entries(SLOTS)) {
    for (const element of shown.querySelectorAll(slot)) element.textContent = told[name] ?? "";
  }
  for (const element of shown.querySelectorAll("[data-count]")) element.textContent = inNumber(element, told.count);
  for (const link of shown.querySelectorAll("a[data-page]")) link.href = told.page;
  for (const element of shown.querySelectorAll("[data-only-with]")) {
    if (!told[element.dataset.onlyWith]) element.remove();
  }
  const controls = [...shown.querySelectorAll("[data-do]")];
  for (const element of controls) element.remove();
  say(form, shown, ...controls);
}

/** Puts what is said, and what can be done about it, in the place of what stood there. */
export function say(form, said, ...controls) {
  form.querySelector("[data-save-state]").replaceChildren(said);
  form.querySelector("[data-save-do]")?.replaceChildren(...controls);
}

/** A copy of what is said, to be said again. */
export function whatIsSaid(form) {
  const said = new DocumentFragment();
  said.append(...form.querySelector("[data-save-state]").cloneNode(true).childNodes);
  return said;
}

/** Leads to what is said, and says what has to be done first. */
export function lead(form) {
  const place = form.querySelector("[data-save-state]");
  for (const line of place.querySelectorAll("[data-first]")) line.hidden = false;
  place.focus();
}

/** A sentence that begins with a number, in the form that the language wants: data-one, data-few, data-many. */
export function inNumber({ dataset }, count) {
  const form = new Intl.PluralRules(document.documentElement.lang).select(count);
  return (dataset[form] ?? dataset.few).replace(/\d+/, count);
}
