// @ts-check
import { uuid7 } from "./uuid7.js";

/** @typedef {import("./protocol.js").Refusal} Refusal */
/** @typedef {import("./protocol.js").Result} Result */

/** A question was refused, or its answer can't come any more: `code` is then `disconnected`. */
export class Unanswered extends Error {
  /**
   * @param {string} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** Questions that wait for their answer on one connection. */
export class Questions {
  /** @type {Map<string, { resolve: (result: Result) => void, reject: (why: Error) => void }>} */
  #open = new Map();

  /** A new question. @param {boolean} connected without a link it is lost at once */
  opened(connected) {
    const id = uuid7();
    /** @type {Promise<Result>} */
    const answer = new Promise((resolve, reject) => this.#open.set(id, { resolve, reject }));
    if (!connected) this.lost();
    return { id, answer };
  }

  /** @param {Result} result */
  answered(result) {
    this.#open.get(result.id)?.resolve(result);
    this.#open.delete(result.id);
  }

  /** @param {Refusal} refusal @returns {boolean} whether it answers a question */
  refused({ id, code, message }) {
    const question = this.#open.get(id ?? "");
    question?.reject(new Unanswered(code, message));
    return this.#open.delete(id ?? "");
  }

  /** The connection has ended. */
  lost() {
    for (const { reject } of this.#open.values()) reject(new Unanswered("disconnected", "no link"));
    this.#open.clear();
  }
}
