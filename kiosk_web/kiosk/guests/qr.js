// @ts-check
// A QR code of the smallest size (ISO/IEC 18004, version 1, level M, mask 0), which is all a ticket needs.

const SIZE = 21;
const DATA_BYTES = 16;
const CHECK_BYTES = 10;
const SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
/** What level M and mask 0 are written as. */
const FORMAT = 0x5412;
const PADDING = [0xec, 0x11];
/** Signs of version 1 at level M. */
const MOST = 20;

/**
 * The dark modules of a code, row by row.
 *
 * @param {string} text of the 45 signs of QR's alphanumeric mode, 20 at most
 * @returns {boolean[][]}
 */
export function qrModules(text) {
  const modules = Array.from({ length: SIZE }, () => Array(SIZE).fill(false));
  const drawn = modules.map((row) => row.map(() => false));
  drawPatterns((x, y, dark) => {
    if (!modules[y] || !drawn[y] || x < 0 || x >= SIZE) return;
    modules[y][x] = dark;
    drawn[y][x] = true;
  });
  const data = dataBytes(text);
  const bits = [...data, ...checkBytes(data)].flatMap((byte) => bitsOf(byte, 8));
  for (const [x, y] of way()) {
    const row = modules[y];
    if (!row || drawn[y]?.[x]) continue;
    row[x] = (bits.shift() === 1) !== ((x + y) % 2 === 0);
  }
  return modules;
}

/**
 * The code as a picture, with the quiet margin that scanners want.
 *
 * @param {string} text
 * @param {string} label
 */
export function qrPicture(text, label) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", `-4 -4 ${SIZE + 8} ${SIZE + 8}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  svg.setAttribute("class", "qr");
  const path = document.createElementNS(space, "path");
  const dark = qrModules(text).flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : [])));
  path.setAttribute("d", dark.join(""));
  svg.append(path);
  return svg;
}

/** @param {(x: number, y: number, dark: boolean) => void} set */
function drawPatterns(set) {
  for (let at = 0; at < SIZE; at += 1) {
    set(at, 6, at % 2 === 0);
    set(6, at, at % 2 === 0);
  }
  for (const [x, y] of /** @type {const} */ ([[3, 3], [SIZE - 4, 3], [3, SIZE - 4]])) drawFinder(set, x, y);
  for (let bit = 0; bit < 15; bit += 1) {
    const dark = ((FORMAT >> bit) & 1) === 1;
    set(bit < 8 ? 8 : bit === 8 ? 7 : 14 - bit, bit < 6 ? bit : bit < 8 ? bit + 1 : 8, dark);
    if (bit < 8) set(SIZE - 1 - bit, 8, dark);
    else set(8, SIZE - 15 + bit, dark);
  }
  set(8, SIZE - 8, true);
}

/**
 * @param {(x: number, y: number, dark: boolean) => void} set
 * @param {number} x
 * @param {number} y
 */
function drawFinder(set, x, y) {
  for (let dy = -4; dy <= 4; dy += 1) {
    for (let dx = -4; dx <= 4; dx += 1) {
      const ring = Math.max(Math.abs(dx), Math.abs(dy));
      set(x + dx, y + dy, ring !== 2 && ring !== 4);
    }
  }
}

/** Places of the bits: up and down in pairs of columns from the right, past the timing column. */
function* way() {
  for (let right = SIZE - 1; right >= 1; right -= 2) {
    const column = right <= 6 ? right - 1 : right;
    const upward = ((right <= 6 ? column + 1 : right + 1) & 2) === 0;
    for (let step = 0; step < SIZE; step += 1) {
      const y = upward ? SIZE - 1 - step : step;
      yield /** @type {const} */ ([column, y]);
      yield /** @type {const} */ ([column - 1, y]);
    }
  }
}

/** @param {string} text */
function dataBytes(text) {
  if (text.length > MOST) throw new RangeError("too long for the smallest QR code");
  const values = [...text].map((sign) => SIGNS.indexOf(sign));
  if (values.includes(-1)) throw new RangeError("no sign of a QR code's alphanumeric mode");
  const bits = [...bitsOf(0b0010, 4), ...bitsOf(values.length, 9)];
  for (let at = 0; at < values.length; at += 2) {
    const [one = 0, other] = values.slice(at, at + 2);
    bits.push(...(other === undefined ? bitsOf(one, 6) : bitsOf(one * 45 + other, 11)));
  }
  bits.push(...Array(Math.min(4, DATA_BYTES * 8 - bits.length)).fill(0));
  while (bits.length % 8) bits.push(0);
  const bytes = Array.from({ length: bits.length / 8 }, (_, at) => {
    return Number.parseInt(bits.slice(at * 8, at * 8 + 8).join(""), 2);
  });
  while (bytes.length < DATA_BYTES) bytes.push(PADDING[(bytes.length - bits.length / 8) % 2] ?? 0);
  return bytes;
}

/** Reed-Solomon check bytes over GF(256) with 0x11d. @param {readonly number[]} data */
function checkBytes(data) {
  let generator = [1];
  for (let power = 0, root = 1; power < CHECK_BYTES; power += 1, root = product(root, 2)) {
    const shifted = [...generator, 0];
    generator = shifted.map((value, at) => value ^ product(generator[at - 1] ?? 0, root));
  }
  const rest = [...data, ...Array(CHECK_BYTES).fill(0)];
  data.forEach((_, at) => {
    const factor = rest[at] ?? 0;
    generator.forEach((value, by) => (rest[at + by] = (rest[at + by] ?? 0) ^ product(value, factor)));
  });
  return rest.slice(data.length);
}

/** @param {number} one @param {number} other */
function product(one, other) {
  let result = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    result = (result << 1) ^ (result & 0x80 ? 0x11d : 0);
    if ((other >> bit) & 1) result ^= one;
  }
  return result & 0xff;
}

/** @param {number} value @param {number} count */
function bitsOf(value, count) {
  return Array.from({ length: count }, (_, at) => (value >> (count - 1 - at)) & 1);
}
