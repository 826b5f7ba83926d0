// @ts-check

/** @typedef {import("./guest_book.js").Sent} Sent */
/** @typedef {import("../../lib/protocol.js").GuestTicketView} View */

/** How far a report has come, in the resident's words. */
export const GUEST_STEPS = /** @type {const} */ (["stored", "reached", "told", "read", "acknowledged"]);

/** @type {Record<(typeof GUEST_STEPS)[number], string>} */
export const GUEST_STEP_ICONS = {
  stored: "mobile-screen",
  reached: "signal",
  told: "envelope",
  read: "eye",
  acknowledged: "user-check",
};

/**
 * The steps that are proven; none is guessed from another.
 *
 * @param {Sent} sent
 * @param {View | undefined} view
 */
export function guestSteps({ stored, acked }, view) {
  const proven = new Set();
  if (stored || acked) proven.add("stored");
  if (acked) proven.add("reached");
  if (view?.told_at) proven.add("told");
  if (view?.read_at || view?.acknowledged_at) proven.add("read");
  if (view?.acknowledged_at) proven.add("acknowledged");
  return proven;
}

/**
 * The key of the sentence that says how a report stands.
 *
 * @param {Sent} sent
 * @param {View | undefined} view
 */
export function guestStanding({ task, acked, refused }, view) {
  if (refused) return "refused";
  if (!acked) return "sending";
  if (task === "check_out") return view && !view.over_at ? "left_some" : "left";
  if (!view) return "reached";
  if (view.state === "needs_meeting" || view.state === "needs_correction") return view.state;
  if (view.acknowledged_at) return "acknowledged";
  if (view.step === "desk") return "desk";
  if (view.step === "deputy") return "deputy";
  if (view.called_at) return "called";
  if (view.read_at) return "read";
  if (view.state === "planned") return "planned";
  return view.told_at ? "told" : "reached";
}
