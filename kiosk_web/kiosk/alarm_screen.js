// @ts-check
import { el, picture, setText } from "../lib/dom.js";
import { HelpRoad } from "./help_road.js";
import { GUIDANCE, KIND_ICONS } from "./kinds.js";
import { QuestionsPanel } from "./questions_panel.js";
import { Score } from "./score.js";
import { isOver, provenSteps, refusalOf, STEPS } from "./steps.js";
import { TalkStrip } from "./talk_strip.js";
import { dial } from "../lib/telephone.js";
import { age, reportTitle, standing } from "./wording.js";

/** @typedef {import("./steps.js").Report} Report */
/** @typedef {import("./steps.js").Step} Step */
/** @typedef {import("./tablet.js").Actions} Actions */
/** @typedef {import("./tablet.js").Picture} Picture */
/** @typedef {import("../lib/i18n.js").Translate} Translate */

/** @type {Record<Step, string>} */
const STEP_ICONS = {
  stored: "check",
  reached: "building-shield",
  seen: "eye",
  handled: "user-shield",
};

/** The place of Batalkan stays empty for so long, so that a late finger hits nothing else, in ms. */
const CANCEL_AFTERMATH = 1_500;

/** One report, full screen in its kind's colour: how far it is, what to do now, questions, 112. */
export class AlarmScreen {
  #say;
  #reference = el("span", { class: "reference" });
  #mode = el("strong", { class: "mode", hidden: true });
  #standing = el("p", { class: "standing", role: "status" });
  #why = el("span", { class: "why" });
  #help;
  #questions;
  #score;
  #spoken = "";
  #telephone;
  #cancel;
  #fold;
  #talk;
  #call;
  #actions;
  /** @type {HTMLElement[]} */
  #steps;
  /** @type {Report} the newest picture of it */
  #report;

