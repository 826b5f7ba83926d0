// @ts-check
import { el, picture, setText } from "../../lib/dom.js";

/**
 * What may be typed: names, words with digits, digits alone, a telephone number, signs of a plate or
 * paper.
 *
 * @typedef {"name" | "words" | "digits" | "phone" | "signs"} Layout
 */

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {string} label
 * @property {string} value
 * @property {Layout} layout
 * @property {number} most signs
 */

const LETTERS = ["QWERTYUIOP", "ASDFGHJKL'", "ZXCVBNM,.-"];
/** @type {Record<Layout, readonly string[]>} */
const ROWS = {
  name: LETTERS,
  words: ["1234567890", ...LETTERS],
  digits: ["123", "456", "789", "0"],
  phone: ["123", "456", "789", "+0"],
  signs: ["1234567890", ...LETTERS],
};

/**
 * Fields with keys of the page's own: the tablet's keyboard would cover half of the screen, and learn
 * the names of guests.
 */
export class Typing {
  #say;
  #oninput;
  #inputs;
  #keys = el("div", { class: "typing-keys" });
  /** @type {{ field: Field, input: HTMLInputElement } | undefined} */
  #active;

  /**
   * @param {import("../../lib/i18n.js").Translate} say
   * @param {readonly Field[]} fields
   * @param {(name: string, value: string) => void} oninput
   * @param {...Node} beside what stands beside the fields
   */
  constructor(say, fields, oninput, ...beside) {
    this.#say = say;
    this.#oninput = oninput;
    this.#inputs = fields.map((field) => this.#input(field));
    const rows = this.#inputs.map(({ field, input }) =>
      el("label", { class: "typing-field", "data-field": field.name }, el("span", {}, field.label), input),
    );
    this.fields = el("div", { class: "typing-fields", "data-count": fields.length }, ...rows, ...beside);
    this.keys = this.#keys;
    this.element = el("div", { class: "typing" }, this.fields, this.#keys);
    this.#turn(this.#inputs[0]);
  }

  /** Put a value into a field, as if it had been typed. @param {string} name @param {string} value */
  set(name, value) {
    const found = this.#inputs.find(({ field }) => field.name === name);
    if (found) found.input.value = value;
  }

  /** Ready to type, once it is on the screen. */
  focus() {
    this.#active?.input.focus();
  }

  /** @param {Field} field */
  #input(field) {
    const input = el("input", {
      class: "typing-input",
      type: "text",
      inputmode: "none",
      autocomplete: "off",
      spellcheck: "false",
      maxlength: field.most,
      onfocus: () => this.#turn(this.#inputs.find((each) => each.input === input)),
      oninput: () => this.#oninput(field.name, input.value),
    });
    input.value = field.value;
    return { field, input };
  }

  /** The keys of this field. @param {{ field: Field, input: HTMLInputElement } | undefined} to */
  #turn(to) {
    if (!to || (to === this.#active && this.#keys.childElementCount > 0)) return;
    const same = this.#active?.field.layout === to.field.layout;
    this.#active = to;
    for (const { input } of this.#inputs) input.toggleAttribute("data-active", input === to.input);
    if (same) return;
    const { layout } = to.field;
    this.#keys.dataset.layout = layout;
    const keys = ROWS[layout].flatMap((row) => [...row]).map((sign) => this.#key(sign));
    const numeric = layout === "digits" || layout === "phone";
    const last = numeric ? [this.#erase()] : [this.#key("/"), this.#space(), this.#erase()];
    this.#keys.replaceChildren(...keys, ...last);
  }

  /** @param {string} sign */
  #key(sign) {
    return this.#button({ "data-key": sign }, () => this.#type(sign), sign);
  }

  #space() {
    const label = this.#say("typing.space");
    return this.#button({ "data-key": "space", class: "key typing-space" }, () => this.#type(" "), label);
  }

  #erase() {
    const label = this.#say("enrol.erase");
    const look = { "data-key": "erase", class: "key typing-erase", "aria-label": label };
    return this.#button(look, () => this.#remove(), picture("delete-left"));
  }

  /**
   * @param {Record<string, string>} look
   * @param {() => void} act
   * @param {Node | string} face
   */
  #button(look, act, face) {
    const button = el("button", { class: "key", type: "button", ...look, onclick: act }, face);
    // The field keeps the focus, and its place in the word.
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    return button;
  }

  /** @param {string} sign */
  #type(sign) {
    const active = this.#active;
    if (!active || active.input.value.length >= active.field.most) return;
    const { input, field } = active;
    const from = input.selectionStart ?? input.value.length;
    const written = field.layout === "signs" ? sign : cased(sign, input.value.slice(0, from), field.layout);
    this.#replace(from, input.selectionEnd ?? from, written);
  }

  #remove() {
    const input = this.#active?.input;
    if (!input) return;
    const to = input.selectionEnd ?? input.value.length;
    const from = input.selectionStart ?? to;
    this.#replace(from === to ? Math.max(0, from - 1) : from, to, "");
  }

  /** @param {number} from @param {number} to @param {string} words */
  #replace(from, to, words) {
    const active = this.#active;
    if (!active) return;
    active.input.setRangeText(words, from, to, "end");
    this.#oninput(active.field.name, active.input.value);
  }
}

/**
 * A letter as it is written there: large at the beginning, of every word in a name.
 *
 * @param {string} sign
 * @param {string} before
 * @param {Layout} layout
 */
export function cased(sign, before, layout) {
  const begins = layout === "name" ? /(^|[ .'-])$/.test(before) : before === "";
  return begins ? sign : sign.toLowerCase();
}

/** A word under a field, soft and never in the way. */
export class Note {
  element = el("p", { class: "ask-note", role: "status" });

  /** @param {string} words @param {"" | "warning"} [tone] */
  show(words, tone = "") {
    setText(this.element, words);
    this.element.dataset.tone = tone;
  }
}
