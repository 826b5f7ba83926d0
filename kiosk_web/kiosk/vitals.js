// @ts-check

/** @typedef {Omit<import("../lib/protocol.js").Heartbeat, "type">} Heartbeat */

/**
 * @typedef {EventTarget & { level: number, charging: boolean }} Battery
 * @typedef {Navigator & {
 *   getBattery?: () => Promise<Battery>,
 *   connection?: { type?: string, effectiveType?: string },
 * }} ChromeNavigator
 */

/** What the tablet says of its own health in each heartbeat. */
export class Vitals {
  /** @type {Battery | null} */
  #battery = null;
  #navigator = /** @type {ChromeNavigator} */ (navigator);
  persistent = false;

  constructor() {
    void this.#watchBattery();
  }

  /**
   * @param {object} more
   * @param {boolean} more.soundUnlocked
   * @param {number | null} more.offset
   * @param {number} more.queue
   * @returns {Heartbeat}
   */
  heartbeat({ soundUnlocked, offset, queue }) {
    const { type, effectiveType } = this.#navigator.connection ?? {};
    return {
      battery: this.#battery?.level ?? null,
      charging: this.#battery?.charging ?? null,
      network: type ?? effectiveType ?? "",
      screen_on: document.visibilityState === "visible",
      sound_unlocked: soundUnlocked,
      storage_persistent: this.persistent,
      clock_offset_ms: offset,
      queue,
    };
  }

  /** Ask the browser never to clear what this page stored, and tell whether it agreed. */
  async persist() {
    this.persistent = (await navigator.storage?.persist?.()) ?? false;
    return this.persistent;
  }

  async #watchBattery() {
    try {
      this.#battery = (await this.#navigator.getBattery?.()) ?? null;
    } catch (error) {
      console.warn("the battery can't be read", error);
    }
  }
}
