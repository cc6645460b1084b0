// Notes and answers beside a lesson save themselves: the outbox keeps them, the page says honestly how they fare.

import { autosaveOf } from "./autosave.js";
import { fieldsOf } from "./fields.js";
import { keepHalf, person, read } from "./outbox.js";
import { ask } from "./sending.js";

const REST = "stored:"; // in the outbox: what the server has already, for pages that come without it

/** Every form within gets its states of saving. A text that is kept on the device comes empty and is filled here. */
export async function saveBeside(article, part) {
  const forms = [...article.querySelectorAll("form.beside")];
  if (!person || !forms.length) return;
  const isStale = article.querySelector("[data-empty]") || performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  if (isStale) await fill(forms);
  for (const form of forms) begin(form, part);
}

function begin(form, part) {
  form.dataset.autosave = new URL(form.action).pathname;
  form.dataset.form = nameOf(form);
  form.dataset.revision = form.elements.revision.value;
  form.dataset.calm = ""; // what was typed is on the device: leaving the page loses nothing
  const said = form.querySelector(".save");
  const button = form.querySelector("button");
  button.before(part("saving"));
  if (said) form.querySelector("[data-save-state]").append(said);
  form.addEventListener("saved", () => rest(form));
  if (form.dataset.revision !== "0") rest(form);
  const saving = autosaveOf(form);
  form.elements.text.addEventListener("blur", () => saving.item && saving.send());
  button.addEventListener("click", (event) => {
    event.preventDefault();
    saving.change(0);
  });
  grow(form.elements.text);
}

const nameOf = (form) => `beside-${new URL(form.action).pathname.slice("/lessons/".length).replace("/notes", "")}`;

function rest(form) {
  keepHalf(REST + nameOf(form), fieldsOf(form), form.dataset.revision);
}

/** What is stored: asked of the server, else what this device saw of it last. */
async function fill(forms) {
  const stored = await fetchStored(forms[0]);
  for (const form of forms) {
    const place = form.id;
    const kept = read(REST + nameOf(form));
    const known = stored ? stored[place] : kept && { text: kept.fields[0][1], revision: Number(kept.entry) };
    if (!known || known.revision <= Number(form.elements.revision.value)) continue;
    form.elements.text.value = known.text;
    form.elements.revision.value = known.revision;
    form.closest("details")?.setAttribute("open", "");
  }
}

async function fetchStored(form) {
  try {
    const address = new URL(form.action).pathname.replace(/\/[^/]+$/, "");
    const told = await (await ask(address, { headers: { Accept: "application/json" }, cache: "no-store" })).json();
    return String(told.person) === person ? told.notes : null;
  } catch {
    return null;
  }
}

/** A field as high as its text, where the browser does not see to it by itself. */
function grow(area) {
  if (CSS.supports("field-sizing", "content")) return;
  const fit = () => {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  };
  area.addEventListener("input", fit);
  if (area.value) fit();
}
