// @ts-check
import { el, picture, setText } from "../../lib/dom.js";
import { following } from "./heads.js";

/** @typedef {import("../tablet.js").Actions} Actions */

/** The Ketua RT could not be had by telephone: who is next, and what helps besides. */
export class NextHead {
  #say;
  #name = el("span", {});
  #next = "";
  #call;

  /**
   * @param {import("../../lib/i18n.js").Translate} say
   * @param {Actions} actions
   */
  constructor(say, actions) {
    this.#say = say;
    this.#call = this.#button("next-head", "phone", () => actions.callHead({ video: false, to: this.#next }), this.#name);
    this.element = el(
      "aside",
      { class: "next-head", hidden: true },
      el("h2", {}, say("head.nobody")),
      this.#call,
      this.#button("letters", "comment-dots", actions.letters, say("head.message")),
      this.#button("officer", "headset", () => actions.callOfficer(false), say("service.officer")),
    );
  }

  /**
   * @param {string | null} tried the subject of the one who was rung; null: it was no such call
   * @param {readonly import("./heads.js").Head[]} heads
   */
  update(tried, heads) {
    this.element.hidden = tried === null;
    const next = tried ? following(heads, tried) : null;
    this.#next = next?.subject ?? "";
    this.#call.hidden = next === null;
    setText(this.#name, next ? this.#say("head.call_next", { name: next.title }) : "");
  }

  /**
   * @param {string} action
   * @param {string} icon
   * @param {() => void} onclick
   * @param {Node | string} words
   */
  #button(action, icon, onclick, words) {
    return el("button", { class: "next-button", type: "button", "data-action": action, onclick }, picture(icon), words);
  }
}
