// @ts-check
import { el, picture, setText } from "../lib/dom.js";
import { GuestCard } from "./guests/guest_card.js";
import { Section } from "./section.js";

/** @typedef {import("./phone.js").Picture} Picture */
/** @typedef {import("./guests/book.js").GuestReportView} GuestReportView */

/**
 * What waits besides tasks and appeals: guests to acknowledge, stays that are over, messages; and that
 * a closed page can't be woken yet.
 */
export class NeedsMe {
  #say;
  #waiting;
  #overdue;
  #unread;
  #asleep;

  /**
   * @param {import("../lib/i18n.js").Translate} say
   * @param {import("./guests/acts.js").Acts} acts
   * @param {object} on
   * @param {(view: GuestReportView) => void} on.open
   * @param {(tab: import("./tabs.js").Tab) => void} on.go
   */
  constructor(say, acts, { open, go }) {
    this.#say = say;
    this.#waiting = new Section(say("guests.group.waiting"), () => new GuestCard(say, acts, { open, pick: null }));
    this.#overdue = row("user-clock", () => go("guests"));
    this.#unread = row("comments", () => go("talk"));
    this.#asleep = row("bullhorn", () => go("own"));
    this.#asleep.element.dataset.action = "wake-me";
    this.element = el(
      "div",
      { class: "needs-me" },
      this.#waiting.element,
      this.#overdue.element,
      this.#unread.element,
      this.#asleep.element,
    );
  }

  /** How much waits. @param {Picture} shown */
  static count({ guests, unread }) {
    return guests.waiting.length + guests.overdue.length + unread;
  }

  /** @param {Picture} shown @returns {boolean} whether there is a new report */
  update(shown) {
    const { guests, unread, asleep } = shown;
    this.#waiting.rename(this.#say("guests.group.waiting", { n: guests.waiting.length }));
    this.element.hidden = NeedsMe.count(shown) === 0 && !asleep;
    this.#tell(this.#overdue, guests.overdue.length, "needs.overdue");
    this.#tell(this.#unread, unread, "needs.unread");
    this.#tell(this.#asleep, Number(asleep), "needs.asleep");
    return this.#waiting.update(guests.waiting, shown);
  }

  /**
   * @param {ReturnType<typeof row>} line
   * @param {number} n
   * @param {string} key
   */
  #tell({ element, words }, n, key) {
    element.hidden = n === 0;
    setText(words, this.#say(key, { n }));
  }
}

/** @param {string} icon @param {() => void} onclick */
function row(icon, onclick) {
  const words = el("span", {});
  const element = el("button", { class: "bar-button needs-row", type: "button", onclick }, picture(icon), words);
  return { element, words };
}
