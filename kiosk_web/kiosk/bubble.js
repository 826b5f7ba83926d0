// @ts-check
import { el, picture, setText } from "../lib/dom.js";
import { PHRASE_ICONS } from "./phrases.js";
import { wib } from "./wording.js";

/** @typedef {import("./conversations.js").Message} Message */
/** @typedef {import("../lib/i18n.js").Translate} Translate */

/**
 * What a message says, for the eye and for the voice.
 *
 * @param {Pick<Message, "text" | "phrase">} message
 * @param {Translate} say
 */
export function wordsOf({ text, phrase }, say) {
  return [phrase && say(`phrase.${phrase}`), text].filter(Boolean).join("\n");
}

/** One message: the officer's at the left and large, the resident's own at the right. */
export class Bubble {
  #say;
  #standing = el("span", { class: "bubble-standing" });

  /**
   * @param {Message} message
   * @param {Translate} say
   * @param {(words: string) => void} onlisten
   */
  constructor(message, say, onlisten) {
    this.#say = say;
    const words = wordsOf(message, say);
    this.element = el(
      "li",
      { class: "bubble", "data-side": message.side },
      el(
        "span",
        { class: "bubble-words" },
        message.phrase && picture(PHRASE_ICONS[message.phrase]),
        el("span", { class: "bubble-text" }, words),
        message.side === "officer"
          ? el(
              "button",
              {
                class: "listen",
                type: "button",
                "aria-label": say("talk.listen"),
                onclick: () => onlisten(words),
              },
              picture("volume-high"),
            )
          : null,
      ),
      el("span", { class: "bubble-foot" }, el("time", {}, wib(message.at)), this.#standing),
    );
    this.update(message);
  }

  /** @param {Message} message */
  update({ side, standing, reason }) {
    this.element.dataset.standing = standing;
    const own = side === "post" ? this.#say(`talk.${standing}`, { reason }) : this.#say("talk.officer");
    setText(this.#standing, own);
  }
}
