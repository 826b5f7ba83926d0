// @ts-check

/** @typedef {import("../lib/link.js").Answer} Answer */
/** @typedef {import("../lib/link.js").Request} Request */

/** In the background for so long the phone forgets what it showed, in ms (design section 7). */
const FORGOTTEN = 300_000;

/** Whether the phone is open: by a token that lives in this page's memory alone. */
export class Opening {
  /** @type {string | null} */
  token = null;
  #ask;
  #onchange;
  /** @type {number | null} monotonic ms at which the page went to the background */
  #hidden = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #forgetting;

  /**
   * @param {object} options
   * @param {(request: Request) => Promise<Answer>} options.ask
   * @param {(open: boolean) => void} options.onchange
   */
  constructor({ ask, onchange }) {
    this.#ask = ask;
    this.#onchange = onchange;
  }

  /**
   * Open the phone. Rejects with Unanswered.
   *
   * @param {string} pin
   */
  async unlock(pin) {
    const answer = await this.#ask({ type: "unlock", pin });
    if (answer.type !== "unlocked") throw new Error(`${answer.type} answers no PIN`);
    this.token = answer.token;
    this.#onchange(true);
  }

  /** Lock it by hand: at once here, and at the centre as soon as it hears of it. */
  lock() {
    this.forget();
    this.#ask({ type: "lock" }).then(
      // What was on its way meanwhile is forgotten, too.
      () => this.#onchange(false),
      (error) => console.warn("the centre forgets this phone by itself", error),
    );
  }

  /** Forget what was shown, here alone. */
  forget() {
    if (this.token === null) return;
    this.token = null;
    this.#onchange(false);
  }

  /** The gateway let us in again, with the phone open or locked. @param {boolean} unlocked */
  welcomed(unlocked) {
    if (!unlocked) this.forget();
  }

  /** The page came to the front or went to the background. @param {boolean} visible */
  seen(visible) {
    clearTimeout(this.#forgetting);
    if (!visible) {
      this.#hidden = performance.now();
      this.#forgetting = setTimeout(() => this.lock(), FORGOTTEN);
      return;
    }
    // A browser that froze the page has not run the timer.
    const frozen = this.#hidden !== null && performance.now() - this.#hidden >= FORGOTTEN;
    this.#hidden = null;
    if (frozen && this.token !== null) this.lock();
  }
}
