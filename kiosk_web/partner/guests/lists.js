// @ts-check
import { el, picture, setText } from "../../lib/dom.js";
import { Attempt } from "../attempt.js";
import { Section } from "../section.js";
import { canAcknowledge, GROUPS } from "./book.js";
import { GuestCard } from "./guest_card.js";

/** @typedef {import("../phone.js").Picture} Picture */
/** @typedef {import("./book.js").GuestReportView} GuestReportView */
/** @typedef {import("../../lib/i18n.js").Translate} Translate */

/** The guests of the own posts by where they stand; several are acknowledged at once. */
export class Lists {
  #say;
  #acts;
  #attempt;
  #sections;
  #empty;
  #several;
  #all;
  /** @type {Set<string>} */
  #picked = new Set();
  /** @type {GuestReportView[]} those that wait for this phone's word */
  #waiting = [];

  /**
   * @param {Translate} say
   * @param {import("./acts.js").Acts} acts
   * @param {{ open: (view: GuestReportView) => void, announce: () => void, search: () => void }} on
   */
  constructor(say, acts, { open, announce, search }) {
    this.#say = say;
    this.#acts = acts;
    this.#attempt = new Attempt(say);
    const pick = (/** @type {string} */ subject, /** @type {boolean} */ picked) => {
      if (picked) this.#picked.add(subject);
      else this.#picked.delete(subject);
      this.#count();
    };
    this.#sections = GROUPS.map((name) => {
      const pickable = name === "waiting" ? pick : null;
      const make = () => new GuestCard(say, acts, { open, pick: pickable });
      return { name, section: new Section(say(`guests.group.${name}`, { n: 0 }), make) };
    });
    this.#all = el("button", { class: "small-button", type: "button", onclick: () => this.#pickAll() }, say("guests.pick_all"));
    this.#several = el("button", { class: "main-button", type: "button", "data-action": "several", onclick: () => this.#acknowledge() });
    this.#empty = el("div", { class: "empty" }, picture("house-user"), el("strong", {}, say("guests.empty")), el("p", {}, say("guests.empty_lead")));
    const button = (/** @type {string} */ action, /** @type {string} */ icon, /** @type {() => void} */ onclick) =>
      el("button", { class: "bar-button", type: "button", "data-action": action, onclick }, picture(icon), say(`guests.${action}`));
    this.element = el(
      "div",
      { class: "lists" },
      el("div", { class: "guest-tools" }, button("announce", "plus", announce), button("search", "magnifying-glass", search)),
      el("div", { class: "several" }, this.#all, this.#several, this.#attempt.element),
      ...this.#sections.map(({ section }) => section.element),
      this.#empty,
    );
  }

  /** @param {Picture} shown */
  update(shown) {
    const { guests } = shown;
    this.#waiting = guests.waiting.map(({ view }) => view).filter(canAcknowledge);
    const waiting = new Set(this.#waiting.map(({ subject }) => subject));
    for (const subject of this.#picked) if (!waiting.has(subject)) this.#picked.delete(subject);
    for (const { name, section } of this.#sections) {
      const items = guests[name].map(({ view }) => ({ view, picked: this.#picked.has(view.subject) }));
      section.rename(this.#say(`guests.group.${name}`, { n: items.length }));
      section.update(items, shown);
    }
    this.#empty.hidden = GROUPS.some((name) => guests[name].length > 0);
    this.#count();
  }

  #count() {
    const n = this.#picked.size;
    this.#all.hidden = this.#waiting.length < 2 || n === this.#waiting.length;
    this.#several.hidden = n === 0;
    setText(this.#several, this.#say("guests.acknowledge_several", { n }));
  }

  #pickAll() {
    for (const { subject } of this.#waiting) this.#picked.add(subject);
    for (const box of this.element.querySelectorAll(".guest-pick:not([hidden])")) {
      /** @type {HTMLInputElement} */ (box).checked = true;
    }
    this.#count();
  }

  /** Each by its own version: nobody acknowledges what was changed unseen. */
  #acknowledge() {
    const chosen = this.#waiting.filter(({ subject }) => this.#picked.has(subject));
    void this.#attempt.run(() => Promise.all(chosen.map((view) => this.#acts.acknowledge(view))));
  }
}
