// What a form that saves itself knows and does; autosave.js tells it what happens on its page.
// It says "saved" only after the server said so. What the server has not acknowledged stays in the outbox.

import { deliver } from "./delivery.js";
import { fieldsOf, putBack, same } from "./fields.js";
import { drop, isKept, lastSaid, read, take } from "./outbox.js";
import { lookWhoIsHere } from "./signing_in.js";
import { say, show, whatIsSaid } from "./states.js";

const SHORTEST_WAIT = 1000;
const LONGEST_WAIT = 60_000;
const STOPS = new Set(["signed-out", "other-person", "conflict", "over", "kept"]); // a person has to do something

export class SavingForm {
  constructor(form) {
    this.form = form;
    this.name = form.dataset.form;
    this.before = whatIsSaid(form);
    this.stopped = null;
    this.first = null; // why a page cannot be had: it stays until the network is back
    this.sending = null;
    this.wait = SHORTEST_WAIT;
    this.end = new AbortController(); // of everything that listens for this form
    this.restore();
  }

  /** The form leaves the page; what is not sent yet is sent by drafts.js. */
  detach() {
    clearTimeout(this.timer);
    this.end.abort();
  }

  /** Another page may have sent what waited here, or wiped it for another person: the server tells which. */
  comeBack() {
    if (this.stopped === "signed-out") return lookWhoIsHere();
    if (document.hidden || !this.taken || this.item) return this.send();
    this.taken = false;
    return this.change(0);
  }

  get item() {
    return read(this.name);
  }

  /** Whoever leaves a form with data-calm is not asked: its words lie on the device and are sent from the next page. */
  get isCalm() {
    return "calm" in this.form.dataset && isKept(this.name);
  }

  /** Leaving a field tells what typing told already. Saving it twice would move the page under the finger that presses. */
  get isSaid() {
    const said = lastSaid(this.name);
    return Boolean(said) && !this.item && same(said.fields, fieldsOf(this.form));
  }

  /** A page may be older than what the person wrote since: kept from before, or fetched before the network was lost. */
  restore() {
    const said = lastSaid(this.name);
    if (said && said.revision > Number(this.form.dataset.revision)) {
      putBack(this.form, said.fields);
      this.acknowledge(said.told);
    }
    const { item } = this;
    if (!item) return this.sayNetwork();
    const fields = item.newer ?? item.fields;
    if (!item.newer && same(fields, fieldsOf(this.form))) return drop(this.name);
    putBack(this.form, fields);
    if (!item.key) this.change(0); // kept by an earlier release
    else if (item.held) this.learn(item.held === "conflict" ? "conflict" : "faulty", item.other);
    else this.send();
  }

  change(pause) {
    const { autosave: address, revision } = this.form.dataset;
    take({ form: this.name, address, revision, fields: fieldsOf(this.form) });
    if (!this.stopped) this.sendIn(pause);
  }

  sendIn(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), pause);
  }

  send() {
    const { item } = this;
    if (!item?.key || item.held || this.stopped || this.leaving) return null;
    this.sending ??= this.deliver(item).finally(() => (this.sending = null));
    return this.sending;
  }

  async deliver(item) {
    clearTimeout(this.timer);
    this.say("saving");
    const { status, told } = await deliver(item);
    if (this.end.signal.aborted) return;
    this.learn(status, told);
    const isElse = status === "saved" && !this.item && !same(item.fields, fieldsOf(this.form));
    if (isElse) this.change(0); // the outbox held what another tab wrote in this form
  }

  /** What somebody pressed is answered first: trying to send again must not take that answer away. */
  sayFirst(state) {
    this.first = navigator.onLine ? null : state;
    show(this.form, state);
  }

  say(state, told) {
    if (navigator.onLine) this.first = null;
    if (!this.first || (state !== "saving" && state !== "waiting")) show(this.form, state, told);
  }

  learn(status, told) {
    this.outcome = status;
    if (STOPS.has(status)) this.stopped = status;
    if (status === "saved") return this.acknowledge(told);
    this.say(status, told);
    if (status === "signed-out") this.lookOnce();
    if (told.error === "other_person") drop(this.name); // a shared device keeps nothing for who is not signed in
    if (status === "faulty" || status === "blank") this.sendIn(0); // what was written meanwhile
    if (status !== "waiting" && status !== "busy") return;
    this.sendIn(this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }

  /** Only the token may be lost: whoever signed in again in another tab is not asked twice. */
  lookOnce() {
    if (!this.looked) lookWhoIsHere();
    this.looked = true;
  }

  acknowledge(told) {
    this.looked = false;
    if (told.revision < Number(this.form.dataset.revision)) return location.reload(); // the page shows something newer
    this.wait = SHORTEST_WAIT;
    this.form.dataset.revision = told.revision;
    if (this.form.elements.revision) this.form.elements.revision.value = told.revision;
    this.form.dispatchEvent(new CustomEvent("saved", { bubbles: true, detail: told }));
    if (this.item) return this.sendIn(0);
    show(this.form, "saved", told);
    this.before = whatIsSaid(this.form);
  }

  /** Sends what is not sent yet, and tells how that ended; "saved" also where there was nothing to send. */
  async settle() {
    this.outcome = this.stopped ?? "saved";
    while (this.send()) {
      await this.sending;
      if (this.outcome !== "saved") break;
    }
    return this.stopped ?? (this.item?.held === "refused" ? "faulty" : this.outcome);
  }

  /** Before anything is written, whoever has no network learns that they may go on. */
  sayNetwork() {
    if (this.stopped || this.item) return;
    if (!navigator.onLine) show(this.form, "offline");
    else say(this.form, this.before.cloneNode(true));
  }

  resume() {
    const { stopped } = this;
    if (stopped !== "signed-out" && stopped !== "other-person") return;
    this.stopped = null;
    if (this.item) this.send();
    else if (stopped === "other-person") this.change(0);
    else this.sayNetwork();
  }
}
