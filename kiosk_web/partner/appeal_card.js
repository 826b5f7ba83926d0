// @ts-check
import { el, picture, setText } from "../lib/dom.js";
import { wib } from "../lib/words.js";
import { CardHead, pendingWords, RefusedNote } from "./card.js";

/** @typedef {import("./duties.js").Appeal} Appeal */
/** @typedef {"coming" | "on_scene" | "needs_help"} Answer */

/** @type {Record<Answer, string>} */
const ICONS = { coming: "person-walking", on_scene: "location-dot", needs_help: "people-group" };
/** So much of the card must be in view to be seen. */
const IN_VIEW = 0.5;

/** An appeal for help nearby with the three answers and how many others come. */
export class AppealCard {
  #say;
  #duties;
  #head;
  #since = el("p", { class: "standing" });
  #counts = el("ul", { class: "counts" });
  #pending = el("p", { class: "pending", role: "status" });
  #refused;
  #buttons;
  #told = "";
  /** @type {Appeal | null} */
  #appeal = null;

  /**
   * @param {import("../lib/i18n.js").Translate} say
   * @param {import("./duties.js").Duties} duties
   */
  constructor(say, duties) {
    this.#say = say;
    this.#duties = duties;
    this.#head = new CardHead(say);
    this.#refused = new RefusedNote(say, (entry) => duties.dismiss(entry));
    const answers = /** @type {Answer[]} */ (["coming", "on_scene", "needs_help"]);
    this.#buttons = answers.map((answer) => ({ answer, element: this.#button(answer) }));
    this.element = el(
      "article",
      { class: "card appeal" },
      this.#head.element,
      this.#since,
      this.#counts,
      el("div", { class: "answers" }, ...this.#buttons.map(({ element }) => element)),
      this.#pending,
      this.#refused.element,
    );
    this.#watch();
  }

  /**
   * @param {Appeal} appeal
   * @param {import("./phone.js").Picture} picture
   */
  update(appeal, { link }) {
    this.#appeal = appeal;
    const { view, pending, refused } = appeal;
    this.element.dataset.kind = view.kind;
    this.element.dataset.mode = view.mode;
    this.element.toggleAttribute("data-over", !view.open);
    this.#head.update(view);
    const since = this.#say("appeal.since", { time: wib(Date.parse(view.received_at)) });
    setText(this.#since, view.open ? since : this.#say("appeal.over"));
    this.#count(view);
    const mine = pending ?? view.mine;
    for (const { answer, element } of this.#buttons) {
      element.setAttribute("aria-pressed", String(answer === mine));
      element.disabled = !view.open;
      element.toggleAttribute("data-pending", answer === pending);
    }
    setText(this.#pending, pending ? this.#say(pendingWords(link)) : "");
    this.#pending.hidden = !pending;
    this.#refused.update(refused);
  }

  /** @param {import("../lib/protocol.js").NearbyView} view */
  #count({ answers }) {
    const counted = /** @type {const} */ (["needs_help", "on_scene", "coming"])
      .map((name) => ({ name, n: answers[name] ?? 0 }))
      .filter(({ n }) => n > 0);
    const told = JSON.stringify(counted);
    if (told === this.#told) return;
    this.#told = told;
    const lines = counted.map(({ name, n }) =>
      el("li", { "data-count": name }, picture(ICONS[name]), this.#say(`appeal.${name}`, { n })),
    );
    const nobody = el("li", { class: "nobody" }, this.#say("appeal.nobody"));
    this.#counts.replaceChildren(...(lines.length > 0 ? lines : [nobody]));
  }

  /** @param {Answer} answer */
  #button(answer) {
    const press = () => {
      if (!this.#appeal) return;
      navigator.vibrate?.(60);
      this.#duties.answer(this.#appeal.view, answer);
    };
    return el(
      "button",
      { class: "answer-button", type: "button", "data-answer": answer, onclick: press },
      picture(ICONS[answer]),
      el("span", {}, this.#say(`answer.${answer}`)),
    );
  }

  /** Tell once that the appeal came before someone's eyes. */
  #watch() {
    const observer = new IntersectionObserver(
      ([seen]) => {
        if (!seen?.isIntersecting || document.visibilityState !== "visible") return;
        observer.disconnect();
        if (this.#appeal) this.#duties.seen(this.#appeal.view);
      },
      { threshold: IN_VIEW },
    );
    observer.observe(this.element);
  }
}
