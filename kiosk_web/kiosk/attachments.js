// @ts-check
import { Backoff } from "../lib/backoff.js";
import { MediaRefused } from "../lib/media_line.js";
import { Unanswered } from "../lib/questions.js";

/** @typedef {import("../lib/protocol.js").Attachment} Attachment */

/**
 * A picture or voice note on its way, under the id of its message.
 *
 * @typedef {object} Item
 * @property {string} id
 * @property {ArrayBuffer} bytes
 */

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
/** What ends it: taken already, or never to be taken. Everything else is tried again. */
const FINAL = new Set(["not_found", "media_broken", "media_too_large", "forbidden"]);

/** Pictures and voice notes until the centre has them: kept on the disk, sent one by one. */
export class Attachments {
  #database;
  #outbox;
  #conversations;
  #send;
  /** @type {Map<string, Item>} oldest first */
  #items = new Map();
  /** @type {Map<string, string>} addresses of pictures that this life of the page took */
  #urls = new Map();
  #backoff;
  #sending = "";
  #share = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #again;
  /** Called when one went on its way or came further. */
  onchange = () => {};

  /**
   * @param {object} parts
   * @param {import("../lib/database.js").Database} parts.database
   * @param {import("../lib/outbox.js").Outbox} parts.outbox
   * @param {import("./conversations.js").Conversations} parts.conversations
   * @param {(item: Item & { incident: string }, onprogress: (share: number) => void)
   *   => Promise<void>} parts.send rejects with MediaRefused when it is not taken
   * @param {() => number} [parts.random]
   */
  constructor({ database, outbox, conversations, send, random }) {
    this.#database = database;
    this.#outbox = outbox;
    this.#conversations = conversations;
    this.#send = send;
    this.#backoff = new Backoff(FIRST_WAIT, random);
  }

  /** Take back what an earlier life of the page left. */
  async load() {
    const kept = await this.#database.all("media");
    const younger = this.#items.values();
    this.#items = new Map();
    for (const item of [...kept, ...younger]) this.#items.set(item.id, item);
    void this.flush();
  }

  /**
   * What a message announced. It is held at once and stored as soon as the disk allows.
   *
   * @param {string} id
   * @param {Blob} blob
   * @param {ArrayBuffer} bytes
   */
  add(id, blob, bytes) {
    const item = { id, bytes };
    this.#items.set(id, item);
    if (blob.type.startsWith("image/")) this.#urls.set(id, URL.createObjectURL(blob));
    this.#database.put("media", id, item).catch((error) => {
      console.warn("a picture could not be stored", error);
    });
  }

  /** How far it is, 0..1, or null when nothing of it is on its way. @param {string} id */
  progress(id) {
    if (!this.#items.has(id)) return null;
    return this.#sending === id ? this.#share : 0;
  }

  /** The address of a picture that was taken here, or "". @param {string} id */
  url(id) {
    return this.#urls.get(id) ?? "";
  }

  /** Whether an alarm waits to be sent: everything else steps back. */
  get urgent() {
    return this.#outbox.unsent().some(({ body }) => body.name === "raise_alarm");
  }

  /** Send what can be sent: its message is at the centre, and no alarm waits. */
  async flush() {
    if (this.#sending || this.urgent) return;
    for (const item of this.#items.values()) {
      const incident = this.#conversations.incidentOf(item.id);
      if (!incident) continue;
      await this.#sendOne({ ...item, incident });
      return;
    }
  }

  /** @param {Item & { incident: string }} item */
  async #sendOne(item) {
    clearTimeout(this.#again);
    this.#sending = item.id;
    this.#share = 0;
    let wait = 0;
    try {
      await this.#send(item, (share) => {
        this.#share = share;
        this.onchange();
      });
      this.#backoff.reset();
      this.#forget(item.id);
    } catch (error) {
      const answered = error instanceof MediaRefused || error instanceof Unanswered;
      const code = answered ? error.code : "disconnected";
      if (FINAL.has(code)) this.#forget(item.id);
      else wait = this.#backoff.next(LONGEST_WAIT);
    }
    this.#sending = "";
    this.onchange();
    this.#again = setTimeout(() => void this.flush(), wait);
  }

  /** @param {string} id */
  #forget(id) {
    this.#items.delete(id);
    this.#database.remove("media", id).catch((error) => {
      console.warn("a picture could not be removed", error);
    });
  }
}
