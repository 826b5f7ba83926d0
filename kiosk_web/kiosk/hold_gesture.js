// @ts-check

/**
 * What a touch of an emergency button amounts to.
 *
 * @typedef {object} HoldEvents
 * @property {(x: number, y: number) => void} onstart a finger rests on the button
 * @property {() => void} onstop it left before the time
 * @property {() => void} onsend held long enough, or tapped three times
 * @property {() => void} ontap one short tap: the person needs to be told to hold
 */

export const HOLD = 1_500;
export const SLIP = 48;
export const TAPS = 3;
export const TAPS_WITHIN = 4_000;
export const TWICE_WITHIN = 8_000;

/**
 * The rules of holding, apart from the screen. A hold lasts while any finger that began on the
 * button stays within the slip, so a second finger neither starts it anew nor ends it. Three taps
 * within 4 s count as a hold, for a frightened hand taps.
 */
export class HoldGesture {
  #events;
  #ticks;
  /** @type {Map<number, { x: number, y: number }>} where each resting finger began */
  #fingers = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #sent = false;
  #slipped = false;
  #began = 0;
  /** @type {number[]} when the newest taps began */
  #taps = [];
  #activated = Number.NEGATIVE_INFINITY;

  /**
   * @param {HoldEvents} events
   * @param {() => number} ticks monotonic ms
   */
  constructor(events, ticks) {
    this.#events = events;
    this.#ticks = ticks;
  }

  /**
   * @param {number} finger
   * @param {number} x
   * @param {number} y
   */
  down(finger, x, y) {
    const first = this.#fingers.size === 0;
    this.#fingers.set(finger, { x, y });
    if (!first || this.#sent) return;
    this.#slipped = false;
    this.#began = this.#ticks();
    this.#timer = setTimeout(() => this.#send(), HOLD);
    this.#events.onstart(x, y);
  }

  /**
   * @param {number} finger
   * @param {number} x
   * @param {number} y
   */
  move(finger, x, y) {
    const start = this.#fingers.get(finger);
    if (!start || Math.hypot(x - start.x, y - start.y) <= SLIP) return;
    this.#slipped = true;
    this.#lift(finger);
  }

  /** @param {number} finger */
  up(finger) {
    this.#lift(finger);
  }

  /** The system took the finger away: that is no tap. @param {number} finger */
  cancel(finger) {
    this.#slipped = true;
    this.#lift(finger);
  }

  /** By keyboard or screen reader: the second activation sends. */
  activate() {
    const now = this.#ticks();
    if (now - this.#activated <= TWICE_WITHIN) {
      this.#activated = Number.NEGATIVE_INFINITY;
      this.#events.onsend();
    } else {
      this.#activated = now;
      this.#events.ontap();
    }
  }

  /** @param {number} finger */
  #lift(finger) {
    if (!this.#fingers.delete(finger) || this.#fingers.size > 0) return;
    clearTimeout(this.#timer);
    if (this.#sent) {
      this.#sent = false;
      return;
    }
    this.#events.onstop();
    if (!this.#slipped) this.#tap();
  }

  #tap() {
    const now = this.#ticks();
    this.#taps = [...this.#taps, this.#began].filter((tap) => now - tap <= TAPS_WITHIN);
    if (this.#taps.length >= TAPS) {
      this.#taps = [];
      this.#events.onsend();
    } else {
      this.#events.ontap();
    }
  }

  #send() {
    // The finger still rests there; lifting it must not count as a tap.
    this.#sent = true;
    this.#taps = [];
    this.#events.onsend();
  }
}
