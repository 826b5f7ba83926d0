// @ts-check
import { CallPanel } from "../lib/call_panel.js";
import { el, picture, setText } from "../lib/dom.js";
import { OtherWays } from "../lib/other_ways.js";
import { alarmRail } from "./alarm_rail.js";
import { NextHead } from "./head/next_head.js";

/** @typedef {import("../lib/call_line.js").CallPicture} CallPicture */
/** @typedef {import("./steps.js").Report} Report */
/** @typedef {import("./tablet.js").Actions} Actions */
/** @typedef {import("../lib/i18n.js").Translate} Translate */

/** The call on the whole screen, and the emergency buttons beside it: an alarm outranks a call. */
export class CallScreen {
  #say;
  #panel;
  #ways;
  #next;
  #back = el("span", {});

  /**
   * @param {Translate} say
   * @param {import("../lib/call_line.js").CallLine} line
   * @param {Actions} actions
   */
  constructor(say, line, actions) {
    this.#say = say;
    this.#ways = new OtherWays(say);
    this.#next = new NextHead(say, actions);
    this.#panel = new CallPanel({
      say,
      line,
      onleave: actions.endCall,
      fallback: el("div", { class: "call-fallback" }, this.#ways.element, this.#next.element),
    });
    this.element = el(
      "main",
      { class: "call" },
      this.#panel.element,
      alarmRail(
        say,
        actions,
        el(
          "button",
          {
            class: "quiet-button",
            type: "button",
            "data-action": "leave-call",
            onclick: actions.leaveCall,
          },
          picture("arrow-left"),
          this.#back,
        ),
      ),
    );
  }

  /**
   * @param {CallPicture} call
   * @param {Report | undefined} report that the call came from, or is about
   * @param {import("./tablet.js").Picture} around
   */
  update(call, report, { now, title, place, heads }) {
    this.#panel.update(call, now);
    const person = call.wish.to ?? null;
    this.#ways.element.hidden = person !== null;
    this.#next.update(person, heads);
    setText(this.#back, this.#say(report ? "call.to_report" : "call.to_home"));
    const where = [title, place].filter(Boolean).join(", ");
    this.#ways.write(
      report
        ? this.#say("call.text.kind", { kind: this.#say(`kind.${report.kind}`), place: where })
        : this.#say("call.text", { place: where }),
    );
  }
}
