// Questions about a lesson written without the network: each is kept in the outbox under its own key and sent by itself.
// The half-written one is kept too. Without this script the form is sent and a page comes back.

import { deliver } from "./delivery.js";
import { fieldsOf, putBack } from "./fields.js";
import { drop, items, keepHalf, read, take } from "./outbox.js";
import { freshKey } from "./sending.js";
import { lookWhoIsHere } from "./signing_in.js";
import { show } from "./states.js";

const form = document.querySelector("form[data-question]");
const list = document.querySelector("[data-waiting-questions]");
const HALF = `half-question-${form.dataset.question}`;
const START = `question-${form.dataset.question}-`;
const PAUSE = 400;
const arrived = new Map(); // questions that came to the server while this page is open
let timer;

const field = (name) => form.elements.namedItem(name);
const textOf = ({ fields }) => fields.find(([name]) => name === "text")?.[1] ?? "";

function keep() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (field("text").value.trim()) keepHalf(HALF, fieldsOf(form), field("request_key").value);
    else drop(HALF);
  }, PAUSE);
}

function restore() {
  const half = read(HALF);
  if (!half || field("text").value) return;
  field("request_key").value = half.entry;
  putBack(form, half.fields);
  show(form, "half");
}

async function send(event) {
  event.preventDefault();
  clearTimeout(timer);
  if (!field("text").value.trim()) {
    show(form, "incomplete");
    return field("text").focus();
  }
  const key = field("request_key").value;
  const name = START + key;
  take({ form: name, address: `${form.getAttribute("action")}/${key}`, revision: "0", fields: fieldsOf(form) });
  drop(HALF);
  begin("");
  const { status } = await deliver(read(name));
  if (status === "saved") return location.reload(); // the question stands on the page now
  if (status === "signed-out" || status === "other-person") show(form, status);
  if (status === "signed-out") lookWhoIsHere();
}

function begin(text) {
  field("text").value = text;
  field("request_key").value = freshKey();
  form.querySelector("[data-save-state]").replaceChildren();
}

/** What waits, came back or arrived, each with what can be done about it. */
function showList() {
  const waiting = items(START).map((item) => [item, item.held ? "refused" : navigator.onLine ? "sending" : "waiting"]);
  const sent = [...arrived.values()].map((item) => [item, "saved"]);
  list.replaceChildren(...[...sent, ...waiting].map(([item, state]) => line(item, state)));
}

function line(item, state) {
  const shown = document.querySelector(`template[data-asked="${state}"]`).content.cloneNode(true);
  shown.querySelector("[data-title]").textContent = textOf(item);
  for (const place of shown.querySelectorAll("[data-reason]")) place.textContent = item.other?.sentence ?? "";
  shown.querySelector("[data-drop]")?.addEventListener("click", () => drop(item.form));
  shown.querySelector("[data-mend]")?.addEventListener("click", () => mend(item));
  return shown;
}

/** A question that the server refused comes back into the form, to be sent as a new one. */
function mend(item) {
  drop(item.form);
  begin(textOf(item));
  keep();
  field("text").focus();
}

function learn({ detail: { status, item } }) {
  if (status === "saved" && item.form.startsWith(START)) arrived.set(item.form, item);
  showList();
}

form.addEventListener("input", keep);
form.addEventListener("change", keep);
form.addEventListener("submit", send);
document.addEventListener("outbox", showList);
document.addEventListener("delivered", learn);
addEventListener("online", showList);
addEventListener("offline", showList);
restore();
showList();
