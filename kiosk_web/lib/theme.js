// @ts-check

const MEMORY = "pospin.theme";
const NIGHT_FROM = 18;
const NIGHT_UNTIL = 5.5;
const HOUR = 3_600_000;
/** WIB is UTC+7 all year. */
const WIB = 7 * HOUR;

/**
 * Whether it is night in Kendal: from 18.00 to 05.30 WIB.
 *
 * @param {number} now gateway's time in ms
 */
export function isNight(now) {
  const hour = ((now + WIB) / HOUR) % 24;
  return hour >= NIGHT_FROM || hour < NIGHT_UNTIL;
}

/** Day or night colours: by the time, until someone chooses; the choice ends with that day or night. */
export class Theme {
  #memory;

  /** @param {Pick<Storage, "getItem" | "setItem">} memory */
  constructor(memory) {
    this.#memory = memory;
  }

  /**
   * Whether the night colours are to be shown.
   *
   * @param {number} now
   */
  night(now) {
    const natural = isNight(now);
    const [chosenIn, chosen] = (this.#memory.getItem(MEMORY) ?? "").split(" ");
    return chosenIn === String(natural) ? chosen === "true" : natural;
  }

  /**
   * The other colours, by hand.
   *
   * @param {number} now
   */
  toggle(now) {
    this.#memory.setItem(MEMORY, `${isNight(now)} ${!this.night(now)}`);
  }
}
