// @ts-check
import { el, picture, setText } from "../lib/dom.js";
import { wordsOf } from "./bubble.js";

/** @typedef {import("./conversations.js").Message} Message */
/** @typedef {import("../lib/i18n.js").Translate} Translate */

/** On a report: the way to its conversation, and the newest words of an officer in full. */
export class TalkStrip {
  #say;
  #count = el("strong", { class: "talk-count", hidden: true });
  #words = el("span", {});
  #news;
  #newest = "";

  /**
   * @param {Translate} say
   * @param {() => void} onopen
   */
  constructor(say, onopen) {
    this.#say = say;
    this.button = el(
      "button",
      { class: "alarm-button talk-open", type: "button", "data-action": "talk", onclick: onopen },
      picture("comment-dots"),
      el("span", {}, say("talk.open")),
      this.#count,
    );
    this.#news = el(
      "button",
      { class: "talk-news", type: "button", role: "status", hidden: true, onclick: onopen },
      picture("user-shield"),
      this.#words,
    );
  }

  get element() {
    return this.#news;
  }

  /**
   * @param {Message[]} messages the whole conversation
   * @param {Message[]} news what of it nobody here has seen
   * @returns {Message[]} what is before the resident's eyes
   */
  update(messages, news) {
    const newest = messages.filter(({ side }) => side === "officer").at(-1);
    if (news.at(-1)) this.#newest = news.at(-1)?.id ?? "";
    const shown = newest !== undefined && newest.id === this.#newest;
    this.#news.hidden = !shown;
    if (shown) setText(this.#words, wordsOf(newest, this.#say));
    const others = news.filter(({ id }) => id !== this.#newest).length;
    this.#count.hidden = others === 0;
    setText(this.#count, String(others));
    return shown ? [newest] : [];
  }
}
