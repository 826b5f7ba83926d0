// @ts-check

/** @typedef {import("../lib/protocol.js").AppealView} AppealView */

/** Between two rounds of a rhythm a voice can be heard, in s. */
const REST = 15;
/** Nobody is there, or everybody knows: it falls silent after so long, in ms. */
export const LONGEST = 180_000;

/**
 * The kentongan of one appeal at a time: in rounds, until somebody touches it or it was long enough.
 * An appeal that comes while the sound is locked begins to sound when it is unlocked.
 */
export class AppealSound {
  #voice;
  #clock;
  /** @type {{ instrument: import("./instrument.js").Instrument, tones: import("../lib/tones.js").Tones } | null} */
  #means = null;
  /** @type {AppealView | null} */
  #appeal = null;
  #since = 0;
  /** @type {{ start: number, length: number, stop: () => void } | null} */
  #round = null;
  #heard = false;

  /**
   * @param {import("../lib/voice.js").Voice} voice
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

  /** Sound this appeal, instead of the one before. @param {AppealView} appeal */
  begin(appeal) {
    this.stop();
    this.#appeal = appeal;
    this.#since = this.#clock.ticks();
    this.#heard = false;
    this.update();
  }

  /** Fall silent. */
  stop() {
    this.#round?.stop();
    this.#round = null;
    this.#appeal = null;
  }

  /** Whether this appeal sounds, or would if the sound weren't locked. @param {string} subject */
  alerts(subject) {
    return this.#appeal?.subject === subject;
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
    const appeal = this.#appeal;
    if (!appeal || !this.#means || !this.#voice.unlocked) return;
    if (this.#clock.ticks() - this.#since > LONGEST) {
      this.stop();
      return;
    }
    const now = this.#voice.context.currentTime;
    if (this.#round && now > this.#round.start) this.#heard = true;
    if (this.#round && now < this.#round.start + this.#round.length + REST) return;
    const tone = this.#means.tones.of(appeal.rhythm, appeal.mode);
    this.#round = { ...this.#means.instrument.play(tone), length: tone.length };
  }
}
