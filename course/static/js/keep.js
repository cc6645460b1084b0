// "Save for offline" beside a module: <div data-keep="m3" hidden>, with the words of its states in <template data-keep-words>.

import { canSave, command, savedSets } from "./worker_here.js";

const { lang } = document.documentElement;
const words = document.querySelector("template[data-keep-words]")?.dataset;
const places = [...document.querySelectorAll("[data-keep]")];

const inMegabytes = (bytes) => (Math.ceil(bytes / 100_000) / 10).toLocaleString(lang, { minimumFractionDigits: 1 });
const dayOf = (at) => new Date(at).toLocaleDateString(lang, { day: "numeric", month: "long" });

/** Shows of each module whether it lies on this phone. */
async function showAll() {
  const sets = await savedSets();
  for (const place of places) show(place, sets.find(({ name, language }) => name === place.dataset.keep && language === lang));
}

function show(place, set) {
  const [save, kept] = place.children;
  save.hidden = Boolean(set);
  kept.hidden = !set;
  place.hidden = false;
  if (!set) return;
  kept.querySelector("[data-when]").textContent = `${dayOf(set.at)} (${inMegabytes(set.bytes)} MB)`;
}

async function save(place) {
  const [button, , said] = place.children;
  button.disabled = true;
  const say = (sentence) => (said.textContent = sentence);
  const ended = await command("save", { name: place.dataset.keep, language: lang }, ({ done, all }) =>
    say(words.saving.replace("{done}", done).replace("{all}", all)),
  );
  button.disabled = false;
  say(ended === "done" ? words.done : words[ended]);
  await showAll();
  if (ended === "done") place.querySelector("[data-remove]").focus();
}

async function remove(place) {
  await command("remove", { name: place.dataset.keep });
  place.children[2].textContent = words.removed;
  await showAll();
  place.firstElementChild.focus();
}

if (canSave && places.length) {
  for (const place of places) {
    place.querySelector("[data-save]").addEventListener("click", () => save(place));
    place.querySelector("[data-remove]").addEventListener("click", () => remove(place));
  }
  showAll();
}
