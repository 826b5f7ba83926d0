// @ts-check
import { TALKS } from "./call_stage.js";
import { RingSound } from "./ring_sound.js";

/** @typedef {import("./call_line.js").CallPicture} CallPicture */

/** Pulls of a phone that rings, in ms. */
const PULLS = [600, 300, 600, 1_500];

/** What a call sounds like at this device: the ring, the caller's tone, the word of a recording. */
export class CallRings {
  #sound;
  #speak;
  #talked = false;
  /** The call whose recording was announced. */
  #announced = "";
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #pulling;

  /**
   * @param {AudioContext} context
   * @param {() => void} announce say in words that the call is recorded
   */
  constructor(context, announce) {
    this.#sound = new RingSound(context);
    this.#speak = announce;
  }

  /**
   * Bring it in step with the call. Called often.
   *
   * @param {CallPicture | null} call
   * @param {boolean} quiet an alarm sounds, or somebody may be hiding here: it only pulls
   */
  update(call, quiet) {
    const stage = call?.stage ?? null;
    const rings = stage === "incoming";
    this.#sound.keep(rings && !quiet ? "incoming" : stage === "calling" ? "calling" : null);
    this.#pull(rings);
    const talks = stage !== null && TALKS.has(stage);
    if (this.#talked && stage === "over" && !quiet) this.#sound.once("over");
    this.#talked = talks;
    this.#announce(call, talks);
  }

  /**
   * @param {CallPicture | null} call
   * @param {boolean} talks
   */
  #announce(call, talks) {
    const key = call?.view?.recording && talks ? call.subject : "";
    if (key && key !== this.#announced) {
      this.#sound.once("recorded");
      this.#speak();
    }
    this.#announced = key;
  }

  /** @param {boolean} pulls */
  #pull(pulls) {
    if (pulls === (this.#pulling !== undefined) || !("vibrate" in navigator)) return;
    clearInterval(this.#pulling);
    this.#pulling = undefined;
    navigator.vibrate(pulls ? PULLS : 0);
    if (!pulls) return;
    const period = PULLS.reduce((sum, ms) => sum + ms, 0);
    this.#pulling = setInterval(() => navigator.vibrate(PULLS), period);
  }
}
