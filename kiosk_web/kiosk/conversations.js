// @ts-check

/** @typedef {import("./steps.js").Report} Report */
/** @typedef {import("../lib/outbox.js").Entry} Entry */
/** @typedef {import("../lib/protocol.js").EventItem} EventItem */
/** @typedef {import("../lib/protocol.js").Attachment} Attachment */
/** @typedef {import("../lib/protocol.js").Phrase} Phrase */
/** @typedef {import("../lib/protocol.js").MarkMessages["mark"]} Mark */

/**
 * What was said, as the journal has it (`MessageSent` in gateway/protocol/events.py).
 *
 * @typedef {object} Said
 * @property {number} seq
 * @property {string} message
 * @property {"post" | "officer"} side
 * @property {string} text
 * @property {Phrase | null} phrase
 * @property {Attachment | null} media
 * @property {string} written_at ISO 8601
 */

/** @typedef {{ messages: string[], mark: Mark }} Marked */
/** @typedef {"awaited" | "stored" | "refused" | "erased"} MediaState */

/**
 * How far a message of this tablet has come.
 *
 * @typedef {"waiting" | "sent" | "delivered" | "read" | "refused"} Standing
 */

/**
 * A message as it is shown.
 *
 * @typedef {object} Message
 * @property {string} id
 * @property {"post" | "officer"} side
 * @property {string} text
 * @property {Phrase | null} phrase
 * @property {number} at ms since 1970
 * @property {Standing} standing
 * @property {string} reason why it was refused
 * @property {{ sort: "photo" | "voice", seconds: number, state: MediaState } | null} media
 */

/** Marks of one command at most (the protocol's limit). */
const MARKS = 100;

/** @type {Record<string, MediaState>} what became of a picture or voice note, by event */
const MEDIA_STATES = { media_stored: "stored", media_refused: "refused", media_erased: "erased" };

/** What post and officers wrote about each report: from the journal, and from the outbox. */
export class Conversations {
  #outbox;
  #clock;
  /** @type {Map<string, Map<string, Said>>} by incident and message */
  #said = new Map();
  /** @type {Map<string, Mark>} the furthest mark of each message */
  #marks = new Map();
  /** @type {Map<string, MediaState>} by message */
  #media = new Map();
  /** @type {Set<string>} what this life of the page has marked */
  #marked = new Set();

  /**
   * @param {import("../lib/outbox.js").Outbox} outbox
   * @param {import("../lib/clock.js").Clock} clock
   */
  constructor(outbox, clock) {
    this.#outbox = outbox;
    this.#clock = clock;
  }

