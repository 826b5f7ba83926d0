// @ts-check

/** @typedef {import("./protocol.js").Place} Place */

const WIB = new Intl.DateTimeFormat("id-ID", {
  timeZone: "Asia/Jakarta",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/** The time of day in WIB, as 21.47. @param {number} now */
export function wib(now) {
  return WIB.format(now).replace(":", ".");
}

/** An age as 02.14, or 1.02.14 from an hour on. @param {number} seconds */
export function age(seconds) {
  const hours = Math.floor(seconds / 3_600);
  const minutes = String(Math.floor(seconds / 60) % 60).padStart(2, "0");
  const rest = `${minutes}.${String(seconds % 60).padStart(2, "0")}`;
  return hours > 0 ? `${hours}.${rest}` : rest;
}

/** Where the post stands, in one line. @param {Place} place */
export function placeLine({ rt, rw, desa, kecamatan }) {
  const neighbourhood = [rt && `RT ${rt}`, rw && `RW ${rw}`].filter(Boolean).join(" / ");
  return [neighbourhood, desa, kecamatan].filter(Boolean).join(", ");
}
