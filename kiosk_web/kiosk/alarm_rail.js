// @ts-check
import { el } from "../lib/dom.js";
import { holdButton } from "./hold_button.js";
import { EMERGENCIES, KIND_ICONS } from "./kinds.js";

/** @typedef {import("./tablet.js").Actions} Actions */

/**
 * The emergency buttons beside whatever else is on the screen: an alarm outranks it.
 *
 * @param {import("../lib/i18n.js").Translate} say
 * @param {Pick<Actions, "raise" | "speakHold">} actions
 * @param {...Node} further
 */
export function alarmRail(say, actions, ...further) {
  const buttons = EMERGENCIES.map((kind) =>
    holdButton({
      kind,
      icon: KIND_ICONS[kind],
      say,
      onsend: () => actions.raise(kind),
      onhint: actions.speakHold,
    }),
  );
  return el("section", { class: "call-alarms" }, el("h2", {}, say("call.alarms")), ...buttons, ...further);
}
