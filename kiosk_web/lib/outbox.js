// @ts-check
import { Seal } from "./seal.js";
import { uuid7 } from "./uuid7.js";

/** @typedef {import("./protocol.js").Command["body"]} Body */
/** @typedef {import("./protocol.js").ErrorCode} ErrorCode */
/** @typedef {import("./clock.js").Stamp} Stamp */

/** What the centre said with its acknowledgement. @typedef {Partial<Pick<import("./protocol.js").Ack, "subject" | "grant">>} Answer */

/**
 * A command on its way.
 *
 * @typedef {object} Entry
 * @property {string} id
 * @property {Body} body
 * @property {Stamp} stamp when the person acted
 * @property {"storing" | "stored" | "failed" | "never"} kept whether it is on this tablet's disk
 * @property {number | null} lasts ms after which it makes no sense any more, null: it always does
 * @property {number | null} acked the journal number that the centre gave it
 * @property {{ code: ErrorCode, message: string } | null} refused a final refusal
 */

/** What is shown here, and may vanish only when the centre's own word of it is held. */
const KEPT_UNTIL_SEEN = new Set(["raise_alarm", "answer_questions", "send_message", "write_talk"]);

/** What tells of people: it lies on the disk sealed, and not a moment longer than it must. */
const SEALED = new Set(["report_guests", "announce_guest", "correct_guest", "check_out", "write_talk"]);

/**
 * Commands until the centre has answered them. Storing and sending start together: what waits for
 * the disk is sent all the same, and a disk that fails only leaves `kept` unproven.
 *
 * An acknowledged alarm, answer or message stays here until it is held in the picture (`forget`), so that a
 * reload in between can't make it vanish from the screen.
 */
export class Outbox {
  /** @type {Entry[]} oldest first */
  #entries = [];
  #database;
  #clock;
  #seal;
  /** Called when anything about an entry changed. */
  onchange = () => {};
  /** @type {(entry: Entry, answer: Answer) => void} the centre took it; it may be gone right after */
  onacked = () => {};

  /**
   * @param {import("./database.js").Database} database
   * @param {import("./clock.js").Clock} clock
   */
  constructor(database, clock) {
    this.#database = database;
    this.#clock = clock;
    this.#seal = new Seal(database);
  }

  /** Take back what an earlier life of the page left. It goes before all that is new. */
  async load() {
    const kept = await Promise.all((await this.#database.all("outbox")).map((each) => this.#read(each)));
    const held = new Set(this.#entries.map((entry) => entry.id));
    const older = kept
      .filter((record) => record.body && !held.has(record.id))
      .map((record) => ({ ...record, kept: "stored", lasts: null, refused: null }));
    this.#entries = [...older, ...this.#entries];
    this.onchange();
  }

  /**
   * Something was done; it is held at once and stored as soon as the disk allows. What makes sense
   * for a while only, such as a call, is not stored: no later life of the page must send it.
   *
   * @param {Body} body
   * @param {number | null} [lasts] ms
   * @returns {Entry}
   */
  add(body, lasts = null) {
    /** @type {Entry} */
    const entry = {
      id: uuid7(),
      body,
      stamp: this.#clock.stamp(),
      kept: lasts === null ? "storing" : "never",
      lasts,
      acked: null,
      refused: null,
    };
    this.#entries.push(entry);
    if (lasts === null) void this.#store(entry);
    this.onchange();
    return entry;
  }

  /** All entries, oldest first. @returns {readonly Entry[]} */
  get entries() {
    return this.#entries;
  }

  /** What the centre hasn't answered, oldest first. */
  unsent() {
    return this.#entries.filter((entry) => {
      return entry.acked === null && entry.refused === null && !this.late(entry);
    });
  }

  /** Whether it makes no sense any more. @param {Entry} entry */
  late({ stamp, lasts }) {
    return lasts !== null && this.#clock.age(stamp).ms > lasts;
  }

  /**
   * Whether it has to wait: of words about an alarm that the centre doesn't have yet, it could make
   * nothing.
   *
   * @param {Entry} entry
   */
  waits({ body }) {
    if (body.name !== "send_message" && body.name !== "answer_questions") return false;
    return this.unsent().some(({ id }) => id === body.press);
  }

  /**
   * The centre has it, durably.
   *
   * @param {string} id
   * @param {number} seq
   * @param {Answer} [answer]
   */
  acked(id, seq, answer = {}) {
    const entry = this.#find(id);
    if (!entry) return;
    entry.acked = seq;
    this.onacked(entry, answer);
    if (KEPT_UNTIL_SEEN.has(entry.body.name)) void this.#store(entry);
    else this.forget(id);
    this.onchange();
  }

  /**
   * The centre will never do it. It stays to be shown until it is forgotten, but not over a reload.
   *
   * @param {string} id
   * @param {ErrorCode} code
   * @param {string} message
   */
  refused(id, code, message) {
    const entry = this.#find(id);
    if (!entry) return;
    entry.refused = { code, message };
    void this.#drop(entry.id);
    this.onchange();
  }

  /**
   * It is of no more use here.
   *
   * @param {string} id
   */
  forget(id) {
    if (!this.#find(id)) return;
    this.#entries = this.#entries.filter((entry) => entry.id !== id);
    void this.#drop(id);
    this.onchange();
  }

  /** @param {string} id */
  #find(id) {
    return this.#entries.find((entry) => entry.id === id);
  }

  /** @param {Entry} entry */
  async #store(entry) {
    const { id, body, stamp, acked } = entry;
    try {
      const words = SEALED.has(body.name) ? { sealed: await this.#seal.close(body) } : { body };
      // Sealing takes a moment; what was answered meanwhile must not come back to the disk.
      if (!this.#find(id) || entry.refused) return;
      // Ids sort by the time of the act, so the store gives them back oldest first.
      await this.#database.put("outbox", id, { id, ...words, stamp, acked });
      entry.kept = "stored";
    } catch (error) {
      console.warn("an entry of the outbox could not be stored", error);
      if (entry.kept === "storing") entry.kept = "failed";
    }
    this.onchange();
  }

  /** @param {any} record */
  async #read({ sealed, ...record }) {
    if (!sealed) return record;
    try {
      return { ...record, body: await this.#seal.open(sealed) };
    } catch (error) {
      console.warn("an entry of the outbox could not be unsealed", error);
      void this.#drop(record.id);
      return record;
    }
  }

  /** @param {string} id */
  async #drop(id) {
    try {
      await this.#database.remove("outbox", id);
    } catch (error) {
      console.warn("an entry of the outbox could not be removed", error);
    }
  }
}
