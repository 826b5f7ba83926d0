// @ts-check

/** @typedef {import("../lib/outbox.js").Entry} Entry */
/** @typedef {import("../lib/protocol.js").ReportView} ReportView */
/** @typedef {import("../lib/protocol.js").Kind} Kind */
/** @typedef {import("../lib/link.js").LinkState} LinkState */

/** @typedef {import("./questions.js").Answers} Answers */
/** @typedef {import("./questions.js").Topic} Topic */

/** @typedef {"stored" | "reached" | "seen" | "handled"} Step */

/** @type {readonly Step[]} the four steps of a report, in their order */
export const STEPS = ["stored", "reached", "seen", "handled"];

/** A step that waits longer than this shows the telephone. */
export const STEP_PATIENCE = 20_000;

/**
 * One report as the resident sees it: what this tablet knows of a press, what the centre said of
 * it, or both.
 *
 * @typedef {object} Report
 * @property {string} key
 * @property {Kind} kind
 * @property {import("../lib/protocol.js").Mode} mode
 * @property {number | null} lesson of a drill: ms from the start of the lesson to the press
 * @property {string[]} presses ids, oldest first
 * @property {Entry[]} entries what the outbox still holds of them
 * @property {ReportView | null} view
 * @property {boolean} cancelled taken back here, or at the centre
 * @property {string | null} cancelRefused why the centre didn't take it back
 * @property {boolean} stored whether this tablet's disk is known to hold it, or held it
 * @property {Answers} answers to the questions by pictures
 * @property {ReadonlySet<Topic>} skipped questions that the resident passed over
 */

/**
 * Why the resident should take the telephone.
 *
 * @typedef {"refused" | "offline" | "unattended" | "unanswered" | "slow"} Worry
 */

/**
 * The steps that are proven. None follows from another but one: an officer who took the report has
 * seen it.
 *
 * @param {Report} report
 * @returns {Set<Step>}
 */
export function provenSteps({ stored, entries, view }) {
  const proven = new Set();
  if (stored) proven.add("stored");
  const waiting = entries.some((entry) => entry.acked === null && !view?.presses.includes(entry.id));
  if (!waiting) proven.add("reached");
  const handled = view !== null && view.claimed_at !== null;
  if (view && (view.shown_at !== null || handled)) proven.add("seen");
  if (handled) proven.add("handled");
  return proven;
}

/**
 * Whether nothing more will happen here: it was closed, or goes on in another report.
 *
 * @param {Pick<Report, "view">} report
 */
export function isOver({ view }) {
  return view?.state === "closed" || view?.state === "merged";
}

/** The final refusal of a press, if there is one. @param {Report} report */
export function refusalOf(report) {
  return report.entries.find((entry) => entry.refused)?.refused ?? null;
}

/**
 * @param {Report} report
 * @param {object} around
 * @param {LinkState} around.link
 * @param {boolean} around.attended whether a console of the desk is connected
 * @param {number} around.waited ms since the newest step was reached
 * @returns {Worry | null}
 */
export function worryOf(report, { link, attended, waited }) {
  if (refusalOf(report)) return "refused";
  const proven = provenSteps(report);
  if (isOver(report) || report.cancelled || proven.has("handled")) return null;
  if (link !== "online" && link !== "connecting") return "offline";
  if (report.view?.unanswered) return "unanswered";
  if (!attended) return "unattended";
  return waited >= STEP_PATIENCE ? "slow" : null;
}
