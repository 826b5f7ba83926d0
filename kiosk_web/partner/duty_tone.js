// @ts-check
import { isOver } from "./duties.js";

/** @typedef {import("./duties.js").Task} Task */

/** Two pulls of the motor, in ms. */
const PULLS = [300, 200, 300];

/** What tells somebody who doesn't look that a task came while the page is open. */
export class DutyTone {
  #voice;
  /** The tasks that were seen, once there is a whole picture. @type {Set<string> | null} */
  #known = null;

  /** @param {Pick<import("../lib/voice.js").Voice, "duty" | "drill">} voice */
  constructor(voice) {
    this.#voice = voice;
  }

  /** The tasks as they stand; what was not there before sounds. @param {readonly Task[]} tasks */
  update(tasks) {
    const fresh = tasks.filter(({ view }) => this.#known?.has(view.subject) === false && !isOver(view));
    this.#known = new Set(tasks.map(({ view }) => view.subject));
    if (fresh.length === 0) return;
    if (fresh.some(({ view }) => view.mode === "real")) this.#voice.duty();
    else this.#voice.drill();
    globalThis.navigator?.vibrate?.(PULLS);
  }

  /** The page was locked: what is there when it opens is no news. */
  forget() {
    this.#known = null;
  }
}
