// Going through the questions of an attempt without loading pages anew, so that it works without the network.
// Without this script every button sends its form and loads a page.

import { autosaveOf } from "./autosave.js";
import { deliverAll } from "./delivery.js";
import { items } from "./outbox.js";
import { fetchOthers, isOurs, keepThis, open, replaceBy } from "./pages.js";
import { lead, show } from "./states.js";
import { countAll } from "./words.js";

const STAYS = new Set(["conflict", "faulty", "blank", "signed-out", "other-person"]); // after "over" any page leads to the result
let here = location.pathname;
let isGoing = false;
let hadWaiting = false; // on the page that ends the attempt: what arrives meanwhile changes it

const questionForm = () => document.querySelector("main form[data-autosave]");

/** Opens a page of this attempt in the place of this one. Says why where it cannot be had. */
async function go(path, { back = false } = {}) {
  const found = await open(path);
  if (!found) {
    if (back) history.pushState(null, "", here);
    return sayUnreachable(path);
  }
  if (!found.page) return location.assign(found.path);
  const left = questionForm();
  if (left) autosaveOf(left).detach();
  replaceBy(found);
  here = found.path;
  if (!back) history.pushState(null, "", here);
  const opened = questionForm();
  if (opened) autosaveOf(opened);
  countAll();
  const onward = document.querySelector(".lang input[name=next]");
  if (onward) onward.value = here;
  fetchOthers(); // on its own: the next press does not wait for it
}

function sayUnreachable(path) {
  const form = questionForm() ?? document.querySelector("form[data-ends]");
  if (!form) return location.assign(path); // a question that is closed has no place to say it
  const state = form.matches("[data-ends]") ? "offline" : path.endsWith("/review") ? "needs-network" : "not-here";
  show(form, state);
}

/** Where a button of a question leads. */
function onward(button) {
  const { attempt, questions } = document.querySelector("[data-attempt]").dataset;
  const place = Number(here.split("/").pop());
  if (button.value === "review" || (button.value === "next" && place === Number(questions))) return `${attempt}/review`;
  return `${attempt}/${button.value === "back" ? Math.max(place - 1, 1) : place + 1}`;
}

async function leaveQuestion(form, button) {
  const outcome = await autosaveOf(form).settle();
  if (STAYS.has(outcome)) lead(form);
  else await go(onward(button));
}

/** An attempt ends when nothing of it waits: an answer that came later would be left out. */
async function finish(form, button) {
  const { ends } = form.dataset;
  show(form, "sending");
  await deliverAll(ends);
  const left = items(ends);
  const held = left.find((item) => item.held);
  if (held) show(form, "held", { page: held.page });
  else if (left.length) show(form, "waiting", { count: left.length });
  else if (!navigator.onLine) show(form, "offline");
  else form.requestSubmit(button);
}

const mayEnd = (form) => navigator.onLine && !items(form.dataset.ends).length;

async function once(does) {
  if (isGoing) return;
  isGoing = true;
  try {
    await does();
  } finally {
    isGoing = false;
  }
}

document.addEventListener(
  "submit",
  (event) => {
    const { target: form, submitter } = event;
    const goes = form.matches("form[data-autosave]") && submitter?.name === "go" && submitter.value !== "check";
    const ends = form.matches("form[data-ends]") && !mayEnd(form);
    const isHeld = form.matches("form[data-autosave]") && submitter?.value === "check" && autosaveOf(form).item?.held;
    if (!goes && !ends && !isHeld) return;
    event.preventDefault();
    event.stopPropagation();
    if (isHeld) return lead(form);
    once(() => (goes ? leaveQuestion(form, submitter) : finish(form, submitter)));
  },
  { capture: true },
);

document.addEventListener("click", (event) => {
  const link = event.target.closest("main a[href]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || !isOurs(link.href)) return;
  event.preventDefault();
  once(() => go(new URL(link.href).pathname));
});

addEventListener("popstate", () => isOurs(location.href) && go(location.pathname, { back: true }));
document.addEventListener("outbox", () => {
  const ending = document.querySelector("form[data-ends]");
  if (ending && hadWaiting && !items(ending.dataset.ends).length) once(() => go(here, { back: true }));
  hadWaiting = Boolean(ending && items(ending.dataset.ends).length);
});

keepThis();
fetchOthers();