  /**
   * @param {Report} report
   * @param {Translate} say
   * @param {Actions} actions
   */
  constructor(report, say, actions) {
    this.#say = say;
    this.#report = report;
    this.#help = new HelpRoad(report.kind);
    this.#questions = new QuestionsPanel(report, say, actions);
    this.#score = new Score(say);
    this.#actions = actions;
    this.#talk = new TalkStrip(say, () => actions.talk(this.#report));
    this.#steps = STEPS.map((step) => stepElement(step, say));
    this.#telephone = el(
      "aside",
      { class: "telephone", role: "status" },
      this.#why,
      dial("112", say("phone.call"), "alarm-dial"),
    );
    this.#cancel = el("button", {
      class: "alarm-button cancel",
      type: "button",
      "data-action": "cancel",
      onclick: () => actions.cancel(this.#report),
    });
    this.#fold = el("button", {
      class: "alarm-button fold",
      type: "button",
      "data-action": "fold",
      onclick: () => actions.fold(this.#report),
    });
    this.#call = el(
      "div",
      { class: "alarm-call" },
      this.#callButton(false, "phone", say("call.voice")),
      this.#callButton(true, "video", ""),
    );
    this.element = this.#layout(report);
  }

  /**
   * @param {boolean} video
   * @param {string} icon
   * @param {string} words
   */
  #callButton(video, icon, words) {
    return el(
      "button",
      {
        class: "alarm-button",
        type: "button",
        "data-action": video ? "call-video" : "call",
        "aria-label": words || this.#say("call.video_long"),
        onclick: () => this.#actions.callOfficer(video, this.#report),
      },
      picture(icon),
      words,
    );
  }

  /** @param {Report} report */
  #layout(report) {
    const { kind, mode } = report;
    const guide = mode === "drill" ? "drill.guide.title" : "guide.title";
    return el(
      "main",
      { class: "alarm", "data-kind": kind, "data-mode": mode },
      el(
        "div",
        { class: "alarm-title" },
        picture(KIND_ICONS[kind]),
        el(
          "div",
          { class: "alarm-name" },
          el("h1", {}, reportTitle(report, this.#say)),
          this.#reference,
        ),
        this.#questions.answered,
        this.#mode,
      ),
      el("ol", { class: "steps" }, ...this.#steps),
      el("div", { class: "course" }, this.#help.element, this.#standing),
      this.#talk.element,
      el(
        "section",
        { class: "now" },
        this.#score.element,
        el("h2", { class: "guide-title" }, this.#say(guide)),
        el("ul", { class: "guidance" }, ...guidance(kind, this.#say)),
        this.#questions.element,
        this.#telephone,
      ),
      el("div", { class: "alarm-buttons" }, this.#fold, this.#call, this.#talk.button, this.#cancel),
    );
  }

  /**
   * @param {Report} report
   * @param {Picture} around
   */
  update(report, around) {
    const { worryOf, ageOf, cancellable, calling } = around;
    this.#report = report;
    this.#showTalk(report, around);
    const proven = provenSteps(report);
    const next = STEPS.find((step) => !proven.has(step));
    STEPS.forEach((step, at) => {
      this.#steps[at]?.toggleAttribute("data-done", proven.has(step));
      this.#steps[at]?.toggleAttribute("data-next", step === next && !isOver(report));
    });
    const parts = [report.view?.reference, age(ageOf(report))];
    setText(this.#reference, parts.filter(Boolean).join(" · "));
    setText(this.#standing, report.cancelRefused ?? this.#stands(report));
    this.#help.update(report.view?.help);
    this.#showMode(report);
    this.#showTelephone(report, worryOf(report));
    const left = cancellable(report);
    this.#cancel.hidden = left < -CANCEL_AFTERMATH;
    this.#cancel.disabled = left <= 0;
    if (left > 0) setText(this.#cancel, this.#say("cancel", { seconds: Math.ceil(left / 1_000) }));
    const over = isOver(report) || refusalOf(report) !== null;
    // A drill keeps no officer from a call that is meant.
    this.#call.hidden = over || calling || report.mode === "drill";
    this.#questions.update(report, !over && !report.cancelled);
    this.element.toggleAttribute("data-asking", !this.#questions.element.hidden);
    const scored = this.#showDrill(report);
    const leave = report.mode === "drill" ? "drill.leave" : "fold";
    setText(this.#fold, this.#say(over || scored ? "finish" : leave));
    this.element.dataset.state = report.view?.state ?? "local";
  }

  /** How it stands; of one that was joined with another report, that too. @param {Report} report */
  #stands(report) {
    const words = this.#say(standing(report));
    return report.view?.joined && !isOver(report) ? `${this.#say("joined")} ${words}` : words;
  }

  /**
   * A drill speaks each step, and ends with its score once it is answered and nothing is asked.
   *
   * @param {Report} report
   * @returns {boolean} whether the score stands
   */
  #showDrill(report) {
    if (report.mode !== "drill") return false;
    const words = this.#say(standing(report));
    if (words !== this.#spoken) this.#actions.speak(`${this.#say("mode.drill")}. ${words}`);
    this.#spoken = words;
    const asking = this.element.hasAttribute("data-asking");
    const scored = provenSteps(report).has("handled") && !asking;
    this.element.toggleAttribute("data-scored", scored);
    this.#score.element.hidden = !scored;
    if (scored) this.#score.update(report);
    return scored;
  }

  /**
   * @param {Report} report
   * @param {Picture} around
   */
  #showTalk(report, { messagesOf, newsOf }) {
    const read = this.#talk.update(messagesOf(report), newsOf(report));
    if (document.visibilityState === "visible") this.#actions.see(report, read);
  }

  /** @param {Report} report */
  #showMode(report) {
    this.#mode.hidden = report.mode !== "test";
    if (report.mode === "test") setText(this.#mode, this.#say("mode.test"));
  }

  /**
   * @param {Report} report
   * @param {import("./steps.js").Worry | null} worry
   */
  #showTelephone(report, worry) {
    this.element.dataset.worry = worry ?? "";
    const words = report.mode === "drill" && worry ? "drill.worry" : `worry.${worry ?? "none"}`;
    setText(this.#why, refusalOf(report)?.message ?? this.#say(words));
  }
}

/**
 * @param {Step} step
 * @param {Translate} say
 */
function stepElement(step, say) {
  return el(
    "li",
    { class: "step", "data-step": step },
    el("span", { class: "step-disc" }, picture(STEP_ICONS[step])),
    el("span", { class: "step-label" }, say(`step.${step}`)),
  );
}

/**
 * @param {import("../lib/protocol.js").Kind} kind
 * @param {Translate} say
 */
function guidance(kind, say) {
  return (GUIDANCE[kind] ?? []).map(([icon, key]) =>
    el("li", {}, picture(icon), el("span", {}, say(key))),
  );
}
