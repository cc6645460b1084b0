// Signing in again in place: the controls stand in the state of saving, and belong to a form of their own.

import { person } from "./outbox.js";
import { ask, setToken } from "./sending.js";

const IN_PLACE = { Accept: "application/json" };
const here = () => document.querySelector("[data-signing-in]");

for (const id of ["sign-in-card", "sign-in-password"]) {
  const form = document.createElement("form");
  form.id = id;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    enter(form, event.submitter.dataset.door);
  });
  document.body.append(form);
}

async function whoIsHere() {
  return (await ask(here().dataset.signingIn, { headers: IN_PLACE, cache: "no-store" })).json();
}

/** After signing in in another tab: goes on, if it is still the same person. */
export async function lookWhoIsHere() {
  if (document.hidden || !here()) return;
  const told = await whoIsHere().catch(() => ({ person: null }));
  if (told.person) arrive(told);
}

async function enter(form, door) {
  const place = here();
  clear(place);
  try {
    const { token } = await whoIsHere();
    const reply = await ask(door, { method: "POST", body: new FormData(form), headers: { ...IN_PLACE, "X-CSRFToken": token } });
    const told = await reply.json();
    if (told.person) arrive(told);
    else if (told.faults) complain(place, form, told.faults);
    else complainOf(place.querySelector("[data-fault=network]"), told.sentence);
  } catch {
    complainOf(place.querySelector("[data-fault=network]"));
  }
}

function arrive(told) {
  const state = here().closest("form").querySelector("[data-save-state]");
  setToken(told.token);
  document.dispatchEvent(new Event(told.person === person ? "signed-in" : "other-person"));
  state.focus();
}

function clear(place) {
  for (const line of place.querySelectorAll("[data-fault]")) line.hidden = true;
  for (const control of place.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
}

function complain(place, form, faults) {
  for (const [name, sentence] of Object.entries(faults)) {
    complainOf(place.querySelector(`[data-fault="${name}"]`), sentence);
    form.elements[name].setAttribute("aria-invalid", "true");
  }
  form.elements[Object.keys(faults)[0]].focus();
}

function complainOf(line, sentence) {
  if (sentence) line.querySelector("[data-said]").textContent = sentence;
  line.hidden = false;
}
