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
  const said = asked ? line.dataset.saidOf : line.dataset.said;
  line.textContent = said.replace("{count}", wordsIn(area.value)).replace("{asked}", asked);
  line.hidden = false;
}

document.addEventListener("input", (event) => event.target.matches("textarea[data-words]") && show(event.target));
document.querySelectorAll("textarea[data-words]").forEach(show);
