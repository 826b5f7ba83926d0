// @ts-check
import { el, picture, setText } from "../lib/dom.js";
import { PHRASE_ICONS } from "./phrases.js";
import { wib } from "./wording.js";

/** @typedef {import("./conversations.js").Message} Message */
/** @typedef {import("../lib/i18n.js").Translate} Translate */

/** @type {Record<"photo" | "voice", string>} */
const MEDIA_ICONS = { photo: "image", voice: "microphone" };

/**
 * What a message says, for the eye and for the voice.
 *
 * @param {{ text: string, phrase: Message["phrase"],
 *   media: { sort: "photo" | "voice", seconds?: number } | null }} message
 * @param {Translate} say
 */
export function wordsOf({ text, phrase, media }, say) {
  const carried = media && say(`talk.media.${media.sort}`, { seconds: media.seconds ?? 0 });
  return [phrase && say(`phrase.${phrase}`), carried, text].filter(Boolean).join("\n");
}

/** One message: the officer's at the left and large, the resident's own at the right. */
export class Bubble {
  #say;
  #standing = el("span", { class: "bubble-standing" });

  /**
   * @param {Message} message
   * @param {Translate} say
   * @param {(words: string) => void} onlisten
   * @param {string} url of a picture that was taken here
   */
  constructor(message, say, onlisten, url = "") {
    this.#say = say;
    const words = wordsOf(message, say);
    const icon = message.phrase ? PHRASE_ICONS[message.phrase] : message.media && MEDIA_ICONS[message.media.sort];
    this.element = el(
      "li",
      { class: "bubble", "data-side": message.side },
      el(
        "span",
        { class: "bubble-words" },
        url ? el("img", { class: "bubble-photo", src: url, alt: words }) : icon && picture(icon),
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

  /**
   * @param {Message} message
   * @param {number | null} [progress] of its picture or voice note, 0..1
   */
  update({ side, standing, reason, media }, progress = null) {
    this.element.dataset.standing = standing;
    const lost = media?.state === "refused" || media?.state === "erased";
    const said = side === "officer" ? this.#say("talk.officer") : this.#say(`talk.${standing}`, { reason });
    const percent = Math.round((progress ?? 0) * 100);
    this.element.dataset.media = media?.state ?? "";
    if (media && lost) setText(this.#standing, this.#say(`talk.media.${media.state}`));
    else if (media?.state === "awaited" && standing !== "waiting" && standing !== "refused") {
      setText(this.#standing, this.#say("talk.media.sending", { percent }));
    } else setText(this.#standing, said);
  }
}
