// @ts-check
import { CallPanel } from "../lib/call_panel.js";
import { el, picture, setText } from "../lib/dom.js";
import { OtherWays } from "../lib/other_ways.js";
import { holdButton } from "./hold_button.js";
import { EMERGENCIES, KIND_ICONS } from "./kinds.js";

/** @typedef {import("../lib/call_line.js").CallPicture} CallPicture */
/** @typedef {import("./steps.js").Report} Report */
/** @typedef {import("./tablet.js").Actions} Actions */
/** @typedef {import("../lib/i18n.js").Translate} Translate */

/** The call on the whole screen, and the emergency buttons beside it: an alarm outranks a call. */
export class CallScreen {
  #say;
  #panel;
  #ways;
  #back = el("span", {});

  /**
   * @param {Translate} say
   * @param {import("../lib/call_line.js").CallLine} line
   * @param {Pick<Actions, "raise" | "speakHold" | "leaveCall" | "endCall">} actions
   */
  constructor(say, line, actions) {
    this.#say = say;
    this.#ways = new OtherWays(say);
    this.#panel = new CallPanel({
      say,
      line,
      onleave: actions.endCall,
      fallback: this.#ways.element,
    });
    const emergencies = EMERGENCIES.map((kind) =>
      holdButton({
        kind,
        icon: KIND_ICONS[kind],
        say,
        onsend: () => actions.raise(kind),
        onhint: actions.speakHold,
      }),
    );
    this.element = el(
      "main",
      { class: "call" },
      this.#panel.element,
      el(
        "section",
        { class: "call-alarms" },
        el("h2", {}, say("call.alarms")),
        ...emergencies,
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
   * @param {{ now: number, title: string, place: string }} around
   */
  update(call, report, { now, title, place }) {
    this.#panel.update(call, now);
    setText(this.#back, this.#say(report ? "call.to_report" : "call.to_home"));
    const where = [title, place].filter(Boolean).join(", ");
    this.#ways.write(
      report
        ? this.#say("call.text.kind", { kind: this.#say(`kind.${report.kind}`), place: where })
        : this.#say("call.text", { place: where }),
    );
  }
}
