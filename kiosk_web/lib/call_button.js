// @ts-check
import { callStanding, otherEnd } from "./call_panel.js";
import { el, picture, setText } from "./dom.js";
import { wib } from "./words.js";

/** @typedef {import("./call_line.js").CallPicture} CallPicture */

/** A call that goes on, rings or was missed behind another screen. Touching it opens it. */
export class CallButton {
  #say;
  #name = el("strong", { class: "call-strip-name" });
  #standing = el("span", { class: "call-strip-standing" });

  /**
   * @param {import("./i18n.js").Translate} say
   * @param {() => void} onopen
   */
  constructor(say, onopen) {
    this.#say = say;
    this.element = el(
      "button",
      { class: "call-strip", type: "button", "data-action": "open-call", hidden: true, onclick: onopen },
      picture("phone-volume"),
      el("span", { class: "call-strip-words" }, this.#name, this.#standing),
    );
  }

  /**
   * @param {CallPicture | null} call
   * @param {number} now gateway's time in ms
   */
  update(call, now) {
    this.element.hidden = call === null;
    if (!call) return;
    this.element.dataset.stage = call.stage;
    setText(this.#name, otherEnd(call, this.#say));
    const missed = call.missed && call.view;
    const time = missed ? wib(Date.parse(missed.started_at)) : "";
    setText(
      this.#standing,
      missed ? this.#say("call.band.missed", { time }) : callStanding(call, now, this.#say),
    );
  }
}
