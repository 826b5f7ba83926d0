// @ts-check
import { CallPanel } from "../lib/call_panel.js";
import { el, picture } from "../lib/dom.js";
import { OtherWays } from "../lib/other_ways.js";

/** The call on the whole screen of the phone; the tasks are one touch away. */
export class CallScreen {
  #say;
  #panel;
  #ways;
  #aside;
  #about;

  /**
   * @param {import("../lib/i18n.js").Translate} say
   * @param {import("../lib/call_line.js").CallLine} line
   * @param {import("./call_about.js").CallAbout} about
   * @param {() => void} onaside the tasks are wanted while the call goes on
   */
  constructor(say, line, about, onaside) {
    this.#about = about;
    this.#say = say;
    this.#ways = new OtherWays(say);
    const fallback = this.#ways.element;
    this.#panel = new CallPanel({ say, line, onleave: () => line.dismiss(), fallback });
    this.#aside = el(
      "button",
      { class: "bar-button", type: "button", "data-action": "aside", onclick: onaside },
      picture("arrow-left"),
      say("call.to_tasks"),
    );
    this.element = el("main", { class: "call" }, this.#panel.element, about.element, this.#aside);
  }

  /** @param {import("./phone.js").Picture} shown */
  update(shown) {
    const { call, title, now } = shown;
    if (!call) return;
    this.#about.update(call, shown);
    this.#panel.update(call, now);
    this.#aside.hidden = call.stage === "over";
    this.#ways.write(this.#say("call.text", { place: title }));
  }
}
