// @ts-check
import { el, picture, setText } from "../lib/dom.js";
import { ANSWER_ICONS } from "./appeal_screen.js";
import { KIND_ICONS } from "./kinds.js";
import { age, appealTitle } from "./wording.js";

/** @typedef {import("./appeals.js").Appeal} Appeal */

/** An appeal that was folded. Touching it opens it again. */
export class AppealBand {
  #say;
  #standing = el("span", { class: "band-standing" });
  #age = el("time", { class: "band-age" });
  #answer = el("span", { class: "band-answer" });
  #shown = "";

  /**
   * @param {Appeal} appeal
   * @param {import("../lib/i18n.js").Translate} say
   * @param {() => void} onopen
   */
  constructor({ view }, say, onopen) {
    this.#say = say;
    this.element = el(
      "button",
      { class: "band", type: "button", "data-kind": view.kind, "data-appeal": true, onclick: onopen },
      picture(KIND_ICONS[view.kind]),
      el(
        "span",
        { class: "band-words" },
        el("strong", { class: "band-kind" }, appealTitle(view, say)),
        this.#standing,
      ),
      this.#answer,
      this.#age,
    );
  }

  /**
   * @param {Appeal} appeal
   * @param {number} now
   */
  update({ view, answer }, now) {
    const mark = view.mode === "real" ? "" : `${this.#say(`mode.${view.mode}`)} · `;
    const place = view.place ? `${view.place.desa}, ${view.place.kecamatan}` : view.text;
    setText(this.#standing, mark + (answer ? this.#say(`appeal.answer.${answer}`) : place));
    setText(this.#age, age(Math.max(0, Math.floor((now - Date.parse(view.sent_at)) / 1_000))));
    if (this.#shown === (answer ?? "")) return;
    this.#shown = answer ?? "";
    this.#answer.replaceChildren(...(answer ? [picture(ANSWER_ICONS[answer])] : []));
  }
}
