// @ts-check
// What looks wrong about a NIK; the twin of gateway/domain/nik.py. It never blocks anything.

/** @typedef {import("../../lib/protocol.js").Sex} Sex */
/** @typedef {"length" | "repeated" | "region" | "birth_date" | "sex" | "serial"} Warning */

const LENGTH = 16;
/** Kemendagri codes of the 38 provinces, as first and last of each run. */
const PROVINCES = /** @type {const} */ ([
  [11, 19], [21, 21], [31, 36], [51, 53], [61, 65], [71, 76], [81, 82], [91, 96],
]);
/** Women's day of birth is written so much higher. */
const WOMEN = 40;

/**
 * @param {string} typed
 * @param {Sex | null} sex
 * @param {number} now ms since 1970
 * @returns {Warning[]} none for an empty number
 */
export function nikWarnings(typed, sex, now) {
  const number = typed.replace(/[ .-]/g, "");
  if (!number) return [];
  if (!/^\d{16}$/.test(number)) return ["length"];
  if (new Set(number).size === 1) return ["repeated"];
  /** @type {Warning[]} */
  const found = isRegion(number) ? [] : ["region"];
  const day = at(number, 6);
  if (!isBirthDate(number, now)) found.push("birth_date");
  else if (sex !== null && (sex === "female") !== day > WOMEN) found.push("sex");
  if (number.endsWith("0000")) found.push("serial");
  return found;
}

/** Digits of a whole NIK. */
export const NIK_LENGTH = LENGTH;

/** @param {string} number @param {number} from */
function at(number, from) {
  return Number(number.slice(from, from + 2));
}

/** @param {string} number */
function isRegion(number) {
  const province = at(number, 0);
  const regency = at(number, 2);
  const known = PROVINCES.some(([first, last]) => province >= first && province <= last);
  const within = (regency >= 1 && regency <= 69) || (regency >= 71 && regency <= 79);
  return known && within && at(number, 4) > 0;
}

/** @param {string} number @param {number} now */
function isBirthDate(number, now) {
  const day = at(number, 6) > WOMEN ? at(number, 6) - WOMEN : at(number, 6);
  const month = at(number, 8);
  const short = at(number, 10);
  const today = new Date(now + 7 * 3_600_000);
  const century = short > today.getUTCFullYear() % 100 ? 1900 : 2000;
  const born = new Date(Date.UTC(century + short, month - 1, day));
  return born.getUTCMonth() === month - 1 && born.getUTCDate() === day && born <= today;
}
