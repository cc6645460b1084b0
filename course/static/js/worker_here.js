// The worker of this browser, which keeps saved modules and answers without network: see worker.js.
// Where a browser has none, nothing of that is offered.

import { person } from "./here.js";

/** Whether modules can be saved here. */
export const canSave = "serviceWorker" in navigator && "caches" in globalThis;
const PATIENCE = 20_000; // for a worker that is still being fetched
const AGAIN = 5000;
const TRIES = 5;
const { lang } = document.documentElement;
const worker = async () => (await navigator.serviceWorker.ready).active;

/** Has the worker do something; hears how it goes on, and resolves with how it ended: done, failed, full. */
export async function command(does, asked = {}, hear = () => {}) {
  if (!canSave) return "failed";
  const active = await Promise.race([worker(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  if (!active) return "failed";
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => (data.ended ? resolve(data.ended) : hear(data));
    active.postMessage({ does, ...asked }, [port2]);
  });
}

/** What could not be renewed is tried again on this page: the signal may have come back only just. */
async function tell(person, tries = TRIES) {
  const ended = await command("tend", { person, language: lang });
  if (ended !== "done" && tries) setTimeout(tell, AGAIN, person, tries - 1);
}

/** Whoever is here is noted: without network their pages speak their language, and another's are gone. */
export async function tend(person) {
  if (!canSave) return;
  try {
    if (!(await isWanted())) return;
    const registration = await navigator.serviceWorker.register("/sw.js");
    registration.update().catch(() => {}); // a browser by itself looks for a new release only when it is idle
    navigator.serviceWorker.addEventListener("controllerchange", () => tell(person)); // a new one renews what is saved
    await tell(person);
    await keepNow();
  } catch {
    // Without a worker the course needs the network, as it always did.
  }
}

/** Who studies wants it, and where it is at work it must hear who comes. In front of staff it would only
 * stand between their pages and those that the browser fetched ahead: the next piece of work to mark. */
async function isWanted() {
  const studies = "studies" in document.body.dataset || document.querySelector("[data-keep], [data-keep-now]");
  return studies || (await navigator.serviceWorker.getRegistration());
}

/** What weighs little and is needed outside, such as blank records, is kept as soon as its page is opened. */
async function keepNow() {
  const name = document.querySelector("[data-keep-now]")?.dataset.keepNow;
  if (!name) return;
  const sets = await savedSets();
  if (!sets.some((set) => set.name === name && set.language === lang)) await command("save", { name, language: lang });
}

/** What is saved on this device: { name, title, lessons, language, bytes, at }, one for each whole set. */
export async function savedSets() {
  if (!canSave) return [];
  const noted = await (await caches.match("/offline/note/person", { cacheName: "notes" }))?.text();
  if (person && noted && noted !== person) return []; // another's: they go in a moment
  const names = (await caches.keys()).filter((name) => name.startsWith("set "));
  const kept = names.map((name) => caches.match("/offline/record", { cacheName: name }));
  return Promise.all((await Promise.all(kept)).filter(Boolean).map((record) => record.json()));
}

/** Lets go of everything saved, also where the worker does not answer. */
export async function wipeSets() {
  if (!canSave) return;
  for (const name of await caches.keys()) if (/^(set |notes)/.test(name)) await caches.delete(name);
}
