// @ts-check
import { el, picture } from "../../lib/dom.js";
import { Attempt } from "../attempt.js";

/**
 * Something that can be done, folded until it is wanted: what it needs to know, and one button.
 * What was typed stays until it is done.
 */
export class ActFold {
  #attempt;

  /**
   * @param {import("../../lib/i18n.js").Translate} say
   * @param {object} act
   * @param {string} act.name names the sentences: ``guests.act.<name>`` and ``…_lead``, ``…_send``
   * @param {string} act.icon
   * @param {HTMLElement[]} act.fields
   * @param {() => Promise<unknown>} act.order rejects with Unanswered
   */
  constructor(say, { name, icon, fields, order }) {
    this.#attempt = new Attempt(say);
    const form = el(
      "form",
      { class: "act-form" },
      el("p", { class: "act-lead" }, say(`guests.act.${name}_lead`)),
      ...fields,
      el("button", { class: "main-button", type: "submit" }, say(`guests.act.${name}_send`)),
      this.#attempt.element,
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#send(form, order);
    });
    const summary = el("summary", { class: "act-head" }, picture(icon), el("span", {}, say(`guests.act.${name}`)));
    this.element = el("details", { class: "act", "data-act": name }, summary, form);
  }

  /** @param {boolean} possible */
  show(possible) {
    this.element.hidden = !possible;
  }

  /**
   * @param {HTMLFormElement} form
   * @param {() => Promise<unknown>} order
   */
  async #send(form, order) {
    if (!(await this.#attempt.run(order))) return;
    form.reset();
    this.element.open = false;
  }
}
