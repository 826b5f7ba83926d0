// @ts-check
import { Backoff } from "./backoff.js";
import { Connection } from "./connection.js";
import { Questions } from "./questions.js";
import { hostOf, sessionLines } from "./signing.js";

/** @typedef {import("./connection.js").ServerFrame} ServerFrame */
/** @typedef {import("./protocol.js").EventItem} EventItem */
/** @typedef {import("./protocol.js").Heartbeat} Heartbeat */
/** @typedef {import("./protocol.js").Query} Query */
/** @typedef {import("./protocol.js").Result} Result */
/** @typedef {import("./protocol.js").Refusal} Refusal */
/** @typedef {import("./protocol.js").Signal} Signal */
/** @typedef {import("./protocol.js").Welcome} Welcome */
/** @typedef {import("./outbox.js").Entry} Entry */
/** @typedef {import("./questions.js").Answer} Answer */
/** @typedef {{ type: "unlock", pin: string } | { type: "lock" }} Request */

/**
 * What is known of the link. `rejected`: the gateway doesn't know this device, or its key was
 * taken away; `incompatible`: no common version; `replaced`: the device is open elsewhere.
 *
 * @typedef {"connecting" | "online" | "lost" | "rejected" | "incompatible" | "replaced"} LinkState
 */

/**
 * @typedef {object} LinkOptions
 * @property {string} url
 * @property {import("./protocol.js").ClientKind} kind
 * @property {string} build
 * @property {string} device
 * @property {(lines: string) => Promise<string>} sign
 * @property {() => string} language
 * @property {() => Omit<Heartbeat, "type">} vitals
 * @property {import("./outbox.js").Outbox} outbox
 * @property {import("./replica.js").Replica} replica
 * @property {import("./clock.js").Clock} clock
 * @property {() => string | null} [session] the token under which this device was opened
 * @property {() => number} [random]
 */

const BEAT = 5_000;
const SILENCE = 10_000;
/** A weak link may need 15 s for TLS and 10 s for the request (design section 4). */
const CONNECT = 25_000;
const RESEND = 10_000;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 15_000;
/** With something to send no one waits longer: it must be there within 5 s of the link's return. */
const LONGEST_WAIT_LOADED = 4_000;
const AGREED = { min_version: 1, max_version: 1 };

/** Refusals that waiting heals; the command stays in the outbox and is sent again. */
const PASSING = new Set([
  "rate_limited",
  "store_failed",
  "shutting_down",
  "internal",
  "too_many_connections",
  "unexpected",
  "nonce_expired",
  "pin_needed",
]);
const REFUSING_DEVICE = new Set(["unknown_device", "revoked", "bad_signature"]);

/** @type {Record<number, LinkState>} */
const STATE_OF_CLOSE = { 4001: "incompatible", 4002: "replaced", 4003: "rejected" };

/** The tablet's connection to the gateway: kept up, watched, and emptying the outbox. */
export class Link {
  #options;
  #backoff;
  #retry;
  /** @type {Connection | null} */
  #connection = null;
  /** @type {LinkState} */
  #state = "connecting";
  #greeted = false;
  #synced = false;
  /** @type {Refusal | null} the last refusal that answers no command of ours */
  #verdict = null;
  #asked = 0;
  #questions = new Questions();
  /** @type {Map<string, number>} when a command may be sent again, in monotonic ms */
  #due = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #silence;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #beat;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #reconnect;

  /** @type {(state: LinkState) => void} */
  onstate = () => {};
  /** @type {() => void} the picture changed */
  onpicture = () => {};
  /** @type {(items: EventItem[]) => void} entries of the journal, before `onpicture` */
  onitems = () => {};
  /** @type {() => void} the picture was replaced: entries of before are not in it */
  onsnapshot = () => {};
  /** @type {(welcome: Welcome) => void} */
  onwelcome = () => {};
  /** @type {(attended: boolean) => void} */
  onattended = () => {};
  /** @type {(signal: Signal) => void} what another device of a call says */
  onsignal = () => {};

