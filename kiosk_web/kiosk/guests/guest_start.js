// @ts-check
import { el, picture, setText } from "../../lib/dom.js";

/** @typedef {import("../tablet.js").Actions} Actions */
/** @typedef {import("../tablet.js").Picture} Picture */

const NOTICE = /** @type {const} */ ([
  ["shield-halved", "guest.notice.why"],
  ["eye", "guest.notice.who"],
  ["trash", "guest.notice.long"],
]);

/** Before anything is asked: what it is for, who reads it, how long it is kept; then what to do. */
export class GuestStart {
  #say;
  #asked = el("p", { class: "guest-asked", role: "status" });

  /**
   * @param {import("../../lib/i18n.js").Translate} say
   * @param {Actions} actions
   */
  constructor(say, actions) {
    this.#say = say;
    this.element = el(
      "div",
      { class: "guest-start" },
      el(
        "header",
        { class: "ask-top" },
        el("span", { class: "ask-icon" }, picture("id-card")),
        el("div", { class: "ask-words" }, el("h1", {}, say("guest.title"))),
        el(
          "button",
          { class: "quiet-button", type: "button", "data-action": "back", onclick: actions.leaveGuests },
          picture("arrow-left"),
          say("back"),
        ),
      ),
      el("ul", { class: "guest-notice" }, ...NOTICE.map(([icon, key]) => el("li", {}, picture(icon), el("span", {}, say(key))))),
      el(
        "div",
        { class: "choices", "data-count": 3 },
        this.#choice("report", "user-plus", () => actions.beginGuests("report")),
        this.#choice("announce", "calendar-plus", () => actions.beginGuests("announce")),
        this.#choice("code", "qrcode", actions.enterTicket),
      ),
      this.#asked,
    );
  }

  /** @param {Picture} picture */
  update({ guestsAsked }) {
    const names = guestsAsked.map(({ names: [name = ""], reference }) => `${name} (${reference})`).join(", ");
    this.#asked.hidden = guestsAsked.length === 0;
    setText(this.#asked, names && this.#say("guest.asked", { names }));
  }

  /**
   * @param {string} name
   * @param {string} icon
   * @param {() => void} onclick
   */
  #choice(name, icon, onclick) {
    return el(
      "button",
      { class: "choice", type: "button", "data-begin": name, onclick },
      picture(icon),
      el("span", {}, this.#say(`guest.begin.${name}`)),
    );
  }
}
