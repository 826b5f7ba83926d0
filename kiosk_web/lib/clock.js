// @ts-check

/**
 * When something happened, by all that the page knew then.
 *
 * @typedef {object} Stamp
 * @property {string} life which life of the page: its monotonic clock means nothing to the next
 * @property {number} ticks monotonic ms
 * @property {number} wall wall clock in ms
 * @property {number | null} offset wall clock minus the gateway's time, as known then
 */

const LONGEST_AGE = 30 * 86_400_000;
const OFFSET = "pospin.offset";

/** Ages by the monotonic clock, and the gateway's time. The tablet's own clock is never believed. */
export class Clock {
  #ticks;
  #wall;
  #memory;
  #life = crypto.randomUUID();
  /** @type {number | null} */
  #offset = null;

  /**
   * @param {object} [sources]
   * @param {() => number} [sources.ticks] monotonic ms
   * @param {() => number} [sources.wall] wall clock in ms
   * @param {Pick<Storage, "getItem" | "setItem"> | null} [sources.memory] keeps the offset over a reload
   */
  constructor({ ticks = () => performance.now(), wall = () => Date.now(), memory = null } = {}) {
    this.#ticks = ticks;
    this.#wall = wall;
    this.#memory = memory;
    const kept = Number.parseFloat(memory?.getItem(OFFSET) ?? "");
    if (Number.isFinite(kept)) this.#offset = kept;
  }

  /** Monotonic ms. */
  ticks() {
    return this.#ticks();
  }

  /** The gateway's time in ms as far as known, else the tablet's. */
  now() {
    return this.#wall() - (this.#offset ?? 0);
  }

  /** Wall clock minus the gateway's time in ms, or null before the first contact. */
  get offset() {
    return this.#offset;
  }

  /**
   * The gateway told its time.
   *
   * @param {string} instant ISO 8601
   * @param {number} [roundTrip] ms from the question to this answer
   */
  learn(instant, roundTrip = 0) {
    this.#offset = Math.round(this.#wall() - (Date.parse(instant) + roundTrip / 2));
    this.#memory?.setItem(OFFSET, String(this.#offset));
  }

  /** @returns {Stamp} */
  stamp() {
    return {
      life: this.#life,
      ticks: this.#ticks(),
      wall: this.#wall(),
      offset: this.#offset,
    };
  }

  /**
   * How long ago it was. Over a reload only the wall clocks are left, each corrected by the offset
   * of its time; that is marked uncertain.
   *
   * @param {Stamp} stamp
   * @returns {{ ms: number, uncertain: boolean }}
   */
  age(stamp) {
    const uncertain = stamp.life !== this.#life;
    const ms = uncertain
      ? this.now() - (stamp.wall - (stamp.offset ?? this.#offset ?? 0))
      : this.#ticks() - stamp.ticks;
    return { ms: Math.min(Math.max(Math.round(ms), 0), LONGEST_AGE), uncertain };
  }
}
