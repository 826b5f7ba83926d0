// @ts-check
import { otherEnd, callStanding } from "../lib/call_panel.js";
import { el, picture, setText } from "../lib/dom.js";
import { wib } from "../lib/words.js";

/** @typedef {import("../lib/call_line.js").CallPicture} CallPicture */

/** A call that goes on, rings or was missed behind another screen. Touching it opens it. */
export class CallButton {
  #say;
  #name = el("strong", { class: "post-title" });
  #standing = el("span", { class: "post-place" });

  /**
   * @param {import("../lib/i18n.js").Translate} say
   * @param {() => void} onopen
   */
  constructor(say, onopen) {
    this.#say = say;
    this.element = el(
      "button",
      { class: "status-call", type: "button", "data-action": "open-call", hidden: true, onclick: onopen },
      picture("phone-volume"),
      el("span", { class: "post" }, this.#name, this.#standing),
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
