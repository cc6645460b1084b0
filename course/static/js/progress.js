// Looks again how far something is until it is done: <div data-progress="address"> is filled anew
// from that page for as long as it holds [data-going]. Without this script there is a link.

const EVERY = 2500;
const box = document.querySelector("[data-progress]");

async function lookAgain() {
  if (!box.querySelector("[data-going]")) return;
  try {
    const answer = await fetch(box.dataset.progress, { headers: { Accept: "text/html" } });
    if (answer.ok && !answer.redirected) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const newer = page.querySelector("[data-progress]");
      if (newer && newer.textContent !== box.textContent) box.replaceChildren(...newer.childNodes);
    }
  } catch {
    // no network just now: it is tried again
  }
  setTimeout(lookAgain, EVERY);
}

if (box) setTimeout(lookAgain, EVERY);
