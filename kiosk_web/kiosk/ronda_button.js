// @ts-check
import { el, picture, setText } from "../lib/dom.js";
import { wib } from "./wording.js";

/** "All is well": there only while the ronda goes its rounds. */
export class RondaButton {
  #say;
  #words = el("span", {});

  /**
   * @param {import("../lib/i18n.js").Translate} say
   * @param {() => void} onsafe
   */
  constructor(say, onsafe) {
    this.#say = say;
    this.element = el(
      "button",
      { class: "ronda", type: "button", "data-action": "ronda", hidden: true, onclick: onsafe },
      picture("shield-halved", "ronda-ask"),
      picture("check", "ronda-told"),
      this.#words,
    );
  }

  /** @param {import("./ronda.js").Watch | null} watch */
  update(watch) {
    this.element.hidden = watch === null;
    if (!watch) return;
    const told = watch.told !== null;
    this.element.disabled = told || watch.sending;
    this.element.dataset.state = told ? "told" : watch.sending ? "sending" : "due";
    if (watch.told !== null) setText(this.#words, this.#say("ronda.told", { time: wib(watch.told) }));
    else setText(this.#words, this.#say(watch.sending ? "ronda.sending" : "ronda.safe"));
  }
}
