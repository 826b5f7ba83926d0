// @ts-check

/**
 * What a person can do to reach the Ketua RT, besides calling.
 *
 * @typedef {object} HeadActions
 * @property {() => void} head
 * @property {() => void} letters
 * @property {(words: Parameters<import("./letters.js").Letters["write"]>[0]) => void} writeLetter
 * @property {() => void} seeLetters they are before a person's eyes
 */

/**
 * @param {object} parts
 * @param {import("./letters.js").Letters} parts.letters
 * @param {() => void} parts.onact something was put in the outbox
 * @param {(place: { name: "head" } | { name: "letters" }) => void} parts.go
 * @param {() => void} parts.draw
 * @returns {HeadActions}
 */
export function headActions({ letters, onact, go, draw }) {
  return {
    head: () => go({ name: "head" }),
    letters: () => go({ name: "letters" }),
    writeLetter(words) {
      letters.write(words);
      onact();
      draw();
    },
    seeLetters: () => letters.see(),
  };
}
