// @ts-check
import { el, picture, setText } from "../lib/dom.js";
import { EnrolmentRefused } from "../lib/enrolment.js";
import { CODE_LENGTH, plainCode } from "../lib/signing.js";

/** @typedef {import("../lib/i18n.js").Translate} Translate */

const PIN = /^[0-9]{4,6}$/;

/** The owner types the code and chooses a PIN; what was typed stays until it is taken. */
export class PairScreen {
  #say;
  #onpair;
  #busy = false;
  #code;
  #pin;
  #repeat;
  #word = el("output", { class: "gate-word", role: "status" });
  #submit;

  /**
   * @param {object} options
   * @param {Translate} options.say
   * @param {string} options.reason key of the sentence that says why
   * @param {string} options.code that is known already
   * @param {(code: string, pin: string) => Promise<void>} options.onpair
   */
  constructor({ say, reason, code, onpair }) {
    this.#say = say;
    this.#onpair = onpair;
    this.#code = el("input", {
      class: "field field-code",
      name: "code",
      autocapitalize: "characters",
      autocomplete: "off",
      spellcheck: "false",
      maxlength: CODE_LENGTH + 2,
      value: plainCode(code),
    });
    this.#pin = secret("pin");
    this.#repeat = secret("repeat");
    this.#submit = el("button", { class: "main-button", type: "submit" }, say("pair.submit"));
    this.element = el(
      "main",
      { class: "gate" },
      el("span", { class: "gate-mark" }, picture("pos-kamling")),
      el("h1", {}, say("pair.title")),
      el("p", { class: "gate-lead" }, say(reason)),
      el(
        "form",
        { class: "gate-form", novalidate: true, onsubmit: (event) => this.#send(event) },
        labelled(say("pair.code"), this.#code),
        labelled(say("pair.pin"), this.#pin),
        labelled(say("pair.repeat"), this.#repeat),
        this.#word,
        this.#submit,
      ),
    );
  }

  /** Nothing here changes with the picture. */
  update() {}

  /** @param {SubmitEvent} event */
  async #send(event) {
    event.preventDefault();
    if (this.#busy) return;
    const code = plainCode(this.#code.value);
    const fault = this.#fault(code);
    if (fault) {
      this.#show(this.#say(fault), "error");
      return;
    }
    this.#busy = true;
    this.#show(this.#say("pair.busy"));
    try {
      await this.#onpair(code, this.#pin.value);
    } catch (error) {
      console.warn("pairing failed", error);
      const refused = error instanceof EnrolmentRefused;
      this.#busy = false;
      this.#show(refused ? error.message : this.#say(failure(error)), "error");
    }
  }

  /** @param {string} code @returns {string | null} key of a sentence */
  #fault(code) {
    if (code.length !== CODE_LENGTH) return "pair.bad_code";
    if (!PIN.test(this.#pin.value)) return "pair.bad_pin";
    return this.#pin.value === this.#repeat.value ? null : "pair.differ";
  }

  /**
   * @param {string} word
   * @param {"" | "error"} [tone]
   */
  #show(word, tone = "") {
    setText(this.#word, word);
    this.#word.dataset.tone = tone;
    this.#submit.disabled = this.#busy;
  }
}

/** @param {string} name */
function secret(name) {
  return el("input", {
    class: "field",
    name,
    type: "password",
    inputmode: "numeric",
    autocomplete: "off",
    maxlength: 6,
  });
}

/**
 * @param {string} words
 * @param {HTMLInputElement} field
 */
function labelled(words, field) {
  return el("label", { class: "labelled" }, el("span", {}, words), field);
}

/**
 * The key of the sentence for a failure of this side.
 *
 * @param {unknown} error
 */
function failure(error) {
  return error instanceof DOMException ? "pair.no_store" : "pair.no_link";
}
