// A form that saves itself: <form data-autosave="address" data-revision="3" data-form="name">, with save_states() in it.
// It says "saved" only after the server said so. What the server has not acknowledged stays on this device.

import { forget, keep, kept } from "./drafts.js";
import { fieldsOf, putBack, same } from "./fields.js";
import { freshKey, put, takeFreshToken } from "./sending.js";
import { show } from "./states.js";

const TYPING_PAUSE = 800;
const SHORTEST_WAIT = 1000;
const LONGEST_WAIT = 60_000;

class Autosave {
  constructor(form) {
    this.form = form;
    this.name = form.dataset.form ?? form.dataset.autosave;
    this.revision = form.dataset.revision ?? "0";
    this.changed = false; // something newer than what was sent
    this.sent = null; // what the server has not acknowledged yet: sent again as it is, with its own key
    this.refused = false;
    this.busy = false;
    this.stopped = null; // "signed-out" or "conflict": waits for a person
    this.wait = SHORTEST_WAIT;
    form.addEventListener("input", () => this.change(TYPING_PAUSE));
    form.addEventListener("change", () => this.change(100));
    form.addEventListener("submit", (event) => this.leave(event));
    form.addEventListener("click", (event) => this.decide(event.target.closest("[data-keep]")?.dataset.keep));
    addEventListener("online", () => this.send());
    addEventListener("pageshow", () => (this.leaving = false));
    addEventListener("beforeunload", (event) => this.mayBeLost && !this.leaving && event.preventDefault());
    document.addEventListener("visibilitychange", () => (this.stopped === "signed-out" ? this.comeBack() : this.send()));
    this.restore();
  }

  get mayBeLost() {
    return this.changed || this.sent !== null || this.refused;
  }

  restore() {
    const draft = kept(this.name);
    if (!draft) return;
    if (same(draft.fields, fieldsOf(this.form))) return forget(this.name);
    putBack(this.form, draft.fields);
    this.changed = true;
    if (draft.revision === this.revision) this.send();
    else this.stop("conflict", { revision: this.revision });
  }

  remember() {
    keep(this.name, { revision: this.revision, fields: fieldsOf(this.form) });
  }

  change(pause) {
    this.changed = true;
    this.refused = false;
    this.remember();
    if (!this.stopped) this.sendIn(pause);
  }

  sendIn(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), pause);
  }

  async send() {
    if (this.busy || this.stopped || this.leaving || !(this.changed || this.sent)) return;
    clearTimeout(this.timer);
    if (!this.sent) {
      this.sent = { key: freshKey(), fields: fieldsOf(this.form), revision: this.revision };
      this.changed = false;
    }
    this.busy = true;
    show(this.form, "saving");
    const { status, told } = await put(this.form.dataset.autosave, this.sent);
    this.busy = false;
    this.read(status, told);
    const held = this.held;
    this.held = null;
    if (held && (status === "saved" || status === "faulty")) this.form.requestSubmit(held.submitter);
  }

  /** A save under way is awaited: its answer tells the revision that the form has to carry. */
  leave(event) {
    if (this.busy) {
      event.preventDefault();
      this.held = { submitter: event.submitter };
    } else {
      this.leaving = true;
    }
  }

  read(status, told) {
    if (status === "saved") return this.acknowledge(told);
    if (status === "signed-out" || status === "conflict") return this.stop(status, told);
    if (status === "waiting") {
      this.sendIn(this.wait);
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    } else {
      this.sent = null;
      this.refused = true;
      if (told.error === "blank_answer") forget(this.name); // the page, loaded again, shows the answer that stands
    }
    show(this.form, status, told);
  }

  acknowledge(told) {
    this.sent = null;
    this.wait = SHORTEST_WAIT;
    this.revision = String(told.revision);
    this.form.dispatchEvent(new CustomEvent("saved", { bubbles: true, detail: told }));
    if (this.form.elements.revision) this.form.elements.revision.value = this.revision;
    if (this.changed) {
      this.remember();
      this.sendIn(0);
    } else {
      forget(this.name);
      show(this.form, "saved", told);
    }
  }

  stop(status, told) {
    this.stopped = status;
    this.other = told;
    show(this.form, status, told);
  }

  /** After a conflict: "mine" goes out on top of the other version, "theirs" is fetched with the page. */
  decide(choice) {
    if (!choice) return;
    this.sent = this.stopped = null;
    if (choice === "mine") {
      this.revision = String(this.other.revision);
      return this.change(0);
    }
    this.changed = false;
    forget(this.name);
    this.form.reset();
    location.reload();
  }

  async comeBack() {
    if (document.hidden || !(await takeFreshToken())) return;
    this.stopped = null;
    this.send();
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) new Autosave(form);
