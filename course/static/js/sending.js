// One save over the network, and what its answer means.

const PATIENCE = 15_000;
const meta = () => document.querySelector("meta[name=csrf-token]");

/** A fetch that gives up, because a phone with a bad signal never says no. */
export async function ask(address, options = {}, patience = PATIENCE) {
  const watch = new AbortController();
  const timer = setTimeout(() => watch.abort(), patience);
  try {
    return await fetch(address, { credentials: "same-origin", ...options, signal: watch.signal });
  } finally {
    clearTimeout(timer);
  }
}

/** The token of this page; one that was kept for days without network has none, and asks. */
async function token() {
  if (meta()) return meta().content;
  const { kept } = document.querySelector("[data-kept]").dataset;
  return (await (await ask(kept, { headers: { Accept: "application/json" }, cache: "no-store" })).json()).token;
}

/** Returns { status, told }; never throws. status: saved, conflict, over, blank, kept, signed-out, other-person, waiting, busy, faulty. */
export async function put(address, { person, key, fields, revision }) {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  try {
    const headers = {
      Accept: "application/json",
      "X-CSRFToken": await token(),
      "X-Person": person,
      "Idempotency-Key": key,
      "If-Match": `"${revision}"`,
    };
    const reply = await ask(address, { method: "PUT", body, headers, redirect: "manual", keepalive: document.hidden });
    const told = reply.headers.get("Content-Type")?.includes("json") ? await reply.json() : {};
    return { status: meaningOf(reply, told), told };
  } catch {
    return { status: "waiting", told: {} };
  }
}

function meaningOf(reply, told) {
  if (reply.ok) return Number.isInteger(told.revision) ? "saved" : "busy"; // not our page: nothing was acknowledged
  if (told.error === "attempt_over") return "over";
  if (told.error === "blank_answer") return "blank";
  if (told.error === "kept_beside") return "kept"; // the work is closed; what was typed lies beside it
  if (told.error === "other_person") return "other-person";
  if (reply.status === 409 && told.revision !== undefined) return "conflict";
  if (reply.type === "opaqueredirect" || reply.status === 400 || reply.status === 401) return "signed-out";
  return reply.status >= 500 || reply.status === 429 ? "busy" : "faulty";
}

/** Every form of the page carries the token of the session that is alive. */
export function setToken(fresh) {
  if (meta()) meta().content = fresh;
  for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = fresh;
}

/** A key for one save; randomUUID is missing on a page without TLS. */
export function freshKey() {
  return crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-");
}
