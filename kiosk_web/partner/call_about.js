// @ts-check
import { el, picture, setText } from "../lib/dom.js";
import { GuestCard } from "./guests/guest_card.js";

/** @typedef {import("./phone.js").Picture} Picture */
/** @typedef {import("../lib/call_line.js").CallPicture} CallPicture */

/** Nobody speaks at the tablet for so long after the answer: the desk is called, in ms. */
const PATIENCE = 15_000;
const LIVE = new Set(["connecting", "on", "reconnecting"]);

/**
 * The guest report that a call is about, to acknowledge while it rings or people talk; and when the
 * tablet gives no sound after it was answered, the way to the desk.
 */
export class CallAbout {
  #say;
  #line;
  #book;
  #card;
  #nobody = el("p", { class: "standing", role: "status" });
  #desk;
  #stay;
  #box;
  #call = "";
  /** @type {number | null} monotonic ms since which nobody is heard */
  #silent = null;
  /** Someone wants to wait longer. */
  #waits = false;

  /**
   * @param {import("../lib/i18n.js").Translate} say
   * @param {import("../lib/call_line.js").CallLine} line
   * @param {import("./guests/acts.js").Acts} acts
   * @param {import("./guests/book.js").GuestBook} book
   */
  constructor(say, line, acts, book) {
    this.#say = say;
    this.#line = line;
    this.#book = book;
    this.#card = new GuestCard(say, acts, { open: () => {}, pick: null });
    this.#desk = el(
      "button",
      { class: "main-button", type: "button", "data-action": "desk", onclick: () => this.#toDesk() },
      picture("headset"),
      say("call_about.desk"),
    );
    const stay = () => {
      this.#waits = true;
    };
    this.#stay = el("button", { class: "small-button", type: "button", onclick: stay }, say("call_about.stay"));
    this.#box = el("div", { class: "call-nobody" }, this.#nobody, this.#desk, this.#stay);
    this.element = el("aside", { class: "call-about" }, this.#box, this.#card.element);
  }

  /** @param {CallPicture} call @param {Picture} shown */
  update(call, shown) {
    const about = aboutOf(call);
    const view = about ? this.#book.report(about) : null;
    this.element.hidden = view === null;
    if (!view) return;
    this.#card.update({ view }, shown);
    this.#wait(call);
  }

  /** @param {CallPicture} call */
  #wait(call) {
    if (call.subject !== this.#call) this.#waits = false;
    this.#call = call.subject;
    const ladder = call.view?.incoming === true && LIVE.has(call.stage);
    const talks = call.stage === "on";
    this.#silent = ladder && !talks ? (this.#silent ?? performance.now()) : null;
    this.#box.hidden = !ladder;
    this.#stay.hidden = talks || this.#waits;
    const left = this.#silent === null ? PATIENCE : PATIENCE - (performance.now() - this.#silent);
    const seconds = Math.max(0, Math.ceil(left / 1_000));
    const counts = !talks && !this.#waits;
    setText(this.#nobody, this.#say(counts ? "call_about.counting" : "call_about.ask", { seconds }));
    if (counts && left <= 0) this.#toDesk();
  }

  #toDesk() {
    const call = this.#line.picture();
    const about = call && aboutOf(call);
    if (!call || !about) return;
    const mode = call.view?.mode ?? "real";
    this.#silent = null;
    this.#line.hangUp();
    this.#line.call({ desk: "SATPOL_PP", about, mode, video: false });
  }
}

/** The guest report that a call is about. @param {CallPicture} call */
function aboutOf({ view, wish }) {
  const about = view?.about ?? wish.about ?? null;
  return about?.startsWith("guest:") ? about : null;
}
