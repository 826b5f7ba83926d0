// @ts-check
import { el, picture, setText } from "../../lib/dom.js";
import { Attempt } from "../attempt.js";
import { line } from "./fields.js";
import { dayTime } from "./words.js";

/** @typedef {import("./book.js").GuestReportView} GuestReportView */
/** @typedef {import("../../lib/protocol.js").GuestPerson} GuestPerson */
/** @typedef {import("../../lib/i18n.js").Translate} Translate */
/** @typedef {"nik" | "passport"} Paper */

/** So long a number stands whole on the screen, in ms. */
const SHOWN = 60_000;

/**
 * One guest of a report with all that was told.
 *
 * @param {Translate} say
 * @param {GuestPerson} person
 */
export function personLines(say, person) {
  const { origin, sex, foreign, relation, phone, plate, left_at: left } = person;
  const facts = /** @type {[string, string | undefined | null | false][]} */ ([
    ["origin", origin],
    ["sex", sex && say(`guests.sex.${sex}`)],
    ["citizen", foreign && say("guests.foreign")],
    ["relation", relation],
    ["phone", phone],
    ["plate", plate],
    ["left", left && dayTime(left)],
  ]);
  const told = facts.filter(([, words]) => words);
  return told.flatMap(([key, words]) => [
    el("dt", {}, say(`guests.fact.${key}`)),
    el("dd", {}, words || ""),
  ]);
}

/** A masked number; whole for a minute, to who gives a reason, which is written down. */
export class PaperNumber {
  #say;
  #masked;
  #digits;
  #form;
  #reason;
  #attempt;
  #left = el("p", { class: "number-left", role: "timer" });
  /** Monotonic ms until which it is whole. */
  #until = 0;

  /**
   * @param {Translate} say
   * @param {object} of
   * @param {Paper} of.paper
   * @param {string} of.masked
   * @param {readonly string[]} of.warnings what looks wrong about it
   * @param {(reason: string) => Promise<string>} of.open rejects with Unanswered
   */
  constructor(say, { paper, masked, warnings, open }) {
    this.#say = say;
    this.#masked = masked;
    this.#digits = el("strong", { class: "number-digits" }, masked);
    this.#attempt = new Attempt(say);
    this.#reason = line(say("guests.number.reason"), "reason", { required: true, maxlength: 300 });
    this.#form = el(
      "form",
      { class: "act-form" },
      this.#reason.element,
      el("button", { class: "small-button", type: "submit" }, picture("eye"), say("guests.number.open")),
      this.#attempt.element,
    );
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#open(open);
    });
    const doubts = warnings.map((warning) => el("p", { class: "hint" }, say(`guests.nik.${warning}`)));
    this.element = el(
      "div",
      { class: "number", "data-paper": paper },
      el("p", {}, `${say(`guests.paper.${paper}`)} `, this.#digits),
      ...doubts,
      this.#left,
      el("details", { class: "act" }, el("summary", { class: "act-head" }, say("guests.number.show")), this.#form),
    );
  }

  /** Called often: the minute passes. */
  update() {
    const left = Math.ceil((this.#until - performance.now()) / 1_000);
    this.#left.hidden = left <= 0;
    if (left > 0) setText(this.#left, this.#say("guests.number.left", { seconds: left }));
    else this.hide();
  }

  /** It is masked again. */
  hide() {
    this.#until = 0;
    setText(this.#digits, this.#masked);
  }

  /** @param {(reason: string) => Promise<string>} open */
  async #open(open) {
    const digits = await this.#attempt.run(() => open(this.#reason.field.value.trim()));
    if (!digits) return;
    setText(this.#digits, digits);
    this.#until = performance.now() + SHOWN;
    this.#form.reset();
    this.#form.closest("details")?.removeAttribute("open");
    this.update();
  }
}
