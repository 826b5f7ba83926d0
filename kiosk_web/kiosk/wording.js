// @ts-check
import { isOver, provenSteps } from "./steps.js";

/** @typedef {import("./steps.js").Report} Report */
/** @typedef {import("../lib/protocol.js").Place} Place */

const WIB = new Intl.DateTimeFormat("id-ID", {
  timeZone: "Asia/Jakarta",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/** The time of day in WIB, as 21.47. @param {number} now */
export function wib(now) {
  return WIB.format(now).replace(":", ".");
}

/** An age as 02.14, or 1.02.14 from an hour on. @param {number} seconds */
export function age(seconds) {
  const hours = Math.floor(seconds / 3_600);
  const minutes = String(Math.floor(seconds / 60) % 60).padStart(2, "0");
  const rest = `${minutes}.${String(seconds % 60).padStart(2, "0")}`;
  return hours > 0 ? `${hours}.${rest}` : rest;
}

/** Where the post stands, in one line. @param {Place} place */
export function placeLine({ rt, rw, desa, kecamatan }) {
  const neighbourhood = [rt && `RT ${rt}`, rw && `RW ${rw}`].filter(Boolean).join(" / ");
  return [neighbourhood, desa, kecamatan].filter(Boolean).join(", ");
}

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
 * What a call is about, in a few words: near here if it is about an incident.
 *
 * @param {Pick<import("../lib/protocol.js").CallView, "kind" | "incident">} call
 * @param {import("../lib/i18n.js").Translate} say
 */
export function callTitle({ kind, incident }, say) {
  return say(`call.${incident ? "near" : "title"}.${kind}`);
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
