// Who is here. A page names its person; one that was kept for days without network names nobody,
// and asks a cookie that lasts as long as the sign-in does: a browser that was closed has forgotten it.

const FOR_LONG = 14 * 86_400;
const isKept = document.querySelector("[data-kept]") !== null;

export const remembered = () => /(?:^|; )here=(\d+)/.exec(document.cookie)?.[1] ?? "";
export const person = document.body.dataset.person ?? (isKept ? remembered() : "");

export function remember() {
  const lasting = "lasting" in document.body.dataset ? `; max-age=${FOR_LONG}` : "";
  document.cookie = `here=${person}; path=/; SameSite=Lax${lasting}`;
}

export function forgetWho() {
  document.cookie = "here=; path=/; SameSite=Lax; max-age=0";
}
