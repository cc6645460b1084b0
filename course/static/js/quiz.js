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
let turn = 0; // of the last press, or step back: it alone decides where this page goes
let underway = 0;
let hadWaiting = false; // on the page that ends the attempt: what arrives meanwhile changes it

const questionForm = () => document.querySelector("main form[data-autosave]");

/** The newest press wins: what an older one still waits for may come when it is no longer wanted. */
async function inTurn(does) {
  turn += 1;
  const mine = turn;
  underway += 1;
  await does(() => mine === turn);
  underway -= 1;
}

/** Opens a page of this attempt in the place of this one. Says why where it cannot be had. */
async function go(path, isWanted, { back = false } = {}) {
  const found = await open(path);
  if (!isWanted()) return;
  if (!found) {
    if (location.pathname !== here) history.pushState(null, "", here);
    return sayUnreachable(path);
  }
  if (!found.page) return location.assign(found.path);
  const left = questionForm();
  if (left) autosaveOf(left).detach();
  replaceBy(found);
  here = found.path;
  if (!back || location.pathname !== here) history.pushState(null, "", here);
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
  if (form.matches("[data-ends]")) show(form, "offline");
  else autosaveOf(form).sayFirst(path.endsWith("/review") ? "needs-network" : "not-here");
}

/** Where a button of a question leads. */
function onward(button) {
  const { attempt, questions } = document.querySelector("[data-attempt]").dataset;
  const place = Number(here.split("/").pop());
  if (button.value === "review" || (button.value === "next" && place === Number(questions))) return `${attempt}/review`;
  return `${attempt}/${button.value === "back" ? Math.max(place - 1, 1) : place + 1}`;
}

async function leaveQuestion(form, button, isWanted) {
  const outcome = await autosaveOf(form).settle();
  if (!isWanted()) return;
  if (STAYS.has(outcome)) lead(form);
  else await go(onward(button), isWanted);
}

/** An attempt ends when nothing of it waits: an answer that came later would be left out. */
async function finish(form, button, isWanted) {
  const { ends } = form.dataset;
  show(form, "sending");
  await deliverAll(ends);
  if (!isWanted()) return;
  const left = items(ends);
  const held = left.find((item) => item.held);
  if (held) show(form, "held", { page: held.page });
  else if (left.length) show(form, "waiting", { count: left.length });
  else if (!navigator.onLine) show(form, "offline");
  else form.requestSubmit(button);
}

const mayEnd = (form) => navigator.onLine && !items(form.dataset.ends).length;

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
    inTurn((isWanted) => (goes ? leaveQuestion : finish)(form, submitter, isWanted));
  },
  { capture: true },
);

document.addEventListener("click", (event) => {
  const link = event.target.closest("main a[href]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || !isOurs(link.href)) return;
  event.preventDefault();
  inTurn((isWanted) => go(new URL(link.href).pathname, isWanted));
});

addEventListener("popstate", () => isOurs(location.href) && inTurn((isWanted) => go(location.pathname, isWanted, { back: true })));
document.addEventListener("outbox", () => {
  const ending = document.querySelector("form[data-ends]");
  if (ending && hadWaiting && !underway && !items(ending.dataset.ends).length) inTurn((isWanted) => go(here, isWanted, { back: true }));
  hadWaiting = Boolean(ending && items(ending.dataset.ends).length);
});

keepThis();
fetchOthers();
