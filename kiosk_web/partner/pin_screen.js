// @ts-check
import { el, picture, setText } from "../lib/dom.js";
import { Unanswered } from "../lib/questions.js";
import { age } from "../lib/words.js";

/** @typedef {import("../lib/i18n.js").Translate} Translate */

const SHORTEST = 4;
const LONGEST = 6;

/** Keys for the PIN, as large as a thumb; the centre alone knows whether it is right. */
export class PinScreen {
  #say;
  #onpin;
  #pin = "";
  #busy = false;
  /** Monotonic ms until which the centre takes no try. */
  #waiting = 0;
  #dots = Array.from({ length: LONGEST }, () => el("span", { class: "pin-dot" }));
  #row;
  #word = el("output", { class: "gate-word", role: "status" });
  #submit;

  /**
   * @param {object} options
   * @param {Translate} options.say
   * @param {(pin: string) => Promise<void>} options.onpin
   * @param {() => void} options.onforgotten
   */
  constructor({ say, onpin, onforgotten }) {
    this.#say = say;
    this.#onpin = onpin;
    this.#row = el("div", { class: "pin-dots", role: "img" }, ...this.#dots);
    this.#submit = el(
      "button",
      { class: "main-button", type: "button", "data-action": "open", onclick: () => this.#send() },
      say("pin.submit"),
    );
    this.element = el(
      "main",
      { class: "gate", tabindex: -1, onkeydown: (event) => this.#typed(event) },
      el("h1", {}, say("pin.title")),
      el("p", { class: "gate-lead" }, say("pin.lead")),
      this.#row,
      this.#word,
      el("div", { class: "pin-keys" }, ...this.#keys(onforgotten)),
      this.#submit,
    );
    queueMicrotask(() => this.element.focus());
  }

  /** @param {import("./phone.js").Picture} picture */
  update({ link }) {
    const left = Math.ceil((this.#waiting - performance.now()) / 1_000);
    if (left > 0) this.#tell(this.#say("pin.wait", { time: age(left) }), "error");
    else if (this.#waiting > 0) {
      this.#waiting = 0;
      this.#tell("");
    }
    const offline = link !== "online";
    if (offline && !this.#busy) this.#tell(this.#say("pin.no_link"));
    else if (!offline && this.#word.dataset.tone === "" && !this.#busy) this.#tell("");
    this.#dots.forEach((dot, at) => dot.toggleAttribute("data-typed", at < this.#pin.length));
    this.#row.setAttribute("aria-label", this.#say("pin.entered", { n: this.#pin.length }));
    this.#submit.disabled = offline || this.#busy || left > 0 || this.#pin.length < SHORTEST;
    this.#link = link;
  }

  /** @type {import("../lib/link.js").LinkState} */
  #link = "connecting";

  /** @param {() => void} onforgotten */
  #keys(onforgotten) {
    const digit = (/** @type {string} */ sign) =>
      el("button", { class: "pin-key", type: "button", onclick: () => this.#add(sign) }, sign);
    const forgotten = el(
      "button",
      { class: "pin-key pin-small", type: "button", "data-action": "forgotten", onclick: onforgotten },
      this.#say("pin.forgotten"),
    );
    const erase = el(
      "button",
      {
        class: "pin-key",
        type: "button",
        "aria-label": this.#say("pin.erase"),
        onclick: () => this.#remove(),
      },
      picture("delete-left"),
    );
    return [..."123456789"].map(digit).concat([forgotten, digit("0"), erase]);
  }

  /** @param {KeyboardEvent} event */
  #typed(event) {
    if (/^[0-9]$/.test(event.key)) this.#add(event.key);
    else if (event.key === "Backspace") this.#remove();
    else if (event.key === "Enter" && event.target === this.element) this.#send();
  }

  /** @param {string} digit */
  #add(digit) {
    if (this.#busy) return;
    this.#pin = (this.#pin + digit).slice(0, LONGEST);
    this.#tell("");
    this.#redraw();
  }

  #remove() {
    if (this.#busy) return;
    this.#pin = this.#pin.slice(0, -1);
    this.#redraw();
  }

  async #send() {
    if (this.#busy || this.#submit.disabled) return;
    this.#busy = true;
    this.#tell(this.#say("pin.busy"));
    this.#redraw();
    try {
      await this.#onpin(this.#pin);
    } catch (error) {
      this.#busy = false;
      this.#failed(error);
    }
    this.#redraw();
  }

  /** @param {unknown} error */
  #failed(error) {
    if (!(error instanceof Unanswered)) throw error;
    const lost = error.code === "disconnected";
    if (!lost) this.#pin = "";
    if (error.wait > 0) this.#waiting = performance.now() + error.wait * 1_000;
    this.#tell(lost ? "" : error.message, lost ? "" : "error");
  }

  #redraw() {
    this.update(/** @type {any} */ ({ link: this.#link }));
  }

  /**
   * @param {string} word
   * @param {"" | "error"} [tone]
   */
  #tell(word, tone = "") {
    setText(this.#word, word);
    this.#word.dataset.tone = tone;
  }
}
