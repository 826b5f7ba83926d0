// @ts-check
import { el, picture, setText } from "../lib/dom.js";

/** @typedef {import("./wake.js").Wake} Wake */
/** @typedef {import("../lib/i18n.js").Translate} Translate */

const HOURS = [...Array(24).keys()];
const CODE = /^\d{6}$/;

/** How this phone is reached while its page is closed: notifications, quiet hours, its number. */
export class ReachPanel {
  #say;
  #wake;
  #lead = el("p", { class: "reach-lead", role: "status" });
  #button;
  #quiet;
  #first;
  #last;
  #number = el("p", { class: "reach-lead", role: "status" });
  #prove;
  #code;

  /**
   * @param {Translate} say
   * @param {Wake} wake
   */
  constructor(say, wake) {
    this.#say = say;
    this.#wake = wake;
    this.#button = this.#action("wake", "bullhorn", () => this.#press());
    this.#quiet = /** @type {HTMLInputElement} */ (
      el("input", { type: "checkbox", name: "quiet", onchange: () => this.#setQuiet() })
    );
    this.#first = this.#hour("quiet-first", 22);
    this.#last = this.#hour("quiet-last", 5);
    this.#prove = this.#action("prove", "comment-sms", () => wake.prove());
    this.#code = /** @type {HTMLInputElement} */ (
      el("input", {
        name: "sms-code",
        inputmode: "numeric",
        autocomplete: "one-time-code",
        maxlength: "6",
        "aria-label": say("number.code"),
        placeholder: say("number.code"),
        oninput: () => this.#typed(),
      })
    );
    const until = el("span", {}, say("quiet.until"));
    const hours = el("span", { class: "reach-hours" }, this.#first, until, this.#last);
    this.element = el(
      "section",
      { class: "reach" },
      el("h2", {}, say("reach.title")),
      this.#lead,
      this.#button.element,
      el("label", { class: "reach-quiet" }, this.#quiet, el("span", {}, say("quiet.label"))),
      hours,
      el("p", { class: "reach-note" }, say("quiet.note")),
      this.#number,
      this.#prove.element,
      this.#code,
    );
  }

  /** Bring it up to date. */
  update() {
    const own = this.#wake.own();
    this.element.hidden = own === null;
    if (own === null) return;
    const state = this.#wake.state();
    const ended = state === "ask" && own.push_ended !== "" && own.push_ended !== "asked";
    setText(this.#lead, this.#say(ended ? "wake.ended" : `wake.${state}`));
    this.element.dataset.wake = state;
    this.#button.element.hidden = ["unsupported", "off", "denied"].includes(state);
    setText(this.#button.words, this.#say(state === "on" ? "wake.disable" : "wake.enable"));
    if (!this.element.contains(document.activeElement)) this.#showQuiet(own.quiet);
    setText(this.#number, this.#say(`number.${own.number}`, { phone: own.phone }));
    const proven = own.number === "proven";
    this.#prove.element.hidden = proven || own.number === "asked";
    setText(this.#prove.words, this.#say("number.prove"));
    this.#code.hidden = own.number !== "asked";
  }

  /** @param {{ first?: number, last?: number } | null} quiet */
  #showQuiet(quiet) {
    this.#quiet.checked = quiet !== null;
    this.#first.value = String(quiet?.first ?? 22);
    this.#last.value = String(quiet?.last ?? 5);
  }

  #setQuiet() {
    const hours = { first: Number(this.#first.value), last: Number(this.#last.value) };
    this.#wake.quiet(this.#quiet.checked ? hours : null);
  }

  #press() {
    void (this.#wake.state() === "on" ? this.#wake.disable() : this.#wake.enable());
  }

  #typed() {
    if (!CODE.test(this.#code.value)) return;
    this.#wake.confirm(this.#code.value);
    this.#code.value = "";
  }

  /**
   * @param {string} name
   * @param {number} chosen
   */
  #hour(name, chosen) {
    const options = HOURS.map((hour) => {
      return el("option", { value: String(hour) }, `${String(hour).padStart(2, "0")}.00`);
    });
    const label = this.#say(`quiet.${name === "quiet-first" ? "first" : "last"}`);
    const list = el(
      "select",
      { name, "aria-label": label, onchange: () => this.#quiet.checked && this.#setQuiet() },
      ...options,
    );
    const select = /** @type {HTMLSelectElement} */ (list);
    select.value = String(chosen);
    return select;
  }

  /**
   * @param {string} name
   * @param {string} icon
   * @param {() => void} onclick
   */
  #action(name, icon, onclick) {
    const words = el("span", {});
    const element = el(
      "button",
      { class: "bar-button", type: "button", "data-action": name, onclick },
      picture(icon),
      words,
    );
    return { element, words };
  }
}
