// Records of practice written without the network: each is kept in the outbox under its own key and sent by itself.
// The half-typed one is kept too. Without this script the form is sent and a page comes back.

import { deliver } from "./delivery.js";
import { fieldsOf, putBack } from "./fields.js";
import { drop, items, keepHalf, overrule, read, take } from "./outbox.js";
import { freshKey } from "./sending.js";
import { lookWhoIsHere } from "./signing_in.js";
import { show } from "./states.js";

const form = document.querySelector("form[data-record]");
const list = document.querySelector("[data-waiting-records]");
const { kind, record: address, journal, required } = form.dataset;
const HALF = `half-entry-${kind}`;
const START = `entry-${kind}-`;
const PAUSE = 400;
const saved = new Map(); // title and hour of what arrived while this page is open
let timer;

const field = (name) => form.elements.namedItem(name);
const key = () => field("request_key").value;
const valueIn = (fields, name) => fields.find(([found]) => found === name)?.[1] ?? "";
const title = ({ fields }) => valueIn(fields, "code") || list.dataset.personCode;

function keep() {
  clearTimeout(timer);
  timer = setTimeout(() => keepHalf(HALF, fieldsOf(form), key()), PAUSE);
}

function restore() {
  const half = read(HALF);
  if (!half) return;
  field("request_key").value = half.entry;
  putIn(half.fields);
  show(form, "half");
}

/** Puts fields into the form; a day that is no chip any more goes into the blank beside. */
function putIn(fields) {
  putBack(form, fields);
  for (const name of ["done_on", "minutes"]) {
    const value = valueIn(fields, name);
    if (!value || form.querySelector(`[name="${name}"]:checked`)) continue;
    form.querySelector(`[name="${name}"][value=""]`).checked = true;
    field(`${name}_other`).value = value;
  }
  sayCode();
}

/** The page may have stayed open overnight: its chips mean the days of now. */
function setDays() {
  for (const [ago, chip] of [...form.querySelectorAll("[name=done_on]")].slice(0, 2).entries()) {
    const day = new Date();
    day.setDate(day.getDate() - ago);
    chip.value = day.toLocaleDateString("sv-SE"); // as 2026-11-23
    if (!ago && field("done_on_other")) field("done_on_other").max = chip.value;
  }
}

/** The blanks that must be filled and are not. The server judges; without it this is all that can be told. */
function missing(fields) {
  const filled = (name) => valueIn(fields, name).trim() || valueIn(fields, `${name}_other`).trim();
  return required.split(" ").filter((name) => !filled(name));
}

function sayMissing(names) {
  const labels = names.map((name) => labelOf(name).trim().replace(/[?:]$/, ""));
  show(form, "incomplete", { sentence: labels.join(", ") });
  const [first] = names.map((name) => form.querySelector(`[name="${name}"]`));
  first?.closest("details:not([open])")?.setAttribute("open", "");
  first?.focus();
}

function labelOf(name) {
  const control = form.querySelector(`[name="${name}"]`);
  return control?.closest("fieldset")?.querySelector("legend")?.textContent ?? control?.labels[0]?.textContent ?? "";
}

/** After R-07 comes R-08. */
function nextCode(code) {
  const [, start, digits] = /^(.*?)(\d+)$/.exec(code) ?? [];
  return digits ? start + String(Number(digits) + 1).padStart(digits.length, "0") : "";
}

/** What is folded, in one line, as it stands now. */
function sayAbout() {
  const place = form.querySelector("[data-about]");
  if (!place) return;
  const controls = [...form.querySelectorAll(".about :is(:checked, input:not([type=radio]))")];
  const told = ({ name, type, value, labels }) => {
    if (type === "radio") return value && labels[0].textContent.trim();
    return name !== "code" && value && (name === "minutes_other" ? `${value} min` : value);
  };
  place.textContent = controls.map(told).filter(Boolean).join(", ");
}

function sayCode() {
  sayAbout();
  for (const place of form.querySelectorAll("[data-code]")) place.textContent = field("code")?.value ?? "";
}

