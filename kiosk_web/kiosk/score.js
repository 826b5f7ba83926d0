// @ts-check
import { el, picture, setText } from "../lib/dom.js";

/** @typedef {import("./steps.js").Report} Report */
/** @typedef {import("../lib/i18n.js").Translate} Translate */

/** How a drill went: seconds to the press, seconds to the answer, neighbours who came. */
export class Score {
  #say;
  #press = el("strong");
  #answer = el("strong");
  #came = el("strong");

  /** @param {Translate} say */
  constructor(say) {
    this.#say = say;
    this.element = el(
      "section",
      { class: "score", hidden: true },
      el("h2", {}, say("score.title")),
      el(
        "dl",
        {},
        figure("hand-pointer", say("score.press"), this.#press),
        figure("user-shield", say("score.answer"), this.#answer),
        figure("people-group", say("score.came"), this.#came),
      ),
    );
  }

  /** @param {Report} report that an officer has answered */
  update({ lesson, view }) {
    setText(this.#press, this.#seconds(lesson));
    const answered = view?.claimed_at ? Date.parse(view.claimed_at) - Date.parse(view.pressed_at) : null;
    setText(this.#answer, this.#seconds(answered));
    setText(this.#came, String(view?.answers?.on_scene ?? 0));
  }

  /** @param {number | null} ms */
  #seconds(ms) {
    return ms === null ? "–" : this.#say("score.seconds", { seconds: Math.max(0, Math.round(ms / 1_000)) });
  }
}

/**
 * @param {string} icon
 * @param {string} words
 * @param {HTMLElement} value
 */
function figure(icon, words, value) {
  return el("div", {}, picture(icon), el("dt", {}, words), el("dd", {}, value));
}
