// @ts-check
import { el, picture, setText } from "../lib/dom.js";
import { EMERGENCIES, KIND_ICONS } from "./kinds.js";

/** @typedef {import("./tablet.js").Actions} Actions */

const WAY = /** @type {const} */ ([
  ["hand-pointer", "learn.hold"],
  ["user-shield", "learn.answer"],
  ["stopwatch", "learn.score"],
]);

/** Which button is to be practised. A lesson is a drill from end to end, so it needs the link. */
export class LearnScreen {
  #say;
  #note = el("p", { class: "learn-note", role: "status" });
  #buttons;

  /**
   * @param {import("../lib/i18n.js").Translate} say
   * @param {Pick<Actions, "practise">} actions
   * @param {() => void} onback
   */
  constructor(say, actions, onback) {
    this.#say = say;
    this.#buttons = EMERGENCIES.map((kind) =>
      el(
        "button",
        { class: "choice", type: "button", "data-lesson": kind, onclick: () => actions.practise(kind) },
        picture(KIND_ICONS[kind]),
        el("span", {}, say(`kind.${kind}`)),
      ),
    );
    this.element = el(
      "main",
      { class: "learn-screen" },
      el("h1", {}, say("learn.title")),
      el("div", { class: "choices", "data-count": "4" }, ...this.#buttons),
      el("ol", { class: "learn-way" }, ...WAY.map(([icon, key]) => el("li", {}, picture(icon), say(key)))),
      this.#note,
      el(
        "button",
        { class: "alarm-button", type: "button", "data-action": "back", onclick: onback },
        say("drill.earnest"),
      ),
    );
  }

  /** @param {import("./tablet.js").Picture} picture */
  update({ link, attended }) {
    const ready = link === "online";
    for (const button of this.#buttons) button.disabled = !ready;
    setText(this.#note, this.#say(!ready ? "learn.offline" : attended ? "learn.safe" : "learn.alone"));
  }
}
