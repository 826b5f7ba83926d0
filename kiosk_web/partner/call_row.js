// @ts-check
import { el, picture } from "../lib/dom.js";

/** Two buttons: call the desk, or call it with a picture. */
export class CallRow {
  /**
   * @param {import("../lib/i18n.js").Translate} say
   * @param {(video: boolean) => void} oncall
   */
  constructor(say, oncall) {
    this.element = el(
      "div",
      { class: "call-row" },
      el(
        "button",
        { class: "call-row-button", type: "button", "data-action": "call", onclick: () => oncall(false) },
        picture("phone"),
        say("call.voice"),
      ),
      el(
        "button",
        {
          class: "call-row-button",
          type: "button",
          "data-action": "call-video",
          "aria-label": say("call.video_long"),
          onclick: () => oncall(true),
        },
        picture("video"),
      ),
    );
  }
}
