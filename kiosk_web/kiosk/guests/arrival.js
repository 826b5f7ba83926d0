// @ts-check

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** WIB is UTC+7, without daylight saving time. */
const WIB = 7 * HOUR;

/**
 * When guests come: a day counted from today, and an hour of it; no hour is "now".
 *
 * @typedef {{ day: number, hour: number | null }} Arrival
 */

/** Days to choose from: those who are there came before, the announced come later. */
export const DAYS_BEFORE = [0, -1, -2];
export const DAYS_AHEAD = [0, 1, 2];

/** The instant, in ms. @param {Arrival} arrival @param {number} now */
export function instantOf({ day, hour }, now) {
  if (hour === null) return now + day * DAY;
  const today = Math.floor((now + WIB) / DAY) * DAY - WIB;
  return today + day * DAY + hour * HOUR;
}

/** The day and hour of an instant. @param {number} at ms @param {number} now @returns {Arrival} */
export function arrivalAt(at, now) {
  const day = Math.floor((at + WIB) / DAY) - Math.floor((now + WIB) / DAY);
  return { day, hour: hourOf(at) };
}

/** The hour of the day in WIB. @param {number} at ms */
export function hourOf(at) {
  return Math.floor(((at + WIB) % DAY) / HOUR);
}
