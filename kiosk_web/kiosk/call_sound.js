// @ts-check

/** @typedef {import("../lib/protocol.js").CallView} CallView */

/** Between two rounds of a rhythm a voice can be heard, in s. */
const REST = 15;
/** Nobody is there, or everybody knows: it falls silent after so long, in ms. */
export const LONGEST = 180_000;

/**
 * The kentongan of one call at a time: in rounds, until somebody touches it or it was long enough.
 * A call that comes while the sound is locked begins to sound when it is unlocked.
 */
export class CallSound {
  #voice;
  #clock;
  /** @type {{ instrument: import("./instrument.js").Instrument, tones: import("../lib/tones.js").Tones } | null} */
  #means = null;
  /** @type {CallView | null} */
  #call = null;
  #since = 0;
  /** @type {{ start: number, length: number, stop: () => void } | null} */
  #round = null;
  #heard = false;

  /**
   * @param {import("./voice.js").Voice} voice
   * @param {import("../lib/clock.js").Clock} clock
   */
  constructor(voice, clock) {
    this.#voice = voice;
    this.#clock = clock;
  }

  /**
   * The tables are loaded: from now on it can sound.
   *
   * @param {import("./instrument.js").Instrument} instrument
   * @param {import("../lib/tones.js").Tones} tones
   */
  equip(instrument, tones) {
    this.#means = { instrument, tones };
  }

  /** Sound this call, instead of the one before. @param {CallView} call */
  begin(call) {
    this.stop();
    this.#call = call;
    this.#since = this.#clock.ticks();
    this.#heard = false;
    this.update();
  }

  /** Fall silent. */
  stop() {
    this.#round?.stop();
    this.#round = null;
    this.#call = null;
  }

  /** Whether this call sounds, or would if the sound weren't locked. @param {string} subject */
  alerts(subject) {
    return this.#call?.subject === subject;
  }

  /**
   * Whether its first stroke was truly played: the context ran past it.
   *
   * @param {string} subject
   */
  heard(subject) {
    return this.alerts(subject) && this.#heard;
  }

  /** Begin the next round when it is time. Called often. */
  update() {
    const call = this.#call;
    if (!call || !this.#means || !this.#voice.unlocked) return;
    if (this.#clock.ticks() - this.#since > LONGEST) {
      this.stop();
      return;
    }
    const now = this.#voice.context.currentTime;
    if (this.#round && now > this.#round.start) this.#heard = true;
    if (this.#round && now < this.#round.start + this.#round.length + REST) return;
    const tone = this.#means.tones.of(call.rhythm, call.mode);
    this.#round = { ...this.#means.instrument.play(tone), length: tone.length };
  }
}
