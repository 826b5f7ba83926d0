// @ts-check
import { el, picture } from "../lib/dom.js";

const LESSONS = /** @type {const} */ ([
  ["house-fire", "learn.choose"],
  ["hand-pointer", "learn.hold"],
  ["check", "learn.follow"],
  ["phone", "learn.phone"],
]);

/** How an alarm is sent, in four pictures. Nothing here sends anything. */
export class LearnScreen {
  /**
   * @param {import("../lib/i18n.js").Translate} say
   * @param {() => void} onback
   */
  constructor(say, onback) {
    const lessons = LESSONS.map(([icon, key], at) =>
      el(
        "li",
        { class: "lesson" },
        el("span", { class: "card-disc" }, picture(icon)),
        el("strong", { class: "lesson-number" }, String(at + 1)),
        el("span", {}, say(key)),
      ),
    );
    this.element = el(
      "main",
      { class: "card-screen", "data-screen": "learn" },
      el("h1", {}, say("learn.title")),
      el("ol", { class: "lessons" }, ...lessons),
      el("p", { class: "card-lead" }, say("learn.safe")),
      el(
        "button",
        { class: "quiet-button back", type: "button", "data-action": "back", onclick: onback },
        picture("arrow-left"),
        say("back"),
      ),
    );
  }
}
