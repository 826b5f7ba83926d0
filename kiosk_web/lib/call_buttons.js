// @ts-check
import { el, picture, setText } from "./dom.js";

/** @typedef {import("./call_line.js").CallPicture} CallPicture */
/** @typedef {import("./call_line.js").CallLine} CallLine */
/** @typedef {"answer" | "answer_video" | "decline" | "mute" | "film" | "hang_up" | "again" | "leave"} Name */

/** Which buttons stand in a stage, in their order. @type {Record<string, Name[]>} */
const SETS = {
  incoming: ["answer", "answer_video", "decline"],
  over: ["again", "leave"],
};
/** @type {Name[]} */
const IN_CALL = ["mute", "film", "hang_up"];

/** @type {Record<Name, string>} */
const ICONS = {
  answer: "phone",
  answer_video: "video",
  decline: "phone-slash",
  mute: "microphone",
  film: "video",
  hang_up: "phone-slash",
  again: "phone",
  leave: "check",
};

/** The few things that can be done about a call, each a large button with a picture. */
export class CallButtons {
  #say;
  #line;
  /** @type {Record<Name, () => void>} */
  #acts;
  /** @type {CallPicture | null} */
  #call = null;
  /** @type {Map<Name, { button: HTMLButtonElement, words: HTMLElement }>} */
  #buttons;

  /**
   * @param {import("./i18n.js").Translate} say
   * @param {CallLine} line
   * @param {() => void} onleave
   */
  constructor(say, line, onleave) {
    this.#say = say;
    this.#line = line;
    this.#acts = {
      answer: () => line.answer(false),
      answer_video: () => line.answer(true),
      decline: () => line.decline(),
      mute: () => line.mute(!this.#call?.media?.muted),
      film: () => line.film(!this.#call?.films),
      hang_up: () => line.hangUp(),
      again: () => this.#again(),
      leave: onleave,
    };
    const names = /** @type {Name[]} */ (Object.keys(ICONS));
    this.#buttons = new Map(names.map((name) => [name, this.#button(name)]));
    const elements = [...this.#buttons.values()].map(({ button }) => button);
    this.element = el("div", { class: "call-buttons" }, ...elements);
  }

  /** @param {CallPicture} call */
  update(call) {
    this.#call = call;
    const set = SETS[call.stage] ?? IN_CALL;
    for (const [name, { button, words }] of this.#buttons) {
      button.hidden = !set.includes(name);
      setText(words, this.#say(`call.button.${this.#key(name, call)}`));
    }
    this.#press("mute", call.media?.muted === true);
    this.#press("film", call.films);
    const mute = this.#buttons.get("mute")?.button;
    if (mute) mute.disabled = call.media === null || call.media.microphoneFault !== null;
  }

  /**
   * The words say what a touch does.
   *
   * @param {Name} name
   * @param {CallPicture} call
   */
  #key(name, { media, films, stage }) {
    if (name === "mute" && media?.muted) return "unmute";
    if (name === "film" && films) return "film_off";
    if (name === "hang_up" && (stage === "calling" || stage === "dialling")) return "cancel";
    return name;
  }

  /**
   * @param {Name} name
   * @param {boolean} pressed
   */
  #press(name, pressed) {
    this.#buttons.get(name)?.button.setAttribute("aria-pressed", String(pressed));
  }

  #again() {
    if (this.#call) this.#line.call(this.#call.wish);
  }

  /** @param {Name} name */
  #button(name) {
    const words = el("span", {});
    const button = el(
      "button",
      { class: "call-button", type: "button", "data-call": name, onclick: this.#acts[name] },
      picture(ICONS[name]),
      words,
    );
    return { button, words };
  }
}
