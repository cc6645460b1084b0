// What the server has not acknowledged, kept on this device over reloads: one item for each form of the person.
// { person, form, address, page, key, revision, fields, tried, newer, held, other, at }
// key: of these fields, however often they are sent; newer: fields written after those may have arrived already;
// held: "conflict" or "refused" waits for its own page; other: what the server told of it.

import { person } from "./here.js";
import { freshKey } from "./sending.js";

export { person };

const PREFIX = "draft:";
const DAYS_KEPT = 14;
const memory = new Map(); // storage may be full or forbidden: then the page alone remembers
const acknowledged = new Map(); // what the server said last of each form, as long as the page lives

const keyOf = (form) => `${PREFIX}${person}:${form}`;
const tell = () => document.dispatchEvent(new Event("outbox"));

export function read(form) {
  try {
    return JSON.parse(memory.get(keyOf(form)) ?? localStorage.getItem(keyOf(form)));
  } catch {
    return null;
  }
}

function write(item) {
  const text = JSON.stringify({ ...item, at: Date.now() });
  try {
    localStorage.setItem(keyOf(item.form), text);
    memory.delete(keyOf(item.form));
  } catch {
    memory.set(keyOf(item.form), text);
  }
  tell();
}

export function drop(form) {
  memory.delete(keyOf(form));
  try {
    localStorage.removeItem(keyOf(form));
  } catch {
    // Without storage there is nothing to forget.
  }
  tell();
}

/** Every item of this person, the oldest first; with a start, only those whose forms are named so. */
export function items(start = "") {
  const wanted = keyOf(start);
  let stored = [];
  try {
    stored = Object.keys(localStorage);
  } catch {
    // The page alone remembers.
  }
  const keys = new Set([...stored, ...memory.keys()].filter((key) => key.startsWith(wanted)));
  const found = [...keys].map((key) => read(key.slice(keyOf("").length))).filter((item) => item?.key);
  return found.sort((one, other) => one.at - other.at);
}

/** Takes in what a form holds now. What may have reached the server keeps its key beside the newer fields. */
export function take({ form, address, revision, fields }) {
  const item = read(form);
  if (item?.tried && item.held !== "refused") return write({ ...item, newer: fields });
  write({ person, form, address, page: location.pathname, key: freshKey(), revision: item?.revision ?? revision, fields });
}

/** What is only half written: kept like the rest, sent never. `entry`: the key that it will have. */
export function keepHalf(form, fields, entry) {
  write({ person, form, fields, entry });
}

export function markTried(item) {
  write({ ...item, tried: true });
}

/** Keeps of an item what its answer leaves to be done. Another page may have been quicker: then nothing. */
export function settle({ form, key, fields }, status, told) {
  if (status === "saved") acknowledged.set(form, { revision: told.revision, fields, told });
  const item = read(form);
  if (item?.key !== key) return;
  if (status === "saved") next(item, told.revision);
  else if (status === "conflict") write({ ...item, held: "conflict", other: told });
  else if (status === "over") item.newer ? next(item, item.revision) : drop(form); // kept, or never to be
  else if (status === "kept") item.newer ? next(item, item.revision) : drop(form); // beside the work, where its author reads it
  else if (status === "blank") item.newer ? next(item, item.revision) : drop(form); // the answer that stands is shown on demand
  else if (status === "faulty") refuse(item, told);
}

function next({ form, newer, ...item }, revision) {
  if (newer) write({ ...item, form, key: freshKey(), revision: String(revision), fields: newer, tried: false, held: null });
  else drop(form);
}

function refuse(item, told) {
  if (item.newer) next(item, item.revision);
  else write({ ...item, held: "refused", other: told });
}

/** After a conflict: this version goes out on top of the other one. */
export function overrule({ form, fields, newer, ...item }) {
  next({ ...item, form, newer: newer ?? fields }, item.other.revision);
}

/** Whether it outlives the page. */
export const isKept = (form) => !memory.has(keyOf(form));

export const lastSaid = (form) => acknowledged.get(form);

export function wipe(isOver = () => true) {
  memory.clear();
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(PREFIX) && isOver(key)) localStorage.removeItem(key);
  }
}

export const isAnothers = (key) => !key.startsWith(keyOf(""));

export function isOld(key) {
  try {
    return Date.now() - JSON.parse(localStorage.getItem(key)).at > DAYS_KEPT * 86_400_000;
  } catch {
    return true;
  }
}
