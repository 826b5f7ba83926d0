// @ts-check
import { uuid7 } from "./uuid7.js";

/** @typedef {import("./protocol.js").Refusal} Refusal */
/**
 * @typedef {import("./protocol.js").Result | import("./protocol.js").Unlocked
 *   | import("./protocol.js").Ack} Answer
 */

/** A question was refused, or its answer can't come any more: `code` is then `disconnected`. */
export class Unanswered extends Error {
  /**
   * @param {string} code
   * @param {string} message in the user's language
   * @param {number} [wait] s until another try makes sense
   */
  constructor(code, message, wait = 0) {
    super(message);
    this.code = code;
    this.wait = wait;
  }
}

/** Questions that wait for their answer on one connection. */
export class Questions {
  /** @type {Map<string, { resolve: (answer: Answer) => void, reject: (why: Error) => void }>} */
  #open = new Map();

  /**
   * A new question.
   *
   * @param {boolean} connected without a link it is lost at once
   * @param {string} [id]
   */
  opened(connected, id = uuid7()) {
    /** @type {Promise<Answer>} */
    const answer = new Promise((resolve, reject) => this.#open.set(id, { resolve, reject }));
    if (!connected) this.lost();
    return { id, answer };
  }

  /** @param {Answer} answer @returns {boolean} whether it answers a question */
  answered(answer) {
    this.#open.get(answer.id)?.resolve(answer);
    return this.#open.delete(answer.id);
  }

  /** @param {Refusal} refusal @returns {boolean} whether it answers a question */
  refused({ id, code, message, retry_after_s: wait }) {
    const question = this.#open.get(id ?? "");
    question?.reject(new Unanswered(code, message, wait ?? 0));
    return this.#open.delete(id ?? "");
  }

  /** The connection has ended. */
  lost() {
    for (const { reject } of this.#open.values()) reject(new Unanswered("disconnected", "no link"));
    this.#open.clear();
  }
}
