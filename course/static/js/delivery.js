// Brings items of the outbox to the server: one by its own form, or all that wait.

import { items, markTried, read, settle } from "./outbox.js";
import { put } from "./sending.js";

const underway = new Map();
const HOPELESS = new Set(["waiting", "busy", "signed-out", "other-person"]); // the next item would fare no better

/** Sends one item and settles it; a second call while it is under way awaits the same answer. */
export function deliver(item) {
  if (!underway.has(item.form)) {
    underway.set(item.form, send(item).finally(() => underway.delete(item.form)));
  }
  return underway.get(item.form);
}

async function send(item) {
  markTried(item);
  const answer = await put(item.address, item);
  settle(item, answer.status, answer.told);
  document.dispatchEvent(new CustomEvent("delivered", { detail: { ...answer, item } }));
  return answer;
}

/** Sends what waits, until nothing does or the way is closed. Leaves out what `isLeft` says; tells the last status. */
export async function deliverAll(start = "", isLeft = () => false) {
  let status = "saved";
  for (const { form } of items(start)) {
    let item;
    while ((item = read(form))?.key && !item.held && !isLeft(item)) {
      ({ status } = await deliver(item));
      if (HOPELESS.has(status)) return status;
    }
  }
  return status;
}
