// @ts-check
import { el, picture } from "../../lib/dom.js";
import { AnnounceForm } from "./announce_form.js";
import { History } from "./history.js";
import { Lists } from "./lists.js";
import { Sheet } from "./sheet.js";

/** @typedef {import("../phone.js").Picture} Picture */
/** @typedef {import("./book.js").GuestReportView} GuestReportView */
/** @typedef {{ element: HTMLElement, update: (picture: Picture) => void }} Leaf */

/** The guests of my RT: the lists, and what was opened from them, one over the other. */
export class GuestsScreen {
  #parts;
  #back;
  #place = el("div", { class: "leaf" });
  /** @type {Leaf[]} the last is shown */
  #stack;
  /** @type {Leaf | null} */
  #drawn = null;
  /** @type {Picture | null} */
  #picture = null;

  /**
   * @param {object} parts
   * @param {import("../../lib/i18n.js").Translate} parts.say
   * @param {import("./acts.js").Acts} parts.acts
   * @param {import("./book.js").GuestBook} parts.book
   * @param {import("../../lib/call_line.js").CallLine} parts.line
   */
  constructor(parts) {
    this.#parts = parts;
    const { say, acts } = parts;
    const open = (/** @type {GuestReportView} */ view) => this.open(view);
    const search = () => this.#push(new History(say, acts, open));
    this.#stack = [new Lists(say, acts, { open, search, announce: () => this.#announce() })];
    this.#back = el(
      "button",
      { class: "bar-button", type: "button", "data-action": "back", onclick: () => history.back() },
      picture("arrow-left"),
      say("back"),
    );
    this.element = el("main", { class: "duty guests" }, this.#back, this.#place);
  }

  /** @param {Picture} picture */
  update(picture) {
    this.#picture = picture;
    const shown = this.#stack.at(-1);
    if (!shown) return;
    if (shown !== this.#drawn) this.#place.replaceChildren(shown.element);
    this.#drawn = shown;
    this.#back.hidden = this.#stack.length === 1;
    shown.update(picture);
  }

  /** Show one report whole. @param {GuestReportView} view */
  open(view) {
    const { say, acts, book, line } = this.#parts;
    const sheet = new Sheet(say, acts, view, (wish) => line.call(wish));
    this.#push({ element: sheet.element, update: () => sheet.update(book.report(sheet.subject)) });
  }

  #announce() {
    const { say, acts } = this.#parts;
    if (!this.#picture || this.#picture.posts.length === 0) return;
    const { posts, now } = this.#picture;
    this.#push(new AnnounceForm(say, acts, posts, now, () => history.back()));
  }

  /** @param {Leaf} leaf */
  #push(leaf) {
    this.#stack.push(leaf);
    // The phone's own Back leads out of it, too.
    history.pushState(null, "");
    this.#redraw();
  }

  /** Back was pressed, on the page or on the phone. */
  back() {
    if (this.#stack.length > 1) this.#stack.pop();
    this.#redraw();
  }

  #redraw() {
    if (this.#picture) this.update(this.#picture);
    scrollTo(0, 0);
  }
}