/** The form for the next record: texts are gone, the choices of the last one stay. */
function begin(fields) {
  const stay = new Set(["channel", "done_on", "done_on_other", "minutes", "minutes_other", "place"]);
  const code = valueIn(fields, "code");
  form.reset();
  setDays();
  for (const control of form.elements) {
    if (control.type === "textarea" || (control.type === "text" && !stay.has(control.name))) control.value = "";
    else if (control.type === "checkbox") control.checked = false;
  }
  putIn([...fields.filter(([name]) => stay.has(name)), ["code", nextCode(code)], ["seldom_heard", "none"]]);
  for (const name of ["energy", "next_step"]) for (const one of form.querySelectorAll(`[name="${name}"]`)) one.checked = false;
  if (field("next_step_on")) field("next_step_on").value = "";
  field("request_key").value = freshKey();
}

async function save(event) {
  event.preventDefault();
  clearTimeout(timer);
  const fields = fieldsOf(form).filter(([name]) => name !== "go");
  const lacks = missing(fields);
  if (lacks.length) return sayMissing(lacks);
  const name = START + key();
  const revision = read(name)?.revision ?? "0";
  take({ form: name, address: `${address}/${key()}`, revision, fields });
  drop(HALF);
  const goesOn = event.submitter?.value === "next" || !navigator.onLine;
  begin(fields);
  showList();
  const { status, told } = await deliver(read(name));
  if (status === "signed-out" || status === "other-person") {
    show(form, status);
    if (status === "signed-out") lookWhoIsHere();
  }
  if (status === "saved" && !goesOn) return location.assign(told.warned ? `${journal}#entry-${told.entry}` : journal);
  form.querySelector("[data-save-state]").replaceChildren();
  document.querySelector("main h1").scrollIntoView();
}

/** What waits, came back or arrived, each with what can be done about it. */
function showList() {
  const waiting = items(START).map((item) => [item, item.held ?? (navigator.onLine ? "sending" : "waiting")]);
  const arrived = [...saved.values()].map((item) => [item, item.warned ? "warned" : "saved"]);
  list.replaceChildren(...[...arrived, ...waiting].map(([item, state]) => line(item, state)));
}

function line(item, state) {
  const shown = document.querySelector(`template[data-record="${state}"]`).content.cloneNode(true);
  const fill = (slot, text) => {
    for (const place of shown.querySelectorAll(slot)) place.textContent = text;
  };
  fill("[data-title]", title(item));
  fill("[data-time]", item.time);
  fill("[data-reason]", item.warned ?? item.other?.sentence);
  for (const link of shown.querySelectorAll("a[data-change]")) link.href = `${journal}/${item.entry}`;
  fill("[data-theirs]", item.other?.theirs);
  shown.querySelector("[data-mend]")?.addEventListener("click", () => mend(item));
  shown.querySelector("[data-drop]")?.addEventListener("click", () => drop(item.form));
  shown.querySelector("[data-overrule]")?.addEventListener("click", () => {
    overrule(item);
    deliver(read(item.form));
  });
  return shown;
}

/** A record that the server refused comes back into the form; saving sends it once more. */
function mend(item) {
  begin(item.fields);
  putIn(item.fields);
  field("request_key").value = item.form.slice(START.length);
  form.querySelector("details.about")?.setAttribute("open", "");
  form.scrollIntoView();
}

function learn({ detail: { status, told, item } }) {
  if (status === "saved" && item.form.startsWith(START)) saved.set(item.form, { ...item, ...told, time: told.saved_at_clock });
  showList();
}

form.addEventListener("input", keep);
form.addEventListener("change", keep);
form.addEventListener("change", sayAbout);
form.addEventListener("submit", save);
document.addEventListener("outbox", showList);
document.addEventListener("delivered", learn);
addEventListener("online", showList);
addEventListener("offline", showList);
form.addEventListener("input", ({ target }) => target.name === "code" && sayCode());
form.addEventListener("input", ({ target }) => {
  const chip = target.name?.endsWith("_other") && form.querySelector(`[name="${target.name.slice(0, -6)}"][value=""]`);
  if (chip) chip.checked = true;
});
field("request_key").value ||= freshKey(); // a form that was kept for days without network has none
setDays();
restore();
showList();
