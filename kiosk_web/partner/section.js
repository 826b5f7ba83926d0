// @ts-check
import { el, setText } from "../lib/dom.js";

/** @typedef {import("./phone.js").Picture} Picture */

/**
 * @template T
 * @typedef {{ element: HTMLElement, update: (item: T, picture: Picture) => void }} Card
 */

/**
 * A heading with one card for each item, kept as long as the item is there.
 *
 * @template {{ view: { subject: string } }} T
 */
export class Section {
  #make;
  #title = el("h2", {});
  #list = el("div", { class: "cards" });
  /** @type {Map<string, Card<T>>} */
  #cards = new Map();

  /**
   * @param {string} title
   * @param {() => Card<T>} make
   */
  constructor(title, make) {
    this.#make = make;
    setText(this.#title, title);
    this.element = el("section", {}, this.#title, this.#list);
  }

  /** @param {string} title */
  rename(title) {
    setText(this.#title, title);
  }

  /** The card of an item. @param {string} subject */
  find(subject) {
    return this.#cards.get(subject)?.element ?? null;
  }

  /**
   * @param {T[]} items
   * @param {Picture} picture
   * @returns {boolean} whether there is a new one
   */
  update(items, picture) {
    const subjects = items.map(({ view }) => view.subject);
    const held = [...this.#cards.keys()];
    for (const gone of held.filter((subject) => !subjects.includes(subject))) {
      this.#cards.delete(gone);
    }
    const fresh = subjects.filter((subject) => !this.#cards.has(subject));
    for (const subject of fresh) this.#cards.set(subject, this.#make());
    const cards = subjects.map((subject) => this.#cards.get(subject));
    const elements = cards.map((card) => /** @type {HTMLElement} */ (card?.element));
    const same = elements.every((element, at) => this.#list.children[at] === element);
    // Put in anew, a button that is being pressed would lose its press.
    if (!same || elements.length !== this.#list.children.length) {
      this.#list.replaceChildren(...elements);
    }
    items.forEach((item, at) => cards[at]?.update(item, picture));
    this.element.hidden = items.length === 0;
    return fresh.length > 0;
  }
}
