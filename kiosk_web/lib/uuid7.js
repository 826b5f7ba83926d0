// @ts-check

/** Milliseconds of the newest id, and its counter, so that ids of one millisecond stay in order. */
let newest = 0;
let counter = 0;

/**
 * A UUID of version 7 (RFC 9562): time first, so that ids sort as they were made. Ids of one page
 * never go back, whatever the wall clock does.
 *
 * @param {number} [now] wall clock in ms
 * @returns {string}
 */
export function uuid7(now = Date.now()) {
  counter = now > newest ? 0 : counter + 1;
  if (counter > 0xfff) {
    newest += 1;
    counter = 0;
  }
  newest = Math.max(newest, now);
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Math.floor(newest / 2 ** 32));
  view.setUint32(2, newest % 2 ** 32);
  view.setUint16(6, 0x7000 | counter);
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
