// What was written and not yet acknowledged by the server, kept on this device per person and form.
// Loaded on every page, so that a shared phone forgets: at sign-out, at another person's sign-in, after 14 days.

const PREFIX = "draft:";
const DAYS_KEPT = 14;
const person = document.body.dataset.person ?? "";

const keyOf = (form) => `${PREFIX}${person}:${form}`;

/** Keeps a draft: { revision, fields: [[name, value], …] }. Storage may be full or forbidden: then the page alone remembers. */
export function keep(form, draft) {
  try {
    localStorage.setItem(keyOf(form), JSON.stringify({ ...draft, at: Date.now() }));
  } catch {
    return false;
  }
  return true;
}

export function kept(form) {
  try {
    return JSON.parse(localStorage.getItem(keyOf(form)));
  } catch {
    return null;
  }
}

export function forget(form) {
  try {
    localStorage.removeItem(keyOf(form));
  } catch {
    // Without storage there is nothing to forget.
  }
}

function wipe(isOver) {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(PREFIX) && isOver(key)) localStorage.removeItem(key);
  }
}

function isOld(key) {
  try {
    return Date.now() - JSON.parse(localStorage.getItem(key)).at > DAYS_KEPT * 86_400_000;
  } catch {
    return true;
  }
}

try {
  wipe(isOld);
  if (person) wipe((key) => !key.startsWith(keyOf("")));
  for (const form of document.querySelectorAll("[data-sign-out]")) {
    form.addEventListener("submit", () => wipe(() => true));
  }
} catch {
  // A browser without storage keeps no drafts.
}
