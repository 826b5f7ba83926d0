// @ts-check
import { el, picture, setText } from "../lib/dom.js";
import { holdButton } from "./hold_button.js";
import { EMERGENCIES, KIND_ICONS } from "./kinds.js";

/** @typedef {import("../lib/protocol.js").Kind} Kind */
/** @typedef {import("./tablet.js").Actions} Actions */

/**
 * A lesson: something happens, in words and picture; the pupil finds its button among all and holds
 * it as in earnest. A wrong button sends nothing.
 */
export class LessonScreen {
  #say;
  #lesson;
  #actions;
  #task = el("p", { class: "lesson-task", role: "status" });

  /**
   * @param {{ kind: Kind, began: number }} lesson its button, and when it began in monotonic ms
   * @param {import("../lib/i18n.js").Translate} say
   * @param {Actions} actions
   * @param {() => void} onhome
   */
  constructor(lesson, say, actions, onhome) {
    this.#say = say;
    this.#lesson = lesson;
    this.#actions = actions;
    this.#tell(say(`lesson.${lesson.kind}`));
    this.element = el(
      "main",
      { class: "lesson-screen" },
      el("div", { class: "lesson-head" }, picture(KIND_ICONS[lesson.kind]), this.#task),
      el("div", { class: "emergencies" }, ...EMERGENCIES.map((each) => this.#button(each))),
      el(
        "button",
        { class: "alarm-button", type: "button", "data-action": "earnest", onclick: onhome },
        say("drill.earnest"),
      ),
    );
  }

  /** @param {Kind} kind */
  #button(kind) {
    return holdButton({
      kind,
      icon: KIND_ICONS[kind],
      say: this.#say,
      onsend: () => this.#held(kind),
      onhint: this.#actions.speakHold,
    });
  }

  /** @param {Kind} kind */
  #held(kind) {
    if (kind === this.#lesson.kind) {
      this.#actions.drill(kind, this.#lesson.began);
      return;
    }
    const [held, wanted] = [kind, this.#lesson.kind].map((each) => this.#say(`kind.${each}`));
    this.#tell(this.#say("lesson.wrong", { held: held ?? "", wanted: wanted ?? "" }));
  }

  /** @param {string} words */
  #tell(words) {
    setText(this.#task, words);
    this.#actions.speak(words);
  }
}
