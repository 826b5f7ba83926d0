// @ts-check
import { el, picture, setText } from "../../lib/dom.js";
import { Attempt } from "../attempt.js";
import { canAcknowledge } from "./book.js";
import { fromLine, hints, houseLine, standingLine, stayLine, whoLine } from "./words.js";

/** @typedef {import("./book.js").Item} Item */
/** @typedef {import("../../lib/i18n.js").Translate} Translate */
/** @typedef {import("./acts.js").Acts} Acts */

/** So much of the card must be in view to be read. */
const IN_VIEW = 0.5;

/** One guest report in a list: who, from where, at whose house; acknowledged by one touch. */
export class GuestCard {
  #say;
  #acts;
  #mode = el("p", { class: "card-mode" });
  #post = el("p", { class: "card-given" });
  #who = el("h3", {});
  #from = el("p", {});
  #house = el("p", {});
  #stay = el("p", {});
  #standing = el("p", { class: "standing" });
  #hints = el("ul", { class: "hints" });
  #pick;
  #known;
  #attempt;
  /** @type {import("./book.js").GuestReportView | null} */
  #view = null;

  /**
   * @param {Translate} say
   * @param {Acts} acts
   * @param {object} on
   * @param {(view: import("./book.js").GuestReportView) => void} on.open
   * @param {((subject: string, picked: boolean) => void) | null} on.pick several at once
   */
  constructor(say, acts, { open, pick }) {
    this.#say = say;
    this.#acts = acts;
    this.#attempt = new Attempt(say);
    const picked = (/** @type {Event} */ { target }) => {
      const box = /** @type {HTMLInputElement} */ (target);
      if (this.#view) pick?.(this.#view.subject, box.checked);
    };
    this.#pick = el("input", {
      class: "guest-pick",
      type: "checkbox",
      "aria-label": say("guests.pick"),
      onchange: picked,
    });
    this.#known = el(
      "button",
      { class: "main-button guest-known", type: "button", onclick: () => this.#acknowledge() },
      say("guests.acknowledge"),
    );
    const words = el("div", { class: "card-words" }, this.#post, this.#who, this.#from, this.#house, this.#stay);
    const more = el(
      "button",
      { class: "small-button guest-open", type: "button", onclick: () => this.#view && open(this.#view) },
      say("guests.open"),
    );
    this.element = el(
      "article",
      { class: "card guest" },
      el("div", { class: "card-top" }, this.#mode, el("div", { class: "card-head" }, pick && this.#pick, words)),
      this.#standing,
      this.#hints,
      el("div", { class: "guest-buttons" }, this.#known, more),
      this.#attempt.element,
    );
    this.#watch();
  }

  /**
   * @param {Item & { picked?: boolean }} item
   * @param {import("../phone.js").Picture} picture
   */
  update({ view, picked = false }, { posts }) {
    const say = this.#say;
    this.#view = view;
    this.element.dataset.mode = view.mode;
    this.element.dataset.state = view.state;
    this.#mode.hidden = view.mode === "real";
    if (view.mode !== "real") setText(this.#mode, `${say(`mode.${view.mode}`)} ${say("guests.not_real")}`);
    setText(this.#post, view.post_title);
    this.#post.hidden = posts.length < 2;
    setText(this.#who, whoLine(view, say));
    setText(this.#from, fromLine(view, say));
    setText(this.#house, houseLine(view, say));
    setText(this.#stay, stayLine(view, say));
    setText(this.#standing, standingLine(view, say));
    this.#hint(hints(view, say));
    this.#known.hidden = !canAcknowledge(view);
    this.#pick.hidden = !canAcknowledge(view);
    this.#pick.checked = picked;
  }

  /** @param {string[]} found */
  #hint(found) {
    this.#hints.hidden = found.length === 0;
    if (this.#hints.dataset.drawn === found.join()) return;
    this.#hints.dataset.drawn = found.join();
    const lines = found.map((hint) => el("li", {}, picture("circle-exclamation"), hint));
    this.#hints.replaceChildren(...lines);
  }

  #acknowledge() {
    const view = this.#view;
    if (!view) return;
    navigator.vibrate?.(60);
    void this.#attempt.run(() => this.#acts.acknowledge(view));
  }

  /** Tell that the report came before someone's eyes. */
  #watch() {
    const observer = new IntersectionObserver(
      ([seen]) => {
        if (!seen?.isIntersecting || document.visibilityState !== "visible" || !this.#view) return;
        observer.disconnect();
        this.#acts.see(this.#view);
      },
      { threshold: IN_VIEW },
    );
    observer.observe(this.element);
  }
}
