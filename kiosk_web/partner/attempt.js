// @ts-check
import { el, setText } from "../lib/dom.js";
import { Unanswered } from "../lib/questions.js";

/** @typedef {import("../lib/i18n.js").Translate} Translate */

/** The line under a button: on its way, done, or what the centre said no to. */
export class Attempt {
  element = el("p", { class: "attempt", role: "status", hidden: true });
  #say;
  #busy = false;

  /** @param {Translate} say */
  constructor(say) {
    this.#say = say;
  }

  /**
   * Try; one thing at a time.
   *
   * @template T
   * @param {() => Promise<T>} order rejects with Unanswered
   * @param {string} [done] what to say then
   * @returns {Promise<T | null>} null when it was not done
   */
  async run(order, done = "") {
    if (this.#busy) return null;
    this.#busy = true;
    this.show(this.#say("sending"));
    try {
      const answer = await order();
      this.show(done, "done");
      return answer;
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      this.show(failure(error, this.#say), "error");
      return null;
    } finally {
      this.#busy = false;
    }
  }

  /**
   * @param {string} words
   * @param {"" | "done" | "error"} [tone]
   */
  show(words, tone = "") {
    setText(this.element, words);
    this.element.dataset.tone = tone;
    this.element.hidden = words === "";
  }
}

/**
 * Why something was not done, in words.
 *
 * @param {Unanswered} error
 * @param {Translate} say
 */
export function failure({ code, message }, say) {
  if (code === "disconnected") return say("attempt.no_link");
  return code === "stale_version" ? say("attempt.stale") : message;
}
