// @ts-check
import { el, picture, setText } from "../lib/dom.js";
import { deskOf } from "../lib/kinds.js";
import { wib } from "../lib/words.js";
import { CallRow } from "./call_row.js";
import { CardHead, pendingWords, RefusedNote } from "./card.js";
import { isOver, isTaken, STEPS } from "./duties.js";

/** @typedef {import("./duties.js").Task} Task */
/** @typedef {import("./duties.js").Step} Step */

/** @type {Record<Step, string>} */
const ICONS = {
  acknowledged: "thumbs-up",
  en_route: "person-walking",
  on_scene: "location-dot",
  done: "check",
};
/** A task that is done is closed for good, so that is pressed twice within this time, in ms. */
const SURE = 4_000;

/** One task of the agency with the four things to say about it. */
export class TaskCard {
  #say;
  #onstep;
  #head;
  #standing = el("p", { class: "standing", role: "status" });
  #given = el("p", { class: "card-given" });
  #instruction = el("p", { class: "instruction" });
  #pending = el("p", { class: "pending", role: "status" });
  #refused;
  #buttons;
  #call;
  #armed = 0;
  /** @type {Task | null} */
  #task = null;

  /**
   * @param {import("../lib/i18n.js").Translate} say
   * @param {import("./duties.js").Duties} duties
   * @param {import("../lib/call_line.js").CallLine} line
   */
  constructor(say, duties, line) {
    this.#say = say;
    this.#onstep = (/** @type {Step} */ step) => this.#task && duties.step(this.#task.view, step);
    this.#head = new CardHead(say);
    this.#refused = new RefusedNote(say, (entry) => duties.dismiss(entry));
    this.#buttons = STEPS.map((step) => this.#button(step));
    this.#call = new CallRow(say, (video) => {
      if (!this.#task) return;
      const { kind, incident, mode } = this.#task.view;
      line.call({ desk: deskOf(kind), about: incident, mode, video });
    });
    this.element = el(
      "article",
      { class: "card task" },
      this.#head.element,
      this.#standing,
      this.#instruction,
      el("div", { class: "steps" }, ...this.#buttons.map(({ element }) => element)),
      this.#pending,
      this.#refused.element,
      this.#call.element,
      this.#given,
    );
  }

  /**
   * @param {Task} task
   * @param {import("./phone.js").Picture} picture
   */
  update(task, { link }) {
    this.#task = task;
    const { view, pending, refused } = task;
    this.element.dataset.kind = view.kind;
    this.element.dataset.mode = view.mode;
    this.element.dataset.state = view.state;
    this.element.toggleAttribute("data-over", isOver(view));
    this.#head.update(view);
    setText(this.#standing, this.#say(`task.${view.state}`, { time: time(reachedAt(view)) }));
    setText(this.#instruction, view.instruction);
    this.#instruction.hidden = !view.instruction;
    const given = this.#say("task.given", { time: time(view.created_at) });
    setText(this.#given, `${view.reference} · ${given}`);
    setText(this.#pending, pending ? this.#say(pendingWords(link)) : "");
    this.#pending.hidden = !pending;
    this.#refused.update(refused);
    this.#call.element.hidden = isOver(view);
    const next = STEPS.find((step) => !isTaken(view, step));
    for (const { step, element, words } of this.#buttons) {
      const taken = isTaken(view, step);
      element.dataset.look = taken ? "taken" : step === next ? "next" : "later";
      element.disabled = taken || pending !== null;
      element.toggleAttribute("data-pending", step === pending);
      const sure = step === "done" && performance.now() < this.#armed;
      setText(words, this.#say(sure ? "step.done_sure" : `step.${step}`));
    }
  }

  /** @param {Step} step */
  #button(step) {
    const words = el("span", {}, this.#say(`step.${step}`));
    const element = el(
      "button",
      { class: "step-button", type: "button", "data-step": step, onclick: () => this.#press(step) },
      picture(ICONS[step]),
      words,
    );
    return { step, element, words };
  }

  /** @param {Step} step */
  #press(step) {
    if (step === "done" && performance.now() >= this.#armed) {
      this.#armed = performance.now() + SURE;
      const done = this.#buttons.find((button) => button.step === "done");
      if (done) setText(done.words, this.#say("step.done_sure"));
      return;
    }
    this.#armed = 0;
    navigator.vibrate?.(60);
    this.#onstep(step);
  }
}

/** @param {import("../lib/protocol.js").AssignmentView} view */
function reachedAt(view) {
  if (view.state === "acknowledged") return view.acknowledged_at;
  if (view.state === "en_route") return view.en_route_at;
  if (view.state === "on_scene") return view.on_scene_at;
  return view.done_at;
}

/** @param {string | null} instant */
function time(instant) {
  return instant ? wib(Date.parse(instant)) : "";
}
