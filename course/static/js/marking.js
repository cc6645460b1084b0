// The desk: adds up the levels while a trainer chooses and says why the work would not pass (the server decides);
// single keys for what is done most, which can be switched off; comments of the bank at one press.

import { autosaveOf } from "./autosave.js";

const SWITCH = "keys-off"; // kept on this device; says nothing of a person
const form = document.querySelector("form[data-pass-points]");
const keys = document.querySelector("[data-keys]");
const isOn = document.querySelector("[data-keys-on]");
const TEXT = "textarea, select, input:not([type=radio], [type=checkbox]), [contenteditable]";

function update() {
  const criteria = form.querySelectorAll("[data-criterion]");
  const chosen = [...form.querySelectorAll("[data-level]:checked")];
  const points = chosen.reduce((sum, input) => sum + Number(input.value), 0);
  const all = chosen.length === criteria.length;
  const why = {
    zero: chosen.some((input) => input.value === "0"),
    starred: chosen.some((input) => "starred" in input.dataset && Number(input.value) < 2 && input.value !== "0"),
    points: all && points < Number(form.dataset.passPoints),
  };
  form.querySelector("[data-points]").textContent = points;
  for (const line of form.querySelectorAll("[data-why]")) line.hidden = !why[line.dataset.why];
}

const lead = (element) => {
  element?.focus({ focusVisible: true });
  element?.closest("fieldset, .row, .field")?.scrollIntoView({ block: "nearest" });
};
const deed = (value) => form.querySelector(`[name=outcome][value=${value}]`);
const criteria = () => [...form.querySelectorAll("[data-criterion]")];
const chosenIn = (criterion) => criterion.querySelector("[data-level]:checked");

/** The criterion where one is, else the first that has no level yet. */
function currentCriterion() {
  return document.activeElement.closest("[data-criterion]") ?? criteria().find((one) => !chosenIn(one));
}

/** Gives the current criterion a level and goes on: to the next criterion, after the last to what ends the work. */
function setLevel(level) {
  const current = currentCriterion();
  const input = current?.querySelector(`[data-level][value="${level}"]`);
  if (!input) return;
  input.checked = true;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  const next = criteria()[criteria().indexOf(current) + 1];
  lead(next ? (chosenIn(next) ?? next.querySelector("[data-level]")) : deed("pass"));
}

function openComment() {
  const word = currentCriterion()?.querySelector(".word") ?? form.querySelector(".word");
  word.open = true;
  lead(word.querySelector("textarea"));
}

/** What was typed a moment ago is sent first, so that nothing asks whether to leave. */
async function goOn() {
  const link = document.querySelector("[data-next]");
  if (!link) return;
  if (form) await autosaveOf(form).settle();
  link.click();
}

const DOES = {
  c: openComment,
  f: () => lead(form.elements.feedback),
  p: () => lead(deed("pass")),
  r: () => lead(deed("revise")),
  s: () => autosaveOf(form).change(0),
};

function press(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
  if (event.target.matches(TEXT)) {
    if (event.key === "Escape" && form?.contains(event.target)) lead(chosenNear(event.target));
    return;
  }
  if (!isOn.checked) return;
  const does = event.key === "n" ? goOn : form && (DOES[event.key] ?? (/^[0-3]$/.test(event.key) && (() => setLevel(event.key))));
  if (!does) return;
  event.preventDefault();
  does();
}

/** Out of a text: to the levels beside it, from the feedback to what ends the work. */
function chosenNear(text) {
  const criterion = text.closest("[data-criterion]");
  return criterion ? (chosenIn(criterion) ?? criterion.querySelector("[data-level]")) : deed("pass");
}

/** Each comment of the bank becomes a button that puts its words into the field at once. */
function offer(box) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn sec small";
  button.append(...box.nextElementSibling.childNodes);
  const words = button.firstChild.textContent.trim();
  const field = form.elements[box.dataset.into];
  button.addEventListener("click", () => {
    if (!field.value.includes(words)) field.value = [field.value.trimEnd(), words].filter(Boolean).join("\n");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
  box.parentElement.replaceWith(button);
}

function remembered() {
  try {
    return localStorage.getItem(SWITCH) === null;
  } catch {
    return true;
  }
}

function remember() {
  try {
    isOn.checked ? localStorage.removeItem(SWITCH) : localStorage.setItem(SWITCH, "yes");
  } catch {
    // Without storage the switch holds as long as the page.
  }
}

if (form) {
  for (const event of ["change", "saved"]) form.addEventListener(event, update);
  for (const box of form.querySelectorAll("[data-into]")) offer(box);
  update();
}
keys.hidden = false;
isOn.checked = remembered();
isOn.addEventListener("change", remember);
document.addEventListener("keydown", press);
