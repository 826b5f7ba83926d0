// @ts-check
import { el, picture, setText } from "../../lib/dom.js";
import { guestStanding } from "./guest_steps.js";

/** @typedef {import("./guest_book.js").Sent} Sent */

/** A guest report of a while ago on the home screen: how it stands, nobody's name. */
export class GuestBand {
  #say;
  #standing = el("span", { class: "band-standing" });
  #title = el("strong", { class: "band-kind" });

  /**
   * @param {import("../../lib/i18n.js").Translate} say
   * @param {() => void} onopen
   */
  constructor(say, onopen) {
    this.#say = say;
    this.element = el(
      "button",
      { class: "band guest-band", type: "button", "data-service": "guest", onclick: onopen },
      picture("id-card"),
      el("span", { class: "band-words" }, this.#title, this.#standing),
    );
  }

  /**
   * @param {Sent} sent
   * @param {import("../../lib/protocol.js").GuestTicketView | undefined} view
   */
  update(sent, view) {
    setText(this.#title, [this.#say("service.guest"), view?.reference].filter(Boolean).join(" "));
    setText(this.#standing, this.#say(`guest.short.${guestStanding(sent, view)}`));
  }
}
