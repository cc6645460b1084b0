// What lies on this phone, on pages that were kept for days without network and on "Saved on this phone":
// whole modules, blank records, and what was written here and waits to be sent.

import { command, savedSets, wipeSets } from "./worker_here.js";
import { forgetWho, person } from "./here.js";
import { items, wipe } from "./outbox.js";
import { inNumber } from "./states.js";

const { lang } = document.documentElement;
const part = (name) => document.querySelector(`[data-part="${name}"]`);
const copy = (name) => document.querySelector(`template[data-each="${name}"]`).content.firstElementChild.cloneNode(true);

function link({ href, title }) {
  const line = copy("lesson");
  const [anchor] = line.querySelectorAll("a");
  anchor.href = href;
  anchor.append(title);
  return line;
}

function module({ title, lessons }) {
  const line = copy("module");
  line.querySelector("h3").textContent = title;
  line.querySelector("ul").append(...lessons.map(link));
  return line;
}

async function showSets() {
  const sets = await savedSets();
  const modules = sets.filter(({ lessons }) => lessons.length).sort((one, other) => one.name.localeCompare(other.name));
  fill("modules", modules, module);
  const practice = part("practice");
  if (practice) practice.hidden = !sets.some(({ name }) => name === "practice");
  return modules;
}

/** What was written here, in the words of the writer; choices are named on their own page. */
function draft({ form, fields, newer, page, held }) {
  const line = copy("draft");
  const [, kind = "text"] = /^(quiz|entry|beside|question)-/.exec(form) ?? [];
  line.querySelector("b").textContent = part("drafts").dataset[kind];
  line.querySelector("[data-held]").hidden = !held;
  const texts = (newer ?? fields).map(([, value]) => value).filter((value) => /\s/.test(value.trim()));
  const shown = line.querySelector("[data-words]");
  for (const text of texts) shown.append(Object.assign(document.createElement("p"), { textContent: text, className: "typed" }));
  const anchor = line.querySelector("a");
  anchor.href = page ?? "";
  anchor.hidden = !page || !navigator.onLine;
  line.querySelector("details").hidden = !texts.length;
  return line;
}

/** A page shows only the parts that it has. */
function fill(name, told, made) {
  const place = part(name);
  if (!place) return;
  const lines = told.map(made);
  place.hidden = !lines.length;
  place.querySelector("[data-lines]").replaceChildren(...lines);
}

async function show() {
  const modules = await showSets();
  const waiting = person ? items() : [];
  fill("drafts", waiting, draft);
  const nothing = part("nothing");
  if (nothing) nothing.hidden = Boolean(modules.length || waiting.length);
}

/** Since when this page lies here. */
async function showDay() {
  const place = document.querySelector("[data-saved-day]");
  if (!place || !navigator.serviceWorker) return;
  const kept = await caches.match(place.dataset.savedDay);
  const at = kept && new Date(kept.headers.get("Date"));
  if (at) place.textContent = at.toLocaleDateString(lang, { weekday: "long", day: "numeric", month: "long" });
}

/** "This is not me": without network the server cannot be told yet, but nothing of anybody stays on the phone. */
async function leave(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const left = person ? items().length : 0;
  if (left && !confirm(inNumber(form, left))) return;
  wipe();
  forgetWho();
  if ((await command("leave")) !== "done") await wipeSets();
  location.replace(form.action);
}

/** Where nobody is known, words could be sent under no name, and the next person would find them. */
function closeForms() {
  for (const form of document.querySelectorAll("form[method=dialog]")) {
    form.hidden = true;
    form.before(copy("nobody"));
  }
}

part("leave")?.addEventListener("submit", leave);
if (!person) closeForms();
addEventListener("online", () => part("back")?.removeAttribute("hidden"));
document.addEventListener("outbox", show);
show();
showDay();
