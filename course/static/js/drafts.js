// On every page: sends what still waits on this device, says how much, and lets a shared phone forget:
// at sign-out, at another person's sign-in, after 14 days.

import { deliverAll } from "./delivery.js";
import { isAnothers, isOld, items, person, wipe } from "./outbox.js";
import { inNumber } from "./states.js";

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

function say() {
  const waiting = items().filter((item) => !item.held).length;
  if (waiting && !navigator.onLine) isStuck = true;
  line.textContent = waiting && isStuck ? inNumber(region, waiting) : "";
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
  if (items().length) {
    event.preventDefault();
    await deliverAll();
    const left = items().length;
    if (left && !confirm(inNumber(form, left))) return;
  }
  wipe();
  if (event.defaultPrevented) form.submit();
}

if (person && region) {
  try {
    wipe((key) => isOld(key) || isAnothers(key));
    for (const form of document.querySelectorAll("[data-sign-out]")) form.addEventListener("submit", leave);
  } catch {
    // A browser without storage keeps nothing longer than its page.
  }
  document.addEventListener("delivered", learn);
  document.addEventListener("outbox", say);
  document.addEventListener("signed-in", flush);
  addEventListener("storage", say);
  addEventListener("online", comeBack);
  addEventListener("offline", say);
  say();
  flush();
}
