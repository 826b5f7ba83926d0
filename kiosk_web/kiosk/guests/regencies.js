// @ts-check

/**
 * A kabupaten or kota.
 *
 * @typedef {object} Regency
 * @property {string} code of the Kemendagri, such as 33.24
 * @property {string} name
 * @property {string} province
 */

/**
 * The list as it lies in `resources/regencies.json`. `usual`: codes that are shown unasked.
 *
 * @typedef {object} RegencyList
 * @property {readonly string[]} usual
 * @property {readonly { code: string, name: string, regencies: Record<string, string> }[]} provinces
 */

/** What people call a town besides its name, folded. @type {Record<string, string>} */
const BYNAMES = { solo: "surakarta", jogja: "iogiakarta", jogjakarta: "iogiakarta", jogia: "iogiakarta" };

/** Old spellings and letters that are mixed up by ear. */
const SPELLINGS = /** @type {const} */ ([
  ["oe", "u"],
  ["dj", "j"],
  ["tj", "c"],
  ["sj", "si"],
  ["y", "i"],
  ["v", "p"],
  ["f", "p"],
  ["z", "s"],
]);

/** Names by what a person types of them, however it is spelt. */
export class Regencies {
  #all;
  #usual;

  /** @param {RegencyList} list */
  constructor(list) {
    this.#all = list.provinces.flatMap(({ name: province, regencies }) =>
      Object.entries(regencies).map(([code, name]) => {
        return { code, name, province, words: words(name), whole: folded(name) };
      }),
    );
    this.#usual = list.usual;
  }

  /** Those that most guests come from. @returns {Regency[]} */
  usual() {
    return this.#usual.flatMap((code) => this.#all.filter((each) => each.code === code));
  }

  /**
   * The likest first; none when nothing is like it.
   *
   * @param {string} typed
   * @param {number} most
   * @returns {Regency[]}
   */
  search(typed, most) {
    const bare = folded(typed);
    const sought = BYNAMES[bare] ?? bare;
    if (!sought) return this.usual().slice(0, most);
    return this.#all
      .map((each) => ({ each, cost: costOf(sought, each) }))
      .filter(({ cost }) => cost < Infinity)
      .sort((a, b) => a.cost - b.cost)
      .slice(0, most)
      .map(({ each }) => each);
  }
}

/**
 * How far a name is from what is sought: 0 where it begins so, 1 where a word of it does, 2 where it
 * holds it, above that by the letters that differ.
 *
 * @param {string} sought
 * @param {{ whole: string, words: readonly string[] }} name
 */
function costOf(sought, name) {
  const longer = name.whole.length / 1_000;
  if (name.whole.startsWith(sought)) return longer;
  if (name.words.some((word) => word.startsWith(sought))) return 1 + longer;
  if (sought.length > 2 && name.whole.includes(sought)) return 2 + longer;
  const wrong = Math.min(...[name.whole, ...name.words].map((word) => slips(sought, word)));
  // Fingers leave letters out more often than they add some.
  const added = isWithin(sought, name.whole) ? 0 : 0.5;
  return wrong <= allowed(sought) ? 3 + wrong + added + longer : Infinity;
}

/** Whether a word has all these letters in their order. @param {string} letters @param {string} word */
function isWithin(letters, word) {
  let at = 0;
  for (const letter of word) if (letter === letters[at]) at += 1;
  return at === letters.length;
}

/** Slips that are forgiven. @param {string} sought */
function allowed({ length }) {
  return length < 4 ? 0 : length < 7 ? 1 : 2;
}

/**
 * Letters too many, missing, wrong or swapped between what was typed and the beginning of a word.
 *
 * @param {string} typed
 * @param {string} word
 */
export function slips(typed, word) {
  /** @type {number[]} */
  let before = [];
  let row = Array.from({ length: word.length + 1 }, (_, at) => at);
  for (let i = 1; i <= typed.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= word.length; j += 1) {
      const same = typed[i - 1] === word[j - 1];
      const swapped = i > 1 && j > 1 && typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1];
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (before[j - 2] ?? 0) + 1 : Infinity,
      );
    }
    [before, row] = [row, next];
  }
  return Math.min(...row.slice(Math.max(0, typed.length - 2)));
}

/** A name as it is compared: one word, no marks. @param {string} name */
export function folded(name) {
  return words(name).join("");
}

/** @param {string} name */
function words(name) {
  const plain = name.toLowerCase().normalize("NFKD").replace(/[^a-z ]/g, " ");
  return plain
    .split(/\s+/)
    .filter((word) => word && !["kab", "kabupaten", "kota", "administrasi"].includes(word))
    .map((word) => {
      const read = SPELLINGS.reduce((text, [old, now]) => text.replaceAll(old, now), word);
      return read.replace(/(.)\1+/g, "$1");
    });
}
