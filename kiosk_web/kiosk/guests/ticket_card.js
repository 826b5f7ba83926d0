// @ts-check
import { el, picture } from "../../lib/dom.js";
import { masked } from "./guest_book.js";

/** @typedef {import("../tablet.js").Actions} Actions */
/** @typedef {import("./draft.js").FormRow} FormRow */

/** What can be done with a ticket: the guests have come, go home, or something is put right. */
export class TicketCard {
  #say;
  #actions;
  /** @type {Set<number>} who goes home, by place in the report */
  #going;
  #present;

  /**
   * @param {import("../../lib/i18n.js").Translate} say
   * @param {FormRow} row
   * @param {Actions} actions
   */
  constructor(say, row, actions) {
    this.#say = say;
    this.#actions = actions;
    this.#present = row.guests.flatMap(({ left_at: left }, at) => (left ? [] : [at]));
    this.#going = new Set(this.#present);
    const planned = row.ticket.state === "planned";
    this.element = el(
      "div",
      { class: "guest-ticket" },
      el(
        "header",
        { class: "ask-top" },
        el("span", { class: "ask-icon" }, picture("ticket")),
        el("div", { class: "ask-words" }, el("h1", {}, say(planned ? "guest.card.planned" : "guest.card.there")), el("span", {}, row.ticket.reference)),
      ),
      this.#who(row, planned),
      el("div", { class: "choices", "data-count": planned ? 3 : 2 }, ...(planned ? this.#planned() : this.#there())),
      el(
        "footer",
        { class: "ask-foot" },
        el(
          "button",
          { class: "quiet-button", type: "button", "data-action": "back", onclick: actions.restartGuests },
          picture("arrow-left"),
          say("back"),
        ),
      ),
    );
  }

  #planned() {
    return [
      this.#choice("arrived", "user-check", () => this.#actions.refillTicket("report")),
      this.#choice("correct", "pen", () => this.#actions.refillTicket("correct")),
      this.#choice("not_coming", "xmark", () => this.#actions.checkOut([])),
    ];
  }

  #there() {
    return [
      this.#choice("leave_all", "right-from-bracket", () => {
        const all = this.#going.size === this.#present.length;
        this.#actions.checkOut(all ? [] : [...this.#going]);
      }),
      this.#choice("correct", "pen", () => this.#actions.refillTicket("correct")),
    ];
  }

  /**
   * The guests by their first letters; who of several goes home can be chosen.
   *
   * @param {FormRow} row
   * @param {boolean} planned
   */
  #who({ guests }, planned) {
    const choosable = !planned && this.#present.length > 1;
    const rows = this.#present.map((at) => {
      const name = masked(guests[at]?.name ?? "");
      if (!choosable) return el("span", { class: "ticket-guest" }, picture("user"), name);
      const button = el(
        "button",
        {
          class: "toggle",
          type: "button",
          "data-guest": at,
          "aria-pressed": "true",
          onclick: () => {
            const going = this.#going.has(at);
            if (going && this.#going.size > 1) this.#going.delete(at);
            else this.#going.add(at);
            button.setAttribute("aria-pressed", String(this.#going.has(at)));
          },
        },
        picture("user"),
        name,
      );
      return button;
    });
    const hint = choosable ? el("p", {}, this.#say("guest.card.choose")) : null;
    return el("div", { class: "ticket-guests" }, hint, ...rows);
  }

  /**
   * @param {string} name
   * @param {string} icon
   * @param {() => void} onclick
   */
  #choice(name, icon, onclick) {
    return el(
      "button",
      { class: "choice", type: "button", "data-do": name, onclick },
      picture(icon),
      el("span", {}, this.#say(`guest.card.${name}`)),
    );
  }
}
