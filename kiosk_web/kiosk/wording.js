// @ts-check
import { isOver, provenSteps } from "./steps.js";

/** @typedef {import("./steps.js").Report} Report */
export { age, placeLine, wib } from "../lib/words.js";

/**
 * What a report is called.
 *
 * @param {Pick<Report, "kind" | "mode">} report
 * @param {import("../lib/i18n.js").Translate} say
 */
export function reportTitle({ kind, mode }, say) {
  return say(mode === "drill" ? `drill.report.${kind}` : `report.${kind}`);
}

/** States of a report that an officer has taken which have words of their own. */
const TAKEN_FURTHER = new Set(["verifying", "dispatched", "in_progress", "controlled", "on_hold"]);

/** States in which the way of the help says more than the state. */
const HELP_LEADS = new Set(["claimed", "verifying", "dispatched", "in_progress"]);

/**
 * What an appeal is about, in a few words: near here if it is about an incident.
 *
 * @param {Pick<import("../lib/protocol.js").AppealView, "kind" | "incident">} appeal
 * @param {import("../lib/i18n.js").Translate} say
 */
export function appealTitle({ kind, incident }, say) {
  return say(`appeal.${incident ? "near" : "title"}.${kind}`);
}

/** The key of the sentence that says how a report stands. @param {Report} report */
export function standing(report) {
  const state = report.view?.state ?? "";
  if (isOver(report)) return `standing.${state}`;
  if (report.cancelled) return "standing.cancelled";
  const proven = provenSteps(report);
  const { help } = report.view ?? {};
  if (help && HELP_LEADS.has(state)) return `standing.help_${help}`;
  if (proven.has("handled") && TAKEN_FURTHER.has(state)) return `standing.${state}`;
  for (const step of /** @type {const} */ (["handled", "seen", "reached", "stored"])) {
    if (proven.has(step)) return `standing.${step}`;
  }
  return "standing.sending";
}

/** The key of a few words of the same for a band. @param {Report} report */
export function standingShort(report) {
  return standing(report).replace("standing.", "short.");
}
