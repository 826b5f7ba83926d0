// @ts-check
import { Unanswered } from "../../lib/questions.js";
import { failure } from "../attempt.js";

/** @typedef {import("../../lib/protocol.js").TalkLine} TalkLine */
/** @typedef {import("../../lib/protocol.js").TalkView} TalkView */
/** @typedef {import("../../lib/protocol.js").Phrase} Phrase */
/** @typedef {{ text: string } | { phrase: Phrase }} Words */

/**
 * A message that the centre doesn't have, or not yet.
 *
 * @typedef {object} Pending
 * @property {string} post
 * @property {Words} words
 * @property {number} at gateway's time in ms
 * @property {string} fault why it was not sent; empty: it is on its way
 */

/** Marks of one command at most (the protocol's limit). */
const MARKS = 100;

/** What the own posts and this phone write to each other; nothing of it is kept here. */
export class Letters {
  #outbox;
  #replica;
  #orders;
  #clock;
  #say;
  #onchange;
  /** @type {Set<string>} what this life of the page has marked */
  #marked = new Set();
  /** @type {Pending[]} */
  #pending = [];

  /**
   * @param {object} parts
   * @param {import("../../lib/outbox.js").Outbox} parts.outbox
   * @param {import("../../lib/replica.js").Replica} parts.replica
   * @param {import("../orders.js").Orders} parts.orders
   * @param {import("../../lib/clock.js").Clock} parts.clock
   * @param {import("../../lib/i18n.js").Translate} parts.say
   * @param {() => void} parts.onchange
   */
  constructor({ outbox, replica, orders, clock, say, onchange }) {
    this.#outbox = outbox;
    this.#replica = replica;
    this.#orders = orders;
    this.#clock = clock;
    this.#say = say;
    this.#onchange = onchange;
  }

  /** @param {string} post @param {Words} words */
  write(post, words) {
    /** @type {Pending} */
    const pending = { post, words, at: this.#clock.now(), fault: "" };
    this.#pending.push(pending);
    void this.send(pending);
  }

  /** Send it, or send it once more. @param {Pending} pending */
  async send(pending) {
    pending.fault = "";
    this.#onchange();
    try {
      await this.#orders.give({ name: "write_talk", post: pending.post, ...pending.words });
      this.#pending = this.#pending.filter((each) => each !== pending);
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      pending.fault = failure(error, this.#say);
    }
    this.#onchange();
  }

  /** What waits for a post, oldest first. @param {string} post */
  pending(post) {
    return this.#pending.filter((each) => each.post === post);
  }

  /** The conversation with a post. @param {string} post @returns {readonly TalkLine[]} */
  lines(post) {
    return this.#talks().find((talk) => talk.post === post)?.lines ?? [];
  }

  /** Messages of a post that nobody of the RT has read. @param {string} post */
  unread(post) {
    return this.lines(post).filter((each) => each.side === "post" && !each.read_at).length;
  }

  /** Tell what has arrived here. Called often. */
  settle() {
    for (const { id, body, refused } of [...this.#outbox.entries]) {
      if (refused && body.name === "mark_talk") this.#outbox.forget(id);
    }
    for (const { post, lines } of this.#talks()) {
      this.#mark(post, lines.filter(({ side, delivered_at: at }) => side === "post" && !at), "delivered");
    }
  }

  /** They are before someone's eyes. @param {string} post */
  see(post) {
    this.#mark(post, this.lines(post).filter(({ side, read_at: at }) => side === "post" && !at), "read");
  }

  /** The phone was locked. */
  forget() {
    this.#pending = [];
  }

  /** @returns {TalkView[]} */
  #talks() {
    return /** @type {any[]} */ (this.#replica.views.filter(({ type }) => type === "talk"));
  }

  /**
   * @param {string} post
   * @param {readonly TalkLine[]} lines
   * @param {"delivered" | "read"} mark
   */
  #mark(post, lines, mark) {
    const fresh = lines.map(({ id }) => id).filter((id) => !this.#marked.has(`${id} ${mark}`));
    const [first, ...others] = fresh.slice(0, MARKS);
    if (!first) return;
    for (const id of [first, ...others]) this.#marked.add(`${id} ${mark}`);
    this.#outbox.add({ name: "mark_talk", post, messages: [first, ...others], mark });
  }
}
