// Counts the words of a text while it is written: <textarea data-words data-words-from="150" data-words-to="300">.

function wordsIn(text) {
  return text.split(/\s+/u).filter((part) => /[\p{L}\p{N}]/u.test(part)).length;
}

function askedFor({ wordsFrom, wordsTo }) {
  if (wordsFrom && wordsTo) return `${wordsFrom}–${wordsTo}`;
  return wordsFrom ? `≥ ${wordsFrom}` : wordsTo ? `≤ ${wordsTo}` : "";
}

function show(area) {
  const line = document.querySelector(`[data-words-of="${CSS.escape(area.id)}"]`);
  if (!line) return;
  const asked = askedFor(area.dataset);
  const count = wordsIn(area.value);
  const { wordsTo, saidOver } = area.dataset;
  const said = saidOver && count > Number(wordsTo) ? saidOver : asked ? line.dataset.saidOf : line.dataset.said;
  line.textContent = said.replace("{count}", count).replace("{asked}", asked).replace("{limit}", wordsTo);
  line.hidden = false;
}

/** Counts in every text of the page; a page that is put in the place of another is counted anew. */
export function countAll() {
  document.querySelectorAll("textarea[data-words]").forEach(show);
}

document.addEventListener("input", (event) => event.target.matches("textarea[data-words]") && show(event.target));
countAll();