  /**
   * Take journal entries, in any order and as often as they come.
   *
   * @param {readonly EventItem[]} items
   * @returns {{ incident: string, said: Said }[]} what an officer wrote that was not held
   */
  take(items) {
    const news = [];
    for (const { kind, data, seq, subject } of items) {
      if (kind === "messages_marked") this.#takeMarks(/** @type {Marked} */ (data));
      const state = MEDIA_STATES[kind];
      if (state) this.#media.set(/** @type {{ message: string }} */ (data).message, state);
      if (kind !== "message_sent") continue;
      const said = /** @type {Said} */ ({ .../** @type {object} */ (data), seq });
      const held = this.#said.get(subject) ?? new Map();
      if (!held.has(said.message) && said.side === "officer") news.push({ incident: subject, said });
      this.#said.set(subject, held.set(said.message, said));
    }
    for (const { incident, said } of news) this.#mark(incident, [said.message], "delivered");
    return news.filter(({ said }) => this.#marks.get(said.message) !== "read");
  }

  /** @param {Marked} marked */
  #takeMarks({ messages, mark }) {
    for (const id of messages) if (this.#marks.get(id) !== "read") this.#marks.set(id, mark);
  }

  /** What to keep over a reload. @param {ReadonlySet<string>} incidents those still open */
  kept(incidents) {
    return {
      said: [...this.#said].filter(([incident]) => incidents.has(incident)),
      marks: [...this.#marks],
      media: [...this.#media],
    };
  }

  /**
   * Start from what was kept.
   *
   * @param {ReturnType<Conversations["kept"]>} kept
   */
  restore({ said, marks, media = [] }) {
    this.#media = new Map([...media, ...this.#media]);
    for (const [incident, held] of said) {
      this.#said.set(incident, new Map([...held, ...(this.#said.get(incident) ?? [])]));
    }
    for (const [id, mark] of marks) this.#takeMarks({ messages: [id], mark });
  }

  /**
   * A resident wrote.
   *
   * @param {Report} report
   * @param {{ text?: string, phrase?: Phrase, media?: Attachment }} words
   * @returns {string} the message's id, or "" when there is nothing to write about
   */
  write(report, words) {
    const press = report.presses.at(-1);
    return press ? this.#outbox.add({ name: "send_message", press, ...words }).id : "";
  }

  /** The incident of a message that the centre has, or "". @param {string} id */
  incidentOf(id) {
    return [...this.#said].find(([, held]) => held.has(id))?.[0] ?? "";
  }

  /** These messages are before a resident's eyes. @param {Report} report @param {Message[]} seen */
  see({ key }, seen) {
    const unread = seen.filter((message) => this.#isNews(message)).map(({ id }) => id);
    if (unread.length > 0) this.#mark(key, unread.slice(0, MARKS), "read");
  }

  /** Let the outbox go of marks that the centre will never take. */
  settle() {
    for (const entry of [...this.#outbox.entries]) {
      if (entry.refused && entry.body.name === "mark_messages") this.#outbox.forget(entry.id);
    }
  }

  /** The whole conversation, oldest first; what has not arrived comes last. @param {Report} report */
  of(report) {
    const held = this.#said.get(report.key) ?? new Map();
    const said = [...held.values()].sort((a, b) => a.seq - b.seq).map((each) => this.#shown(each));
    const going = this.#outbox.entries.filter(
      ({ id, body }) =>
        body.name === "send_message" && report.presses.includes(body.press ?? "") && !held.has(id),
    );
    return [...said, ...going.map((entry) => this.#going(entry))];
  }

  /** Messages of officers that nobody here has seen, oldest first. @param {Report} report */
  news(report) {
    return this.of(report).filter((message) => this.#isNews(message));
  }

  /** @param {Message} message */
  #isNews({ id, side }) {
    return side === "officer" && this.#marks.get(id) !== "read" && !this.#marked.has(`${id} read`);
  }

  /**
   * @param {Said} said
   * @returns {Message}
   */
  #shown({ message: id, side, text, phrase, media, written_at }) {
    const standing = this.#marks.get(id) ?? "sent";
    const at = Date.parse(written_at);
    return { id, side, text, phrase, at, standing, reason: "", media: this.#carried(id, media) };
  }

  /**
   * @param {string} id
   * @param {Attachment | null | undefined} media
   * @returns {Message["media"]}
   */
  #carried(id, media) {
    if (!media) return null;
    const { sort, seconds = 0 } = media;
    return { sort, seconds, state: this.#media.get(id) ?? "awaited" };
  }

  /**
   * @param {Entry} entry
   * @returns {Message}
   */
  #going({ id, body, stamp, acked, refused }) {
    const words = body.name === "send_message" ? body : { text: "", phrase: null, media: null };
    return {
      id,
      side: "post",
      text: words.text ?? "",
      phrase: words.phrase ?? null,
      at: this.#clock.now() - this.#clock.age(stamp).ms,
      standing: refused ? "refused" : acked === null ? "waiting" : "sent",
      reason: refused?.message ?? "",
      media: this.#carried(id, words.media),
    };
  }

  /**
   * @param {string} incident
   * @param {string[]} messages
   * @param {Mark} mark
   */
  #mark(incident, messages, mark) {
    const further = (/** @type {string} */ id) =>
      !this.#marks.has(id) || (mark === "read" && this.#marks.get(id) !== "read");
    const fresh = messages.filter((id) => further(id) && !this.#marked.has(`${id} ${mark}`));
    for (const id of fresh) this.#marked.add(`${id} ${mark}`);
    const [first, ...others] = fresh;
    if (first) this.#outbox.add({ name: "mark_messages", incident, messages: [first, ...others], mark });
  }
}
