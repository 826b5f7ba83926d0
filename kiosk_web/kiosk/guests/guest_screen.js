// @ts-check
import { el, picture, setText } from "../../lib/dom.js";
import { alarmRail } from "../alarm_rail.js";
import { CodeEntry } from "./code_entry.js";
import { GuestForm } from "./guest_form.js";
import { GuestSent } from "./guest_sent.js";
import { GuestStart } from "./guest_start.js";
import { secondsLeft } from "./patience.js";
import { TicketCard } from "./ticket_card.js";

/** @typedef {import("../tablet.js").Actions} Actions */
/** @typedef {import("../tablet.js").Picture} Picture */
/** @typedef {import("../../lib/i18n.js").Translate} Translate */
/** @typedef {import("./guest_book.js").GuestBook} GuestBook */

/**
 * One stage of a guest report on the screen.
 *
 * @typedef {{ element: HTMLElement, update?: (picture: Picture) => void, close?: () => void }} Part
 */

/** Lapor tamu: its stages, the seconds until it is wiped, and the emergency buttons beside all of it. */
export class GuestScreen {
  #say;
  #actions;
  #book;
  #place = el("div", { class: "guest-stage" });
  #left = el("span", {});
  #patience;
  #drawn = "";
  /** @type {Part | null} */
  #part = null;

  /**
   * @param {Translate} say
   * @param {GuestBook} book
   * @param {Actions} actions
   */
  constructor(say, book, actions) {
    this.#say = say;
    this.#book = book;
    this.#actions = actions;
    this.#patience = el(
      "div",
      { class: "patience", role: "alert", hidden: true },
      picture("hourglass-half"),
      this.#left,
      el("button", { class: "patience-stay", type: "button", "data-action": "stay" }, say("guest.stay")),
    );
    this.element = el(
      "main",
      { class: "guest", "data-service": "guest" },
      el("section", { class: "guest-panel" }, this.#patience, this.#place),
      alarmRail(say, actions),
    );
  }

  /** @param {Picture} now */
  update(now) {
    const { stage, draft, sent } = this.#book;
    const key = [stage, draft && "draft", sent?.id ?? ""].join("|");
    if (key !== this.#drawn) {
      this.#drawn = key;
      this.#part?.close?.();
      this.#part = this.#make(now.now);
      this.#place.replaceChildren(this.#part.element);
      this.element.dataset.stage = stage;
    }
    this.#part?.update?.(now);
    const left = secondsLeft(now.idle);
    this.#patience.hidden = left === null;
    if (left !== null) setText(this.#left, this.#say(draft ? "guest.wiped_in" : "guest.home_in", { seconds: left }));
  }

  /** A key of a keyboard, where the tablet has one. @param {KeyboardEvent} event */
  typed(event) {
    if (this.#part instanceof CodeEntry) this.#part.typed(event);
  }

  /** Nothing of it goes on behind another screen. */
  close() {
    this.#part?.close?.();
  }

  /** @param {number} now @returns {Part} */
  #make(now) {
    const [say, book, actions] = /** @type {const} */ ([this.#say, this.#book, this.#actions]);
    if (book.stage === "form" && book.draft) return new GuestForm(say, book.draft, actions, now);
    if (book.stage === "sent" && book.sent) return new GuestSent(say, book, book.sent, actions);
    if (book.stage === "code") return new CodeEntry(say, book, actions);
    if (book.stage === "ticket" && book.ticket) return new TicketCard(say, book.ticket.row, actions);
    return new GuestStart(say, actions);
  }
}
