// What a lesson's page can do with scripts. What they put into it, in the visitor's language, is fetched once and kept.

import { foldOut } from "./glossary_words.js";
import { offerListening } from "./listening.js";
import { saveBeside } from "./lesson_notes.js";

const article = document.querySelector("article[data-parts]");
const PATIENCE = 8000;

/** The templates of lesson_parts.html, by what they are for. */
async function fetchParts() {
  const watch = new AbortController();
  const timer = setTimeout(() => watch.abort(), PATIENCE);
  try {
    const reply = await fetch(article.dataset.parts, { signal: watch.signal });
    if (!reply.ok) throw new Error(reply.statusText);
    const page = new DOMParser().parseFromString((await reply.json()).html, "text/html");
    return (name) => document.importNode(page.querySelector(`template[data-for="${name}"]`).content, true);
  } finally {
    clearTimeout(timer);
  }
}

/** Contents stand beside the text where there is room. */
function placeContents() {
  const contents = article.querySelector(".toc");
  const aside = document.querySelector(".reading > aside");
  if (!contents || !aside) return;
  const wide = matchMedia("(min-width: 60rem)");
  const place = () => {
    if (wide.matches) aside.append(contents);
    else article.querySelector(".head").after(contents);
    contents.open = wide.matches;
  };
  wide.addEventListener("change", place);
  place();
}

/** Without the network now: once it is back. Until then the page is what it is without scripts. */
async function begin() {
  let part;
  try {
    part = await fetchParts();
  } catch {
    return addEventListener("online", begin, { once: true });
  }
  saveBeside(article, part);
  foldOut(article, part);
  offerListening(article, part);
}

placeContents();
begin();
