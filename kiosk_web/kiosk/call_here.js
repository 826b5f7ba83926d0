// @ts-check
import { isOver } from "./steps.js";

/** @typedef {import("../lib/call_line.js").CallPicture} CallPicture */
/** @typedef {import("./steps.js").Report} Report */

/** What the call does to this tablet: it rings, is heard, and comes to the screen by itself once. */
export class CallHere {
  #line;
  #rings;
  #speaker;
  #brought = "";

  /**
   * @param {import("../lib/call_line.js").CallLine} line
   * @param {import("../lib/call_rings.js").CallRings} rings
   * @param {import("../lib/call_speaker.js").Speaker} speaker
   */
  constructor(line, rings, speaker) {
    this.#line = line;
    this.#rings = rings;
    this.#speaker = speaker;
  }

  get line() {
    return this.#line;
  }

  /** @returns {CallPicture | null} */
  get picture() {
    return this.#line.picture();
  }

  /**
   * Bring sound and media in step. Called often.
   *
   * @param {Report[]} reports
   * @param {boolean} alerting a call for help from neighbours sounds
   */
  settle(reports, alerting) {
    this.#line.settle();
    const call = this.picture;
    this.#rings.update(call, alerting || reports.some(hides));
    this.#speaker.play(call?.stage === "over" ? null : (call?.media?.remote ?? null));
  }

  /** Whether this call has yet to come to the screen; it is told so once. @param {CallPicture} call */
  comes({ subject, stage }) {
    if (stage === "over" || this.#brought === subject) return false;
    this.#brought = subject;
    return true;
  }
}

/** Whoever threatens the house must not hear a telephone ring. @param {Report} report */
function hides(report) {
  return report.kind === "crime" && report.mode === "real" && !isOver(report);
}
