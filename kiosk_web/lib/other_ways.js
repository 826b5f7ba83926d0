// @ts-check
import { el } from "./dom.js";
import { controlRoomNumber, dial, textMessage, textNumber, writeText } from "./telephone.js";

/**
 * What helps when there is no call to be had: the control room's telephone and text messages, where
 * the settings name them, and 112. Nothing is made up: without a number there is no line.
 */
export class OtherWays {
  #text;

  /** @param {import("./i18n.js").Translate} say */
  constructor(say) {
    const phone = controlRoomNumber();
    const sms = textNumber();
    this.#text = sms && textMessage(sms, say("call.other_way.text"), "call-dial");
    this.element = el(
      "aside",
      { class: "call-ways", hidden: true },
      el("h2", {}, say("call.other_way")),
      phone && dial(phone, say("call.other_way.phone"), "call-dial"),
      this.#text,
      dial("112", say("call.other_way.emergency"), "call-dial"),
    );
  }

  /** What a text message would say. @param {string} words */
  write(words) {
    if (this.#text) writeText(this.#text, words);
  }
}
