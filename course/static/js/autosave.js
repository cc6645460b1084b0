// A form that saves itself: <form data-autosave="address" data-revision="3" data-form="name">, with save_states() in it.
// Here it learns what happens on its page; what it does about it stands in saving_form.js.

import { drop, overrule } from "./outbox.js";
import { SavingForm } from "./saving_form.js";
import { lead, show } from "./states.js";

const TYPING_PAUSE = 800;
const CHOOSING_PAUSE = 100;
const found = new WeakMap();

/** What saves a form; one for each. */
export function autosaveOf(form) {
  if (!found.has(form)) found.set(form, listen(new SavingForm(form)));
  return found.get(form);
}

function listen(saving) {
  const { form, name, end } = saving;
  const hear = (target, event, does) => target.addEventListener(event, does, { signal: end.signal });
  // Fields that stand here but belong to another form, as those of signing in, are not our business.
  const change = (pause) => (event) => event.target.form === form && !saving.isSaid && saving.change(pause);
  hear(form, "input", change(TYPING_PAUSE));
  hear(form, "change", change(CHOOSING_PAUSE));
  hear(form, "submit", (event) => leave(saving, event));
  hear(form, "click", (event) => decide(saving, event.target.closest("[data-keep]")?.dataset.keep));
  hear(window, "online", () => (saving.item ? saving.send() : saving.sayNetwork()));
  hear(window, "offline", () => saving.sayNetwork());
  hear(window, "pageshow", () => (saving.leaving = false));
  hear(window, "beforeunload", (event) => saving.item && !saving.leaving && !saving.isCalm && event.preventDefault());
  hear(window, "storage", ({ key, newValue }) => (saving.taken ||= newValue === null && key?.endsWith(`:${name}`)));
  hear(document, "visibilitychange", () => saving.comeBack());
  hear(document, "signed-in", () => saving.resume());
  hear(document, "other-person", () => saving.learn("other-person", {}));
  if (history.state?.decided === name) {
    history.replaceState(null, "");
    lead(form);
  }
  return saving;
}

/** A plain form is sent after what it holds is saved: the answer tells the revision that it has to carry. */
async function leave(saving, event) {
  const { form } = saving;
  if (saving.leaving || (!saving.item && navigator.onLine)) return (saving.leaving = true);
  event.preventDefault();
  const outcome = await saving.settle();
  if (!navigator.onLine) return show(form, saving.item ? "waiting" : "offline");
  if (outcome !== "saved" && outcome !== "faulty") return lead(form);
  await new Promise((resolve) => setTimeout(resolve)); // a form that is being submitted cannot be submitted anew
  saving.leaving = true;
  return form.requestSubmit(event.submitter);
}

/** After a conflict: "mine" goes out on top of the other version, "theirs" is fetched with the page. */
function decide(saving, choice) {
  if (!choice) return;
  saving.stopped = null;
  if (choice === "mine") {
    overrule(saving.item);
    saving.send();
    lead(saving.form);
  } else {
    drop(saving.name);
    saving.form.reset();
    history.replaceState({ decided: saving.name }, ""); // the page that comes back leads to what is said
    location.reload();
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) autosaveOf(form);
