// @ts-check
import { el, picture, setText } from "../lib/dom.js";
import { answerIcon, choiceIcon, choiceKey, choicesOf, questionsOf, TOPICS } from "./questions.js";

/** @typedef {import("./steps.js").Report} Report */
/** @typedef {import("./questions.js").Topic} Topic */

/** A hand that taps to send an alarm goes on tapping: so long nothing is taken as an answer, in ms. */
const DEAF = 800;

/**
 * What was answered, as small pictures (`answered`), and the next question, as large ones
 * (`element`, hidden when nothing is left to ask).
 */
export class QuestionsPanel {
  #say;
  #actions;
  #deafUntil = performance.now() + DEAF;
  /** @type {Report} the newest picture of it */
  #report;
  /** @type {Topic | null} what is to be answered anew */
  #again = null;
  #shown = "";
  #title = el("h2", { class: "ask-title", role: "status" });
  #skip;
  #choices = el("div", { class: "choices" });
  answered = el("div", { class: "answered" });

  /**
   * @param {Report} report
   * @param {import("../lib/i18n.js").Translate} say
   * @param {Pick<import("./tablet.js").Actions, "answer" | "skip">} actions
   */
  constructor(report, say, actions) {
    this.#say = say;
    this.#actions = actions;
    this.#report = report;
    this.#skip = el(
      "button",
      {
        class: "quiet-button",
        type: "button",
        "data-action": "skip",
        onclick: () => this.#done((topic) => actions.skip(this.#report, topic)),
      },
      say("skip"),
    );
    this.element = el(
      "section",
      { class: "ask", hidden: true },
      el("div", { class: "ask-head" }, this.#title, this.#skip),
      this.#choices,
    );
  }

  /**
   * @param {Report} report
   * @param {boolean} open whether questions make sense now
   */
  update(report, open) {
    this.#report = report;
    const topic = open ? this.#topic() : null;
    this.element.hidden = topic === null;
    this.element.toggleAttribute("data-deaf", performance.now() < this.#deafUntil);
    // Buttons are made anew only when something changed: one that is being touched must stay.
    const shown = JSON.stringify([topic, open, report.answers]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#showAnswered(open);
    if (topic) this.#ask(topic);
  }

  /** @returns {Topic | null} what is asked now */
  #topic() {
    const { kind, answers, skipped } = this.#report;
    const open = questionsOf(kind, answers).find((topic) => !answers[topic] && !skipped.has(topic));
    return this.#again ?? open ?? null;
  }

  /** @param {Topic} topic */
  #ask(topic) {
    const { kind, answers } = this.#report;
    this.element.dataset.topic = topic;
    setText(this.#title, this.#say(topic === "subkind" ? `ask.subkind.${kind}` : `ask.${topic}`));
    const values = choicesOf(kind, topic);
    this.#choices.dataset.count = String(values.length);
    this.#choices.replaceChildren(
      ...values.map((value) =>
        el(
          "button",
          {
            class: "choice",
            type: "button",
            "data-value": value,
            "aria-pressed": String(answers[topic]?.value === value),
            onclick: () => this.#done(() => this.#actions.answer(this.#report, topic, value)),
          },
          picture(choiceIcon(topic, value)),
          el("span", {}, this.#say(choiceKey(topic, value))),
        ),
      ),
    );
  }

  /** @param {boolean} open */
  #showAnswered(open) {
    const { answers } = this.#report;
    const given = TOPICS.filter((topic) => answers[topic]);
    this.answered.replaceChildren(...given.map((topic) => this.#answer(topic, open)));
  }

  /**
   * @param {Topic} topic
   * @param {boolean} open
   */
  #answer(topic, open) {
    const { value = "", held = false, refused = null } = this.#report.answers[topic] ?? {};
    const word = this.#say(choiceKey(topic, value));
    const about = topic === "subkind" ? word : `${this.#say(`ask.${topic}`)} ${word}`;
    return el(
      "button",
      {
        class: "answer",
        type: "button",
        disabled: !open,
        "data-topic": topic,
        "data-pending": !held,
        "data-refused": refused !== null,
        "aria-label": [about, refused ?? this.#say("answer.correct")].join(". "),
        onclick: () => {
          this.#again = topic;
          this.update(this.#report, open);
        },
      },
      picture(answerIcon(topic, value)),
      el("span", {}, refused ?? word),
    );
  }

  /** @param {(topic: Topic) => void} act */
  #done(act) {
    const topic = this.#topic();
    if (!topic || this.element.hasAttribute("data-deaf")) return;
    this.#again = null;
    act(topic);
  }
}
