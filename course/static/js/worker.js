// The worker of the course: keeps what was saved for days without network, and answers where the network does not.
// Pages are always the network's. What is kept names nobody: assets, and editions of lessons made to be kept.
// /sw.js says COURSE: { version, build, pages, files, signIn, signOut } and loads this script; with each edition it changes.

const SHELL = `shell ${COURSE.build}`;
const SET = "set "; // a saved set: "set m3 pl 0a1b2c", whole when it has its RECORD
const NOTES = "notes"; // who was here last, in which language, when
const LEAVING = "leaving"; // somebody signed out without network
const RECORD = "/offline/record";
const SLOW = 10_000; // then a page that was saved is better than waiting on
const DAYS_KEPT = 14;
const SOON = 3_600_000;

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(fill(SHELL, [...COURSE.pages, ...COURSE.files]));
});

addEventListener("activate", (event) => event.waitUntil(begin()));

async function begin() {
  await registration.navigationPreload?.enable();
  await clients.claim();
  await tidy();
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === "POST" && request.mode === "navigate" && pathname === COURSE.signOut) return event.respondWith(signOut(request));
  if (request.method !== "GET") return;
  if (/^\/(static|icons|lesson-parts)\//.test(pathname)) event.respondWith(asset(request));
  else if (request.mode === "navigate") event.respondWith(page(event, pathname));
});

addEventListener("message", (event) => {
  const { does, ...asked } = event.data;
  const [port] = event.ports;
  const done = DEEDS[does](asked, (told) => port?.postMessage(told));
  event.waitUntil(done.then(() => port?.postMessage({ ended: "done" })).catch((fault) => port?.postMessage({ ended: reasonOf(fault) })));
});

const DEEDS = {
  save: ({ name, language }, tell) => save(name, language, tell),
  remove: ({ name }) => forget(async (cache) => (await recordIn(cache))?.name === name),
  tend,
  leave: () => wipe().then(() => caches.open(LEAVING)),
};

const reasonOf = (fault) => (fault.name === "QuotaExceededError" ? "full" : "failed");

// Answers

async function asset(request) {
  const kept = (await (await caches.open(SHELL)).match(request)) ?? (await caches.match(request));
  return kept ?? fetch(request);
}

async function page(event, path) {
  try {
    if (await caches.has(LEAVING)) {
      await leave();
      return await fetch(event.request);
    }
    const answer = event.preloadResponse.then((early) => early ?? fetch(event.request));
    return await inTime(answer, path);
  } catch {
    return withoutNetwork(path);
  }
}

/** The network's answer; when it does not come for long, the saved page, if there is one. */
async function inTime(answer, path) {
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, SLOW))).then(() => saved(path));
  try {
    return (await Promise.race([answer, late])) ?? (await answer);
  } finally {
    clearTimeout(timer);
  }
}

async function withoutNetwork(path) {
  const shell = await caches.open(SHELL);
  return (await saved(path)) ?? (await shell.match(`/offline/${await noted("language", COURSE.pages[0].slice(-2))}`));
}

/** The edition of a page in a set that is whole, in the language read last, else in another. */
async function saved(path) {
  await forgetOld();
  const language = await noted("language", "");
  const found = [];
  for (const name of await setNames()) {
    const cache = await caches.open(name);
    const record = await recordIn(cache);
    const kept = record && (await cache.match(`/offline/${record.language}${path}`));
    if (kept) found.push([record.language === language, kept]);
  }
  return (found.find(([isTheirs]) => isTheirs) ?? found[0])?.[1];
}

// Sets

const setNames = async () => (await caches.keys()).filter((name) => name.startsWith(SET));

async function recordIn(cache) {
  const kept = await cache.match(RECORD);
  return kept ? kept.json() : null;
}

