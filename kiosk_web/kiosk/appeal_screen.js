// @ts-check
import { el, picture, setText } from "../lib/dom.js";
import { KIND_ICONS } from "./kinds.js";
import { appealTitle, placeLine, wib } from "./wording.js";

/** @typedef {import("./appeals.js").Appeal} Appeal */
/** @typedef {import("../lib/protocol.js").AppealView} AppealView */
/** @typedef {import("../lib/protocol.js").AppealAnswer} AppealAnswer */
/** @typedef {import("../lib/i18n.js").Translate} Translate */

/** What a post can answer where help is asked for, in their order. @type {readonly AppealAnswer[]} */
export const ANSWERS = ["coming", "on_scene", "needs_help"];
/** What can be said to an announcement. @type {readonly AppealAnswer[]} */
const READ = ["seen"];

/** @type {Record<AppealAnswer, string>} */
export const ANSWER_ICONS = {
  seen: "check",
  coming: "person-running",
  on_scene: "location-dot",
  needs_help: "people-group",
};

/** An appeal from the control room, full screen: what, where, what to do, and one touch to answer. */
export class AppealScreen {
  #say;
  /** @type {Map<AppealAnswer, { button: HTMLButtonElement, state: HTMLElement }>} */
  #answers = new Map();
  #mute;
  #locked;

  /**
   * @param {AppealView} view
   * @param {Translate} say
   * @param {Pick<import("./tablet.js").Actions, "answerAppeal" | "hushAppeal" | "foldAppeal">} actions
   */
  constructor(view, say, actions) {
    this.#say = say;
    this.#locked = el("p", { class: "appeal-locked", role: "status" }, say("appeal.locked"));
    this.#mute = action("mute", "bell-slash", say("appeal.mute"), () => actions.hushAppeal(view));
    const fold = action("fold-appeal", "arrow-left", say("fold"), () => actions.foldAppeal(view));
    this.element = el(
      "main",
      { class: "appeal", "data-kind": view.kind, "data-flash": view.flash },
      el("div", { class: "appeal-flash", "aria-hidden": "true" }),
      head(view, say),
      el("section", { class: "appeal-words", role: "alert" }, ...words(view, say)),
      this.#locked,
      this.#choices(view, actions.answerAppeal),
      el("div", { class: "appeal-actions" }, this.#mute, fold),
    );
  }

  /**
   * @param {Appeal} appeal
   * @param {boolean} soundUnlocked
   */
  update(appeal, soundUnlocked) {
    this.element.toggleAttribute("data-alerting", appeal.alerting);
    this.#mute.hidden = !appeal.alerting;
    this.#locked.hidden = soundUnlocked || !appeal.alerting;
    for (const [answer, { button, state }] of this.#answers) {
      const chosen = appeal.answer === answer;
      button.setAttribute("aria-pressed", String(chosen));
      button.toggleAttribute("data-sending", chosen && appeal.sending);
      const key = appeal.sending ? "appeal.sending" : "appeal.received";
      setText(state, chosen ? this.#say(key) : "");
    }
  }

  /**
   * @param {AppealView} view
   * @param {(view: AppealView, answer: AppealAnswer) => void} onanswer
   */
  #choices(view, onanswer) {
    const buttons = (view.incident ? ANSWERS : READ).map((answer) => {
      const state = el("span", { class: "reply-state", "aria-live": "polite" });
      const button = el(
        "button",
        {
          class: "reply",
          type: "button",
          "data-answer": answer,
          onclick: () => onanswer(view, answer),
        },
        picture(ANSWER_ICONS[answer]),
        el("span", { class: "reply-word" }, this.#say(`appeal.answer.${answer}`)),
        state,
      );
      this.#answers.set(answer, { button, state });
      return button;
    });
    return el("div", { class: "replies" }, ...buttons);
  }
}

/**
 * @param {AppealView} view
 * @param {Translate} say
 */
function head(view, say) {
  const time = wib(Date.parse(view.sent_at));
  return el(
    "div",
    { class: "appeal-head" },
    picture(KIND_ICONS[view.kind]),
    el("h1", {}, appealTitle(view, say)),
    view.mode === "real" ? null : el("strong", { class: "mode" }, say(`mode.${view.mode}`)),
    el("span", { class: "appeal-from" }, say("appeal.from", { time })),
  );
}

/**
 * @param {AppealView} view
 * @param {Translate} say
 */
function words({ text, place, kind }, say) {
  const where = place && el("p", { class: "appeal-place" }, picture("location-dot"), placeLine(place));
  const what = el("p", { class: text ? "appeal-text" : "appeal-guide" }, text || say(`appeal.guide.${kind}`));
  return [where, what];
}

/**
 * @param {string} name
 * @param {string} icon
 * @param {string} label
 * @param {() => void} onclick
 */
function action(name, icon, label, onclick) {
  return el(
    "button",
    { class: "alarm-button", type: "button", "data-action": name, onclick },
    picture(icon),
    label,
  );
}
