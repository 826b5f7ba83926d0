// @ts-check
import { el, picture, setText } from "../../lib/dom.js";
import { GUEST_STEP_ICONS, GUEST_STEPS, guestStanding, guestSteps } from "./guest_steps.js";
import { qrPicture } from "./qr.js";

/** @typedef {import("../tablet.js").Actions} Actions */
/** @typedef {import("../tablet.js").Picture} Picture */
/** @typedef {import("./guest_book.js").Sent} Sent */

/** What became of a report, step by step, and the ticket. No name stands here. */
export class GuestSent {
  #say;
  #book;
  #sent;
  #title = el("h1", {});
  #standing = el("p", { class: "sent-standing", role: "status" });
  #steps = GUEST_STEPS.map((step) => el("li", { class: "sent-step", "data-step": step }));
  #list;
  #ticket = el("section", { class: "ticket", hidden: true });
  #shownCode = "";
  #again;
  #calls;

  /**
   * @param {import("../../lib/i18n.js").Translate} say
   * @param {import("./guest_book.js").GuestBook} book
   * @param {Sent} sent
   * @param {Actions} actions
   */
  constructor(say, book, sent, actions) {
    this.#say = say;
    this.#book = book;
    this.#sent = sent;
    for (const [at, step] of GUEST_STEPS.entries()) {
      const disc = el("span", { class: "sent-disc" }, picture(GUEST_STEP_ICONS[step]));
      this.#steps[at]?.append(disc, el("span", {}, say(`guest.step.${step}`)));
    }
    this.#list = el("ol", { class: "sent-steps" }, ...this.#steps);
    const button = (/** @type {string} */ name, /** @type {string} */ icon, /** @type {() => void} */ onclick) =>
      el("button", { class: "quiet-button", type: "button", "data-action": name, onclick }, picture(icon), say(`guest.${name}`));
    this.#again = button("again", "pen", actions.refillGuests);
    this.#calls = el(
      "div",
      { class: "sent-calls", hidden: true },
      button("call_voice", "phone", () => actions.callHead({ video: false, about: sent.subject })),
      button("call_video", "video", () => actions.callHead({ video: true, about: sent.subject })),
    );
    const done = el(
      "button",
      { class: "guest-forward", type: "button", "data-action": "done", onclick: actions.leaveGuests },
      say("finish"),
      picture("check"),
    );
    this.element = el(
      "div",
      { class: "guest-sent" },
      el(
        "header",
        { class: "ask-top" },
        el("span", { class: "ask-icon" }, picture("id-card")),
        el("div", { class: "ask-words" }, this.#title, this.#standing),
      ),
      this.#list,
      this.#ticket,
      el("footer", { class: "ask-foot" }, this.#calls, this.#again, done),
    );
  }

  /** @param {Picture} picture */
  update({ link, headReachable }) {
    const sent = this.#sent;
    const view = this.#book.viewOf(sent);
    const standing = guestStanding(sent, view);
    const offline = standing === "sending" && link !== "online" && link !== "connecting";
    const proven = guestSteps(sent, view);
    setText(this.#title, this.#say(offline ? "guest.sent.waits" : `guest.sent.${sent.refused ? "refused" : sent.task}`));
    setText(this.#standing, this.#words(offline ? "offline" : standing, view));
    this.element.dataset.standing = standing;
    this.#list.hidden = sent.task === "check_out" || sent.refused !== "";
    GUEST_STEPS.forEach((step, at) => this.#steps[at]?.toggleAttribute("data-done", proven.has(step)));
    this.#again.hidden = sent.refused === "";
    const waits = view !== undefined && !view.acknowledged_at && !view.over_at;
    this.#calls.hidden = !(waits && headReachable && sent.task !== "check_out");
    this.#showTicket(sent.code);
  }

  /**
   * @param {string} standing
   * @param {import("../../lib/protocol.js").GuestTicketView | undefined} view
   */
  #words(standing, view) {
    if (standing === "refused") return this.#sent.refused;
    const fields = (view?.asked_fields ?? []).map((field) => this.#say(`guest.part.${field}`)).join(", ");
    const asked = [fields, view?.asked].filter(Boolean).join(": ");
    const name = view?.acknowledged_by || this.#say("call.partner");
    const words = this.#say(`guest.standing.${standing}`, { name });
    return asked && standing.startsWith("needs_") ? `${words} ${asked}` : words;
  }

  /** @param {string} code */
  #showTicket(code) {
    this.#ticket.hidden = code === "";
    if (code === this.#shownCode) return;
    this.#shownCode = code;
    if (!code) return this.#ticket.replaceChildren();
    const spaced = `${code.slice(0, 5)} ${code.slice(5)}`;
    this.#ticket.replaceChildren(
      qrPicture(code, this.#say("guest.ticket.title")),
      el(
        "div",
        { class: "ticket-words" },
        el("h2", {}, this.#say("guest.ticket.title")),
        el("strong", { class: "ticket-code", "data-code": code }, spaced),
        el("p", {}, this.#say("guest.ticket.keep")),
        el("p", {}, this.#say("guest.ticket.once")),
      ),
    );
  }
}
