// The pages of an attempt, kept while it lasts, so that one can go on without the network.

import { ask, setToken } from "./sending.js";

const SHORT_PATIENCE = 4000; // where a copy is at hand
const LONG_PATIENCE = 20_000;
const copies = new Map();
let isFetching = false;

const around = (root = document) => root.querySelector("[data-attempt]")?.dataset;

/** Whether an address is a page of this attempt that can be put in the place of another. */
export function isOurs(address) {
  const { attempt } = around() ?? {};
  return Boolean(attempt) && new RegExp(`^${attempt}/([0-9]+|review)$`).test(new URL(address, location.href).pathname);
}

async function fetchPage(path, patience) {
  const reply = await ask(path, { headers: { Accept: "text/html" } }, patience);
  if (reply.status >= 500) throw new Error(reply.statusText);
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const isSame = reply.ok && isOurs(reply.url) && page.body.dataset.person === document.body.dataset.person;
  if (!isSame) return { path: reply.url, page: null };
  const found = { path: new URL(reply.url).pathname, page };
  copies.set(found.path, page.documentElement.outerHTML);
  return found;
}

/** { path, page }: fetched, else a copy; no page where the address leads elsewhere; null where it cannot be had. */
export async function open(path) {
  const copy = path.endsWith("/review") ? null : copies.get(path);
  try {
    if (!navigator.onLine) throw new Error("offline");
    return await fetchPage(path, copy ? SHORT_PATIENCE : LONG_PATIENCE);
  } catch {
    return copy ? { path, page: new DOMParser().parseFromString(copy, "text/html") } : null;
  }
}

/** Fetches the other questions, one after another, until the network is lost. */
export async function fetchOthers() {
  if (isFetching) return; // the round that runs fetches all of them
  isFetching = true;
  await fetchEachOther();
  isFetching = false;
}

async function fetchEachOther() {
  const { attempt, questions } = around() ?? {};
  for (let place = 1; place <= Number(questions); place += 1) {
    const path = `${attempt}/${place}`;
    if (copies.has(path) || path === location.pathname) continue;
    try {
      await fetchPage(path, LONG_PATIENCE);
    } catch {
      return; // the next page that is opened tries again
    }
  }
}

export function keepThis() {
  if (isOurs(location.href)) copies.set(location.pathname, document.documentElement.outerHTML);
}

/** Puts a page in the place of this one, and leads the eye and the screen reader to its heading. */
export function replaceBy({ page }) {
  document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
  document.title = page.title;
  setToken(document.querySelector("meta[name=csrf-token]").content);
  const heading = document.querySelector("main h1");
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  scrollTo(0, 0);
}