  /** @param {LinkOptions} options */
  constructor(options) {
    this.#options = options;
    this.#backoff = new Backoff(FIRST_WAIT, options.random);
    this.#retry = new Backoff(FIRST_WAIT, options.random);
  }

  get state() {
    return this.#state;
  }

  start() {
    this.#connect();
    setTimeout(() => this.#state === "connecting" && this.#become("lost"), SILENCE);
  }

  stop() {
    clearTimeout(this.#reconnect);
    this.#connection?.drop();
    clearTimeout(this.#reconnect);
  }

  /** Something happened that makes trying now worth while: a press, the network's return. */
  wake() {
    if (this.#connection) {
      this.flush();
    } else {
      clearTimeout(this.#reconnect);
      this.#connect();
    }
  }

  /**
   * Ask for what makes no sense later, such as opening a phone. Rejects with Unanswered.
   *
   * @param {Request} request
   * @returns {Promise<Answer>}
   */
  request(request) {
    const { id, answer } = this.#questions.opened(this.#state === "online");
    this.#connection?.send({ ...request, id });
    return answer;
  }

  /** Say something to another device of a call; without a link it is lost. @param {Signal} signal */
  signal(signal) {
    if (this.#state === "online") this.#connection?.send(signal);
  }

  /** What this device may see is another now: ask for it, and send what waited for that. */
  resume() {
    this.#resume();
    this.#due.clear();
    this.flush();
  }

  /** Send what waits, oldest first, in the same flight as hello or at once. */
  flush() {
    if (!this.#greeted || !this.#connection?.open) return;
    const now = this.#options.clock.ticks();
    for (const entry of this.#options.outbox.unsent()) {
      if ((this.#due.get(entry.id) ?? 0) > now || this.#options.outbox.waits(entry)) continue;
      this.#due.set(entry.id, now + RESEND);
      this.#command(entry);
    }
  }

  /**
   * One page of what the gateway knows. Rejects with Unanswered.
   *
   * @param {Query["body"]} body
   * @param {string | null} [cursor]
   * @returns {Promise<Result>}
   */
  async ask(body, cursor = null) {
    const { id, answer } = this.#questions.opened(this.#connection !== null && this.#greeted);
    this.#connection?.send({ type: "query", id, body, cursor });
    return /** @type {Result} */ (await answer);
  }

  /** @param {Entry} entry */
  #command({ id, body, stamp, lasts }) {
    const { clock } = this.#options;
    const { ms, uncertain } = clock.age(stamp);
    const expiry = lasts !== null && {
      expires_at: new Date(clock.now() + lasts - ms).toISOString(),
    };
    this.#connection?.send({
      type: "command",
      id,
      body,
      age_ms: ms,
      age_uncertain: uncertain,
      ...expiry,
    });
  }

  #connect() {
    this.#greeted = false;
    this.#synced = false;
    this.#verdict = null;
    this.#due.clear();
    this.#options.replica.interrupted();
    /** @type {Connection} */
    const connection = new Connection(
      this.#options.url,
      (frame) => this.#receive(connection, frame),
      (code) => this.#ended(connection, code),
    );
    this.#connection = connection;
    this.#listen(CONNECT);
  }

  /**
   * Give the connection up if nothing is heard for so long.
   *
   * @param {number} patience ms
   */
  #listen(patience) {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#connection?.drop(), patience);
  }

  /**
   * @param {Connection} connection
   * @param {number} code
   */
  #ended(connection, code) {
    if (connection !== this.#connection) return;
    this.#connection = null;
    clearTimeout(this.#silence);
    clearInterval(this.#beat);
    this.#questions.lost();
    const rejected = this.#verdict && REFUSING_DEVICE.has(this.#verdict.code);
    this.#become(rejected ? "rejected" : (STATE_OF_CLOSE[code] ?? "lost"));
    // Two pages of one device would push each other out for ever: the older one yields.
    const first = code === 4002 ? LONGEST_WAIT : 0;
    const loaded = this.#options.outbox.unsent().length > 0;
    const wait = first + this.#backoff.next(loaded ? LONGEST_WAIT_LOADED : LONGEST_WAIT);
    this.#reconnect = setTimeout(() => this.#connect(), wait);
  }

  /** @param {LinkState} state */
  #become(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.onstate(state);
  }

  /**
   * @param {Connection} connection
   * @param {ServerFrame} frame
   */
  #receive(connection, frame) {
    this.#listen(SILENCE);
    switch (frame.type) {
      case "challenge":
        this.#options.clock.learn(frame.now);
        void this.#greet(connection, frame.nonce);
        break;
      case "welcome":
        this.#welcomed(frame);
        break;
      case "ack":
        if (this.#questions.answered(frame)) break;
        this.#retry.reset();
        this.#options.outbox.acked(frame.id, frame.seq, frame);
        break;
      case "refusal":
        this.#refused(frame);
        break;
      case "snapshot":
      case "events":
        this.#show(frame);
        break;
      case "result":
      case "unlocked":
        this.#questions.answered(frame);
        break;
      case "heartbeat_answer":
        this.#options.clock.learn(frame.now, this.#options.clock.ticks() - this.#asked);
        if (this.#synced) this.#options.replica.reach(frame.through);
        break;
      case "presence":
        if (typeof frame.attended === "boolean") this.onattended(frame.attended);
        break;
      case "signal":
        this.onsignal(frame);
        break;
    }
  }

  /**
   * @param {Connection} connection
   * @param {string} nonce
   */
  async #greet(connection, nonce) {
    const { url, kind, build, device, sign, language, session } = this.#options;
    const signature = await sign(sessionLines(kind, device, hostOf(url), nonce));
    if (connection !== this.#connection) return;
    connection.send({
      type: "hello",
      ...AGREED,
      kind,
      build,
      device,
      signature,
      language: language(),
      session: session?.() ?? undefined,
    });
    this.#greeted = true;
    this.flush();
  }

  /** @param {Welcome} welcome */
  #welcomed(welcome) {
    this.#backoff.reset();
    this.onwelcome(welcome);
    this.#become("online");
    this.#resume();
    this.#pulse();
    clearInterval(this.#beat);
    this.#beat = setInterval(() => this.#pulse(), BEAT);
  }

  #resume() {
    this.#synced = false;
    this.#connection?.send({ type: "resume", ...this.#options.replica.position() });
  }

  #pulse() {
    this.#asked = this.#options.clock.ticks();
    this.#connection?.send({ type: "heartbeat", ...this.#options.vitals() });
    this.flush();
  }

  /** @param {Extract<ServerFrame, { type: "snapshot" | "events" }>} frame */
  #show(frame) {
    const { replica } = this.#options;
    const whole = frame.type === "events" ? replica.takeEvents(frame) : replica.takeSnapshot(frame);
    if (whole) {
      this.#synced = true;
      if (frame.type === "events") this.onitems(frame.items);
      else this.onsnapshot();
      this.onpicture();
    } else if (this.#synced && frame.type === "events") {
      this.#resume();
    }
  }

  /** @param {Refusal} refusal */
  #refused(refusal) {
    const { id, code, message, retry_after_s: wait } = refusal;
    if (this.#questions.refused(refusal)) return;
    if (id === null) {
      console.warn("the gateway refused", code, message);
      this.#verdict = refusal;
    } else if (PASSING.has(code)) {
      const ms = wait ? wait * 1_000 : RESEND / 2 + this.#retry.next(RESEND);
      this.#due.set(id, this.#options.clock.ticks() + ms);
    } else {
      this.#options.outbox.refused(id, code, message);
    }
  }
}
