// @ts-check
import { el, picture, setText } from "../lib/dom.js";
import { EnrolmentRefused } from "../lib/enrolment.js";
import { CODE_LENGTH, CODE_SIGNS, plainCode } from "../lib/signing.js";
import { dial } from "../lib/telephone.js";

/** @typedef {import("../lib/i18n.js").Translate} Translate */

/** A technician types the code of this post, on keys as large as the emergency is not. */
export class EnrolScreen {
  #say;
  #onenrol;
  #code = "";
  #busy = false;
  #slots = Array.from({ length: CODE_LENGTH }, () => el("span", { class: "slot" }));
  #word = el("output", { class: "enrol-word", role: "status" });
  #submit;

  /**
   * @param {object} options
   * @param {Translate} options.say
   * @param {string | null} options.reason key of a sentence: why the tablet asks again
   * @param {(code: string) => Promise<void>} options.onenrol
   */
  constructor({ say, reason, onenrol }) {
    this.#say = say;
    this.#onenrol = onenrol;
    this.#submit = el(
      "button",
      { class: "enrol-submit", type: "button", onclick: () => this.#send() },
      say("enrol.submit"),
    );
    this.element = el(
      "main",
      { class: "enrol", "data-screen": "enrol" },
      el(
        "section",
        { class: "enrol-head" },
        el("span", { class: "enrol-mark" }, picture("pos-kamling")),
        el("h1", {}, say("enrol.title")),
        el("p", {}, say(reason ?? "enrol.lead")),
        el("div", { class: "slots", "aria-label": say("enrol.code") }, ...this.#slots),
        this.#word,
        dial("112", say("notice.also"), "enrol-dial"),
      ),
      el("div", { class: "keys" }, ...[...CODE_SIGNS].map((sign) => this.#key(sign)), this.#erase(), this.#submit),
    );
    this.#show("");
  }

  /**
   * A key of a keyboard, where the tablet has one.
   *
   * @param {KeyboardEvent} event
   */
  typed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Backspace") this.#remove();
    else if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) this.#send();
    else if (event.key.length === 1) this.#add(event.key);
  }

  /** @param {string} sign */
  #key(sign) {
    return el(
      "button",
      { class: "key", type: "button", "data-key": sign, onclick: () => this.#add(sign) },
      sign,
    );
  }

  #erase() {
    return el(
      "button",
      {
        class: "key erase",
        type: "button",
        "aria-label": this.#say("enrol.erase"),
        onclick: () => this.#remove(),
      },
      picture("delete-left"),
    );
  }

  /** @param {string} typed */
  #add(typed) {
    if (this.#busy) return;
    this.#code = (this.#code + plainCode(typed)).slice(0, CODE_LENGTH);
    this.#show("");
  }

  #remove() {
    if (this.#busy) return;
    this.#code = this.#code.slice(0, -1);
    this.#show("");
  }

  async #send() {
    if (this.#busy || this.#code.length < CODE_LENGTH) return;
    this.#busy = true;
    this.#show(this.#say("enrol.busy"));
    try {
      await this.#onenrol(this.#code);
    } catch (error) {
      console.warn("enrolment failed", error);
      this.#busy = false;
      const refused = error instanceof EnrolmentRefused;
      this.#show(refused ? error.message : this.#say(failure(error)), "error");
    }
  }

  /**
   * @param {string} word
   * @param {"" | "error"} [tone]
   */
  #show(word, tone = "") {
    this.#slots.forEach((slot, at) => {
      setText(slot, this.#code[at] ?? "");
      slot.toggleAttribute("data-next", at === this.#code.length);
    });
    setText(this.#word, word);
    this.#word.dataset.tone = tone;
    this.#submit.disabled = this.#busy || this.#code.length < CODE_LENGTH;
  }
}

/**
 * The key of the sentence for a failure of this side.
 *
 * @param {unknown} error
 */
function failure(error) {
  return error instanceof DOMException ? "enrol.no_store" : "enrol.no_link";
}
