// @ts-check
import { el } from "../../lib/dom.js";
import { Attempt } from "../attempt.js";
import { ActFold } from "./act_fold.js";
import { canAcknowledge, isOpen } from "./book.js";
import { line, text, ticks } from "./fields.js";

/** @typedef {import("./book.js").GuestReportView} GuestReportView */
/** @typedef {import("../../lib/protocol.js").GuestField} GuestField */
/** @typedef {import("../../lib/i18n.js").Translate} Translate */

/** @type {GuestField[]} */
const FIELDS = [
  "name", "origin", "house", "purpose", "arrival", "nights", "people", "phone", "plate", "document", "other",
];

/** Everything that the Ketua RT can do about one report. */
export class SheetActs {
  #say;
  #acts;
  /** @type {GuestReportView} */
  #view;
  #known;
  #meeting;
  #correction;
  #extend;
  #left;
  #refer;

  /**
   * @param {Translate} say
   * @param {import("./acts.js").Acts} acts
   * @param {GuestReportView} view
   */
  constructor(say, acts, view) {
    this.#say = say;
    this.#acts = acts;
    this.#view = view;
    this.#known = this.#acknowledging();
    this.#meeting = this.#asking();
    this.#correction = this.#correcting();
    this.#extend = this.#extending();
    this.#left = this.#leaving();
    this.#refer = this.#referring();
  }

  /** The one that is nearly always wanted. */
  get acknowledge() {
    return this.#known;
  }

  /** The others. */
  get folds() {
    const folds = [this.#extend, this.#left, this.#meeting, this.#correction, this.#refer];
    return folds.map(({ element }) => element);
  }

  /** @param {GuestReportView} view */
  update(view) {
    this.#view = view;
    const there = isOpen(view) && view.state !== "planned";
    this.#known.hidden = !canAcknowledge(view);
    this.#meeting.show(there);
    this.#correction.show(there);
    this.#extend.show(there);
    this.#left.show(isOpen(view));
    this.#refer.show(view.referred_at === null && view.state !== "purged");
  }

  #acknowledging() {
    const attempt = new Attempt(this.#say);
    const note = line(this.#say("guests.note"), "note", { maxlength: 300 });
    const form = el(
      "form",
      { class: "act-form" },
      note.element,
      el("button", { class: "main-button guest-known", type: "submit" }, this.#say("guests.acknowledge")),
      attempt.element,
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void attempt.run(() => this.#acts.acknowledge(this.#view, note.field.value.trim()));
    });
    return form;
  }

  #asking() {
    const words = text(this.#say("guests.act.meeting_words"), "text");
    const order = () => this.#acts.askMeeting(this.#view, words.field.value.trim());
    return new ActFold(this.#say, { name: "meeting", icon: "handshake", fields: [words.element], order });
  }

  #correcting() {
    const fields = ticks("fields", FIELDS.map((field) => [field, this.#say(`guests.field.${field}`)]));
    const words = text(this.#say("guests.act.correction_words"), "text");
    const order = () => {
      const chosen = /** @type {GuestField[]} */ (fields.chosen());
      return this.#acts.askCorrection(this.#view, chosen, words.field.value.trim());
    };
    const parts = [fields.element, words.element];
    return new ActFold(this.#say, { name: "correction", icon: "pen", fields: parts, order });
  }

  #extending() {
    const nights = line(this.#say("guests.act.extend_nights"), "nights", {
      type: "number", min: 1, max: 366, value: 1, required: true, inputmode: "numeric",
    });
    const order = () => this.#acts.extend(this.#view, nights.field.valueAsNumber);
    return new ActFold(this.#say, { name: "extend", icon: "calendar-plus", fields: [nights.element], order });
  }

  #leaving() {
    const { guests } = this.#view;
    const names = guests.flatMap(({ name, left_at: left }, at) => (left ? [] : [/** @type {[string, string]} */ ([`${at}`, name])]));
    const who = ticks("numbers", names);
    const order = () => this.#acts.left(this.#view, who.chosen().map(Number));
    const fields = names.length > 1 ? [who.element] : [];
    return new ActFold(this.#say, { name: "left", icon: "person-walking-luggage", fields, order });
  }

  #referring() {
    const reason = text(this.#say("guests.act.refer_reason"), "reason", true);
    const order = () => this.#acts.refer(this.#view, reason.field.value.trim());
    return new ActFold(this.#say, { name: "refer", icon: "share", fields: [reason.element], order });
  }
}
