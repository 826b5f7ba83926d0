// @ts-check
import { el, picture, setText } from "../lib/dom.js";
import { KIND_ICONS } from "./kinds.js";
import { callTitle, placeLine, wib } from "./wording.js";

/** @typedef {import("./calls.js").Call} Call */
/** @typedef {import("../lib/protocol.js").CallView} CallView */
/** @typedef {import("../lib/protocol.js").CallAnswer} CallAnswer */
/** @typedef {import("../lib/i18n.js").Translate} Translate */

/**
 * What a post can answer, in their order. That it was seen is told by phones; a tablet tells what it
 * showed.
 *
 * @type {readonly CallAnswer[]}
 */
export const ANSWERS = ["coming", "on_scene", "needs_help"];

/** @type {Record<CallAnswer, string>} */
export const ANSWER_ICONS = {
  seen: "eye",
  coming: "person-running",
  on_scene: "location-dot",
  needs_help: "people-group",
};

/** A call from the control room, full screen: what, where, what to do, and one touch to answer. */
export class CallScreen {
  #say;
  /** @type {Map<CallAnswer, { button: HTMLButtonElement, state: HTMLElement }>} */
  #answers = new Map();
  #mute;
  #locked;

  /**
   * @param {CallView} view
   * @param {Translate} say
   * @param {Pick<import("./tablet.js").Actions, "answerCall" | "hushCall" | "foldCall">} actions
   */
  constructor(view, say, actions) {
    this.#say = say;
    this.#locked = el("p", { class: "call-locked", role: "status" }, say("call.locked"));
    this.#mute = action("mute", "bell-slash", say("call.mute"), () => actions.hushCall(view));
    const fold = action("fold-call", "arrow-left", say("fold"), () => actions.foldCall(view));
    this.element = el(
      "main",
      { class: "call", "data-kind": view.kind, "data-flash": view.flash },
      el("div", { class: "call-flash", "aria-hidden": "true" }),
      head(view, say),
      el("section", { class: "call-words", role: "alert" }, ...words(view, say)),
      this.#locked,
      view.incident ? this.#choices(view, actions.answerCall) : understood(view, say, actions),
      el("div", { class: "call-actions" }, this.#mute, fold),
    );
  }

  /**
   * @param {Call} call
   * @param {boolean} soundUnlocked
   */
  update(call, soundUnlocked) {
    this.element.toggleAttribute("data-alerting", call.alerting);
    this.#mute.hidden = !call.alerting;
    this.#locked.hidden = soundUnlocked || !call.alerting;
    for (const [answer, { button, state }] of this.#answers) {
      const chosen = call.answer === answer;
      button.setAttribute("aria-pressed", String(chosen));
      button.toggleAttribute("data-sending", chosen && call.sending);
      const key = call.sending ? "call.sending" : "call.received";
      setText(state, chosen ? this.#say(key) : "");
    }
  }

  /**
   * @param {CallView} view
   * @param {(view: CallView, answer: CallAnswer) => void} onanswer
   */
  #choices(view, onanswer) {
    const buttons = ANSWERS.map((answer) => {
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
        el("span", { class: "reply-word" }, this.#say(`call.answer.${answer}`)),
        state,
      );
      this.#answers.set(answer, { button, state });
      return button;
    });
    return el("div", { class: "replies" }, ...buttons);
  }
}

/**
 * @param {CallView} view
 * @param {Translate} say
 */
function head(view, say) {
  const time = wib(Date.parse(view.sent_at));
  return el(
    "div",
    { class: "call-head" },
    picture(KIND_ICONS[view.kind]),
    el("h1", {}, callTitle(view, say)),
    view.mode === "real" ? null : el("strong", { class: "mode" }, say(`mode.${view.mode}`)),
    el("span", { class: "call-from" }, say("call.from", { time })),
  );
}

/**
 * @param {CallView} view
 * @param {Translate} say
 */
function words({ text, place, kind }, say) {
  const where = place && el("p", { class: "call-place" }, picture("location-dot"), placeLine(place));
  const what = el("p", { class: text ? "call-text" : "call-guide" }, text || say(`call.guide.${kind}`));
  return [where, what];
}

/**
 * @param {CallView} view
 * @param {Translate} say
 * @param {{ foldCall: (view: CallView) => void }} actions
 */
function understood(view, say, { foldCall }) {
  const button = el(
    "button",
    {
      class: "reply",
      type: "button",
      "data-action": "understood",
      onclick: () => foldCall(view),
    },
    picture("check"),
    el("span", { class: "reply-word" }, say("call.understood")),
  );
  return el("div", { class: "replies" }, button);
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
