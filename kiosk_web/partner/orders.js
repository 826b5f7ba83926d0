// @ts-check
import { Unanswered } from "../lib/questions.js";
import { uuid7 } from "../lib/uuid7.js";

/** @typedef {import("../lib/outbox.js").Body} Body */
/** @typedef {import("../lib/protocol.js").Ack} Ack */
/** @typedef {(id: string, body: Body, version: number | null) => Promise<Ack>} Send */

/**
 * What is done about people: sent at once or not at all, and never on this phone's disk (design
 * section 7). Where a broken link leaves it open whether it arrived, trying again is the same act.
 */
export class Orders {
  #send;
  /** @type {Map<string, string>} ids of acts that nobody answered, by what they say */
  #open = new Map();

  /** @param {Send} send rejects with Unanswered */
  constructor(send) {
    this.#send = send;
  }

  /**
   * Rejects with Unanswered.
   *
   * @param {Body} body
   * @param {number | null} [version] of the subject that the person saw
   */
  async give(body, version = null) {
    const words = JSON.stringify(body);
    const id = this.#open.get(words) ?? uuid7();
    this.#open.set(words, id);
    try {
      const ack = await this.#send(id, body, version);
      this.#open.delete(words);
      return ack;
    } catch (error) {
      if (!(error instanceof Unanswered && error.code === "disconnected")) this.#open.delete(words);
      throw error;
    }
  }

  /** The phone was locked. */
  forget() {
    this.#open.clear();
  }
}
