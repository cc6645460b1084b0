// One save over the network, and what its answer means.

const token = document.querySelector("meta[name=csrf-token]");

/** Returns { status: saved | conflict | signed-out | waiting | faulty, told }; never throws. */
export async function put(address, { key, fields, revision }) {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  const headers = { Accept: "application/json", "X-CSRFToken": token.content, "Idempotency-Key": key, "If-Match": `"${revision}"` };
  try {
    const reply = await fetch(address, { method: "PUT", body, headers, redirect: "manual", keepalive: document.hidden });
    const told = reply.headers.get("Content-Type")?.includes("json") ? await reply.json() : {};
    return { status: meaningOf(reply, told), told };
  } catch {
    return { status: "waiting", told: {} };
  }
}

function meaningOf(reply, told) {
  if (reply.ok) return "saved";
  if (reply.status === 409 && told.revision !== undefined) return "conflict";
  if (reply.type === "opaqueredirect" || reply.status === 400 || reply.status === 401) return "signed-out";
  return reply.status >= 500 || reply.status === 429 ? "waiting" : "faulty";
}

/** After signing in again in another tab: takes the new token, if it is still the same person. */
export async function takeFreshToken() {
  const reply = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!reply?.ok || reply.redirected) return false;
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  if (page.body.dataset.person !== document.body.dataset.person) return false;
  token.content = page.querySelector("meta[name=csrf-token]").content;
  return true;
}

/** A key for one save; randomUUID is missing on a page without TLS. */
export function freshKey() {
  return crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-");
}