/** Fetches a set of this edition whole, then lets the older one go. What came before the network was lost stays. */
async function save(name, language, tell = () => {}) {
  const list = await (await ask(`/offline/${language}/sets/${name}`)).json();
  if (list.version !== COURSE.version) {
    registration.update();
    throw new Error("another edition is served already");
  }
  const place = `${SET}${name} ${language} ${list.version}`;
  await fill(place, list.pages, tell, (reply) => reply.headers.get("Course-Version") === list.version);
  await fill(SHELL, [...COURSE.pages, ...COURSE.files]);
  const cache = await caches.open(place);
  const bytes = await bytesIn(cache);
  await cache.put(RECORD, Response.json({ ...list, name, language, bytes, at: Date.now() }));
  await forget(async (_cache, other) => other !== place && other.startsWith(`${SET}${name} ${language} `));
  await tidy();
}

async function fill(place, addresses, tell = () => {}, isRight = () => true) {
  const cache = await caches.open(place);
  for (const [done, address] of addresses.entries()) {
    tell({ done, all: addresses.length });
    if (await cache.match(address)) continue;
    const reply = await ask(address);
    if (!isRight(reply)) throw new Error(`${address} is of another edition`);
    await cache.put(address, reply);
  }
}

/** A whole answer of ours: no redirect, as to the sign-in, and no fault is ever kept. */
async function ask(address, accept = "*/*") {
  const reply = await fetch(address, { credentials: "same-origin", headers: { Accept: accept } });
  if (!reply.ok || reply.redirected || reply.type !== "basic") throw new Error(`${address} cannot be kept`);
  return reply;
}

async function bytesIn(cache) {
  let bytes = 0;
  for (const request of await cache.keys()) bytes += (await (await cache.match(request)).blob()).size;
  return bytes;
}

async function forget(isOver) {
  for (const name of await setNames()) {
    if (await isOver(await caches.open(name), name)) await caches.delete(name);
  }
}

/** Lets go what nothing needs: assets of an edition that no saved set was made for. */
async function tidy() {
  const needed = new Set([SHELL]);
  for (const name of await setNames()) needed.add(`shell ${(await recordIn(await caches.open(name)))?.build}`);
  for (const name of await caches.keys()) {
    if (name.startsWith("shell ") && !needed.has(name)) await caches.delete(name);
  }
}

// People

/** A page was opened by somebody: notes who, lets go what another person saved, and renews what is older. */
async function tend({ person, language }) {
  const before = await noted("person", "");
  if (before && before !== person) await wipe();
  await note({ person, language, at: String(Date.now()) });
  for (const name of await setNames()) {
    const [, set, kept, version] = name.split(" ");
    if (version !== COURSE.version && (await recordIn(await caches.open(name)))) await save(set, kept);
  }
}

async function wipe() {
  await forget(async () => true);
  await caches.delete(NOTES);
}

async function forgetOld() {
  const at = Number(await noted("at", Date.now()));
  if (Date.now() - at > DAYS_KEPT * 86_400_000) await wipe();
}

/** Nobody may see the pages of who signed out without network: that is done before anything is shown. */
async function leave() {
  const { person, token } = await (await ask(COURSE.signIn, "application/json")).json();
  if (person) {
    const gone = await fetch(COURSE.signOut, { method: "POST", headers: { "X-CSRFToken": token }, redirect: "manual" });
    if (gone.type !== "opaqueredirect") throw new Error("still signed in"); // tried again before the next page
  }
  await caches.delete(LEAVING);
}

/** Whoever signs out on a dead signal is gone from this phone all the same; the server is told as soon as it can be. */
async function signOut(request) {
  try {
    return await fetch(request);
  } catch {
    await DEEDS.leave();
    return withoutNetwork(COURSE.signOut);
  }
}

/** Writes only what changed: every page that is opened notes who and when, and old phones write slowly. */
async function note({ at, ...facts }) {
  const isFresh = at - Number(await noted("at", 0)) < SOON;
  const notes = await caches.open(NOTES);
  for (const [name, said] of Object.entries(isFresh ? facts : { ...facts, at })) {
    if ((await noted(name, "")) !== said) await notes.put(`/offline/note/${name}`, new Response(said));
  }
}

async function noted(name, otherwise) {
  const kept = await caches.match(`/offline/note/${name}`, { cacheName: NOTES });
  return kept ? kept.text() : otherwise;
}
