// Reads a lesson aloud with a voice of this device. Voices that would send the text to somebody are not asked.

const LONGEST = 180; // signs: some browsers fall silent after a quarter of a minute

export function offerListening(article, part) {
  const synthesis = globalThis.speechSynthesis;
  if (!synthesis) return;
  const text = article.querySelector("[data-text]");
  const language = text.closest("[lang]").lang;
  const look = () => {
    const voice = voiceFor(synthesis, language);
    if (voice && !article.querySelector(".listening")) begin(new Reader(synthesis, voice, text), article, part);
  };
  look();
  synthesis.addEventListener?.("voiceschanged", look);
}

/** A voice that lives on this device and speaks the language; the system's own choice first. */
function voiceFor(synthesis, language) {
  const speaks = ({ lang }) => lang.toLowerCase().replace("_", "-").split("-")[0] === language;
  const voices = synthesis.getVoices().filter((voice) => voice.localService && speaks(voice));
  return voices.find((voice) => voice.default) ?? voices[0];
}

function begin(reader, article, part) {
  const controls = part("listening").firstElementChild;
  const button = (name) => controls.querySelector(`[data-listen="${name}"]`);
  const show = (state) => {
    const hadFocus = controls.contains(document.activeElement);
    const shown = { silent: ["play"], reading: ["pause", "stop"], paused: ["resume", "stop"] }[state];
    for (const one of controls.querySelectorAll("[data-listen]")) one.hidden = !shown.includes(one.dataset.listen);
    if (hadFocus) button(shown[0]).focus();
  };
  reader.tell = show;
  controls.addEventListener("click", ({ target }) => {
    const deed = target.closest("[data-listen]")?.dataset.listen;
    if (deed) reader[deed]();
  });
  article.querySelector(".head").after(controls);
  addEventListener("pagehide", () => reader.stop());
}

class Reader {
  constructor(synthesis, voice, text) {
    this.synthesis = synthesis;
    this.voice = voice;
    this.text = text;
    this.turn = 0; // an utterance of an earlier turn has no say any more
  }

  play() {
    this.sentences = sentencesIn(this.text, this.voice.lang);
    this.place = 0;
    this.resume();
  }

  resume() {
    this.tell("reading");
    this.speak();
  }

  /** Cancelled and begun again at the same sentence: phones do not know how to pause. */
  pause() {
    this.hush();
    this.tell("paused");
  }

  stop() {
    this.hush();
    this.mark(null);
    this.place = 0;
    this.tell("silent");
  }

  hush() {
    this.turn += 1;
    this.synthesis.cancel();
  }

  speak() {
    const sentence = this.sentences[this.place];
    if (!sentence) return this.stop();
    this.turn += 1;
    const { turn } = this;
    const said = new SpeechSynthesisUtterance(sentence.words);
    said.voice = this.voice;
    said.lang = this.voice.lang;
    said.addEventListener("end", () => turn === this.turn && this.next());
    said.addEventListener("error", () => turn === this.turn && this.stop());
    this.mark(sentence.block);
    this.synthesis.speak(said);
  }

  next() {
    this.place += 1;
    this.speak();
  }

  mark(block) {
    if (block === this.marked) return;
    this.marked?.classList.remove("spoken");
    this.marked = block;
    if (!block) return;
    block.classList.add("spoken");
    const { top, bottom } = block.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) block.scrollIntoView({ block: "center" });
  }
}

/** Sentences in the order of the page, each with the block that it stands in. What is folded, drawn or typed is left out. */
function sentencesIn(text, language) {
  const blocks = [...text.querySelectorAll("h2, h3, h4, p, li, th, td, figcaption")];
  return blocks
    .filter((block) => !block.closest("details, form, svg, [popover]") && !block.querySelector("p, ul, ol"))
    .flatMap((block) => split(block.textContent, language).map((words) => ({ words, block })));
}

function split(text, language) {
  const words = text.replace(/\s+/gu, " ").trim();
  const sentences = Intl.Segmenter
    ? [...new Intl.Segmenter(language.replace("_", "-"), { granularity: "sentence" }).segment(words)].map(({ segment }) => segment)
    : (words.match(/[^.!?…]+[.!?…]*["”»)]*\s*/gu) ?? []);
  return sentences.flatMap(shorten).map((one) => one.trim()).filter(Boolean);
}

/** A long sentence is cut after a comma or a space, never within a word. */
function shorten(sentence) {
  if (sentence.length <= LONGEST) return [sentence];
  const start = sentence.slice(0, LONGEST);
  const cut = Math.max(start.lastIndexOf(", "), start.lastIndexOf("; "), start.lastIndexOf(": "));
  const end = cut > 0 ? cut + 1 : start.lastIndexOf(" ");
  return end > 0 ? [sentence.slice(0, end), ...shorten(sentence.slice(end + 1))] : [sentence];
}
