// @ts-check
import { el, picture, setText } from "../lib/dom.js";
import { KIND_ICONS } from "./kinds.js";
import { provenSteps, STEPS } from "./steps.js";
import { age, reportTitle, standingShort } from "./wording.js";

/** @typedef {import("./steps.js").Report} Report */

/** An open report, folded, so that another emergency can be pressed. Touching it opens it again. */
export class Band {
  #say;
  #standing = el("span", { class: "band-standing" });
  #age = el("time", { class: "band-age" });
  #dots = STEPS.map((step) => el("span", { class: "band-dot", "data-step": step }));

  /**
   * @param {Report} report
   * @param {import("../lib/i18n.js").Translate} say
   * @param {() => void} onopen
   */
  constructor(report, say, onopen) {
    this.#say = say;
    this.element = el(
      "button",
      {
        class: "band",
        type: "button",
        "data-kind": report.kind,
        "data-mode": report.mode,
        onclick: onopen,
      },
      picture(KIND_ICONS[report.kind]),
      el(
        "span",
        { class: "band-words" },
        el("strong", { class: "band-kind" }, reportTitle(report, say)),
        this.#standing,
      ),
      el("span", { class: "band-dots", "aria-hidden": "true" }, ...this.#dots),
      this.#age,
    );
  }

  /**
   * @param {Report} report
   * @param {number} seconds
   * @param {boolean} worried
   * @param {string} news what an officer wrote that nobody here has seen
   */
  update(report, seconds, worried, news) {
    const proven = provenSteps(report);
    const { mode } = report;
    const mark = mode === "real" ? "" : `${this.#say(`mode.${mode}`)} · `;
    const worry = mode === "drill" ? "short.unanswered" : "short.worry";
    this.element.toggleAttribute("data-news", news !== "");
    setText(this.#standing, news || mark + this.#say(worried ? worry : standingShort(report)));
    setText(this.#age, age(seconds));
    this.element.toggleAttribute("data-worried", worried);
    this.element.dataset.state = report.view?.state ?? "local";
    STEPS.forEach((step, at) => this.#dots[at]?.toggleAttribute("data-done", proven.has(step)));
  }
}
