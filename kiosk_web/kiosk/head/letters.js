// @ts-check

/** @typedef {import("../../lib/protocol.js").TalkLine} TalkLine */
/** @typedef {import("../../lib/protocol.js").TalkView} TalkView */
/** @typedef {import("../../lib/protocol.js").Phrase} Phrase */

/**
 * A message as it is shown.
 *
 * @typedef {object} Letter
 * @property {string} id
 * @property {"post" | "partner"} side
 * @property {string} title
 * @property {string} text
 * @property {Phrase | null} phrase
 * @property {number} at ms since 1970
 * @property {"waiting" | "sent" | "delivered" | "read" | "refused"} standing
 * @property {string} reason why it was refused
 */

/** Whoever comes later to the post must not read it: so long it is shown after it was read, in ms. */
const SHOWN = 3_600_000;
/** Marks of one command at most (the protocol's limit). */
const MARKS = 100;

/** What the post and its Ketua RT write to each other, as far as it may still be seen here. */
export class Letters {
  #outbox;
  #replica;
  #clock;
  /** @type {Set<string>} what this life of the page has marked */
  #marked = new Set();

  /**
   * @param {import("../../lib/outbox.js").Outbox} outbox
   * @param {import("../../lib/replica.js").Replica} replica
   * @param {import("../../lib/clock.js").Clock} clock
   */
  constructor(outbox, replica, clock) {
    this.#outbox = outbox;
    this.#replica = replica;
    this.#clock = clock;
  }

  /** @param {{ text?: string, phrase?: Phrase }} words */
  write(words) {
    this.#outbox.add({ name: "write_talk", ...words });
  }

  /** Bring marks in step. Called often. @returns {number} how many new messages came */
  settle() {
    for (const { id, body, refused } of [...this.#outbox.entries]) {
      if (refused && body.name === "mark_talk") this.#outbox.forget(id);
    }
    return this.#mark(this.#lines().filter(({ side, delivered_at: at }) => side !== "post" && !at), "delivered");
  }

  /** They are before a resident's eyes. */
  see() {
    this.#mark(this.#news(), "read");
  }

  /** Messages of the Ketua RT that nobody here has seen. */
  get unread() {
    return this.#news().filter(({ id }) => !this.#marked.has(`${id} read`)).length;
  }

  /** Oldest first; what has not arrived comes last. @returns {Letter[]} */
  list() {
    const now = this.#clock.now();
    const held = this.#lines().filter((line) => isShown(line, now));
    const ids = new Set(this.#lines().map(({ id }) => id));
    const going = this.#outbox.entries.filter(({ id, body }) => body.name === "write_talk" && !ids.has(id));
    return [...held.map(letter), ...going.map((entry) => this.#going(entry))];
  }

  #lines() {
    const talk = /** @type {TalkView | undefined} */ (this.#replica.views.find(({ type }) => type === "talk"));
    return talk?.lines ?? [];
  }

  #news() {
    return this.#lines().filter(({ side, read_at: read }) => side !== "post" && !read);
  }

  /**
   * @param {readonly TalkLine[]} lines
   * @param {"delivered" | "read"} mark
   */
  #mark(lines, mark) {
    const fresh = lines.map(({ id }) => id).filter((id) => !this.#marked.has(`${id} ${mark}`));
    const [first, ...others] = fresh.slice(0, MARKS);
    if (!first) return 0;
    for (const id of [first, ...others]) this.#marked.add(`${id} ${mark}`);
    this.#outbox.add({ name: "mark_talk", messages: /** @type {any} */ ([first, ...others]), mark });
    return 1 + others.length;
  }

  /**
   * @param {import("../../lib/outbox.js").Entry} entry
   * @returns {Letter}
   */
  #going({ id, body, stamp, acked, refused }) {
    const words = body.name === "write_talk" ? body : { text: "", phrase: null };
    return {
      id,
      side: "post",
      title: "",
      text: words.text ?? "",
      phrase: words.phrase ?? null,
      at: this.#clock.now() - this.#clock.age(stamp).ms,
      standing: refused ? "refused" : acked === null ? "waiting" : "sent",
      reason: refused?.message ?? "",
    };
  }
}

/**
 * @param {TalkLine} line
 * @param {number} now
 */
function isShown({ side, at, read_at: read }, now) {
  if (side !== "post" && !read) return true;
  return now - Date.parse(side === "post" ? at : (read ?? at)) < SHOWN;
}

/** @param {TalkLine} line @returns {Letter} */
function letter({ id, side, title, text, phrase, at, delivered_at: delivered, read_at: read }) {
  const standing = read ? "read" : delivered ? "delivered" : "sent";
  const from = side === "post" ? "post" : "partner";
  return { id, side: from, title, text, phrase: phrase ?? null, at: Date.parse(at), standing, reason: "" };
}
