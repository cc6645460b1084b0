// On every page: sends what still waits on this device, says how much, and that there is no network;
// lets a shared phone forget: at sign-out, at another person's sign-in, after 14 days.

import { deliverAll } from "./delivery.js";
import { forgetWho, remember, remembered } from "./here.js";
import { holdForms } from "./network.js";
import { isAnothers, isOld, items, person, wipe } from "./outbox.js";
import { inNumber } from "./states.js";
import { command, tend, wipeSets } from "./worker_here.js";

const SHORTEST_WAIT = 2000;
const LONGEST_WAIT = 60_000;
const region = document.querySelector("[data-outbox]");
const [line, link] = region?.children ?? [];
let wait = SHORTEST_WAIT;
let timer;
let isStuck = false; // what waits is told only when sending failed: otherwise it is gone in a moment

/** A form on this page sends for itself. */
const hasForm = ({ form }) => document.querySelector(`form[data-autosave][data-form="${CSS.escape(form)}"]`) !== null;

async function flush() {
  clearTimeout(timer);
  await deliverAll("", hasForm);
}

function flushLater() {
  clearTimeout(timer);
  timer = setTimeout(flush, wait);
  wait = Math.min(wait * 2, LONGEST_WAIT);
}

/** The signal is back: what failed long ago need not wait as long again. */
function comeBack() {
  wait = SHORTEST_WAIT;
  return flush();
}

/** Only what saves itself is kept on this phone. A page that was kept says itself that there is no network. */
function network() {
  const { offline, keeping, quiet } = region.dataset;
  const keeps = document.querySelector("form:is([data-autosave], [data-record], [data-question])") ? keeping : "";
  return navigator.onLine ? [] : [quiet === undefined ? offline : "", keeps];
}

function say() {
  const waiting = items().filter((item) => !item.held).length;
  if (waiting && !navigator.onLine) isStuck = true;
  line.textContent = [...network(), waiting && isStuck ? inNumber(region, waiting) : ""].filter(Boolean).join(" ");
  const divided = items().find((item) => item.held === "conflict" && !hasForm(item));
  link.hidden = !divided;
  if (divided) link.href = divided.page;
}

/** Words written in a form that is no longer here may have come too late for their work. */
function sayKept({ sentence }) {
  line.textContent = sentence;
  isStuck = false;
}

function learn({ detail: { status, told } }) {
  if (status === "kept" && !document.querySelector("form[data-autosave]")) return sayKept(told);
  isStuck ||= status === "waiting" || status === "busy";
  if (status === "waiting" || status === "busy") flushLater();
  else wait = SHORTEST_WAIT;
  say();
  if (!isStuck || status !== "saved" || items().length) return;
  line.textContent = region.dataset.sent;
  isStuck = false;
}

async function leave(event) {
  const form = event.currentTarget;
  const isOffline = !navigator.onLine;
  if (items().length || isOffline) {
    event.preventDefault();
    await deliverAll();
    const left = items().length;
    if (left && !confirm(inNumber(form, left))) return;
  }
  wipe();
  forgetWho();
  if (isOffline && (await command("leave")) === "done") return location.replace(`/offline/${document.documentElement.lang}`);
  wipeSets();
  if (event.defaultPrevented) form.submit();
}

/** A page that comes back by the back button is not shown to whoever came after its person. */
function comeUp({ persisted }) {
  if (persisted && document.body.dataset.person && remembered() !== person) location.reload();
}

function takeCare() {
  try {
    wipe((key) => isOld(key) || isAnothers(key));
    for (const form of document.querySelectorAll("[data-sign-out]")) form.addEventListener("submit", leave);
  } catch {
    // A browser without storage keeps nothing longer than its page.
  }
  if (!document.body.dataset.person) return;
  remember();
  addEventListener("pageshow", comeUp);
  if (document.readyState === "complete") tend(person);
  else addEventListener("load", () => tend(person)); // what the page needs comes first
}

if (region) {
  if (person) takeCare();
  else if (!document.querySelector("[data-kept]")) forgetWho(); // a page of the server knows that nobody is signed in
  holdForms(`${region.dataset.offline} ${region.dataset.press}`);
  document.addEventListener("delivered", learn);
  document.addEventListener("outbox", say);
  document.addEventListener("signed-in", flush);
  addEventListener("storage", say);
  addEventListener("online", say);
  addEventListener("offline", say);
  say();
}
if (region && person) {
  addEventListener("online", comeBack);
  flush();
}
