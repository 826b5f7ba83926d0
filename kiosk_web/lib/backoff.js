// @ts-check

/** Waiting times that double, each drawn anew from the whole span: many clients never return at once. */
export class Backoff {
  #tries = 0;
  #first;
  #random;

  /**
   * @param {number} first ms, the longest first wait
   * @param {() => number} [random] 0 <= n < 1
   */
  constructor(first, random = Math.random) {
    this.#first = first;
    this.#random = random;
  }

  /**
   * ms to wait before the next try.
   *
   * @param {number} longest
   */
  next(longest) {
    const span = Math.min(longest, this.#first * 2 ** Math.min(this.#tries, 20));
    this.#tries += 1;
    return Math.round(this.#random() * span);
  }

  reset() {
    this.#tries = 0;
  }
}
