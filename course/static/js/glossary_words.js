// A word of the glossary opens its meaning beside itself: by touch, mouse and keyboard, never by hovering alone.
// Without this script, or without popovers in the browser, the meaning stays in the fold below its paragraph.

const GAP = 6;
const EDGE = 12;

export function foldOut(article, part) {
  const canPop = typeof HTMLElement.prototype.togglePopover === "function";
  for (const link of article.querySelectorAll("a[href^='#term-']")) {
    const meaning = document.getElementById(link.hash.slice(1));
    if (!meaning) continue;
    if (canPop) makeButton(link, meaning, part);
    else link.addEventListener("click", () => unfold(meaning));
  }
  if (canPop) article.classList.add("pops");
}

/** Older browsers lead to a fold without opening it. */
function unfold(meaning) {
  meaning.closest("details").open = true;
}

function makeButton(link, meaning, part) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "word";
  button.append(...link.childNodes);
  const pop = part("word").firstElementChild;
  pop.querySelector("p").textContent = meaning.textContent;
  pop.setAttribute("role", "group");
  pop.setAttribute("aria-label", button.textContent);
  link.replaceWith(button);
  const paragraph = button.closest("p");
  if (paragraph) paragraph.after(pop); // read right after it
  else button.parentElement.append(pop);
  button.popoverTargetElement = pop;
  button.setAttribute("aria-expanded", "false");
  pop.addEventListener("beforetoggle", () => (pop.style.opacity = 0)); // it has no size yet to be placed by
  pop.addEventListener("toggle", ({ newState }) => {
    button.setAttribute("aria-expanded", String(newState === "open"));
    if (newState !== "open") return;
    place(pop, button);
    pop.style.opacity = 1;
    pop.focus();
  });
  pop.querySelector("button").addEventListener("click", () => pop.hidePopover());
}

/** Below the word, or above it where there is no room; never beyond the edge of a narrow phone. */
function place(pop, button) {
  const [word] = button.getClientRects();
  const { width, height } = pop.getBoundingClientRect();
  const left = Math.max(EDGE, Math.min(word.left, document.documentElement.clientWidth - width - EDGE));
  const fits = word.bottom + GAP + height < innerHeight || word.top < height + GAP;
  const top = fits ? word.bottom + GAP : word.top - GAP - height;
  pop.style.left = `${left + scrollX}px`;
  pop.style.top = `${top + scrollY}px`;
}
