// @ts-check

/** @typedef {import("./protocol.js").PartyCallView} PartyCallView */

/**
 * Where a call stands for the people at this device: `dialling`, the centre doesn't know of it yet;
 * `calling`, it rings at the other end; `incoming`, it rings here; then the talk, and its end.
 *
 * @typedef {"dialling" | "calling" | "incoming" | "connecting" | "on" | "held" | "reconnecting"
 *   | "over"} Stage
 */

const LASTS = new Set(["ringing", "connecting", "active", "on_hold", "reconnecting"]);

/** Stages in which this device takes part, with its microphone. @type {ReadonlySet<Stage>} */
export const TAKES_PART = new Set(["calling", "connecting", "on", "held", "reconnecting"]);

/** Stages in which people are at the other end. @type {ReadonlySet<Stage>} */
export const TALKS = new Set(["on", "held", "reconnecting"]);

/** By what the centre says alone. @param {PartyCallView} view @returns {Stage} */
export function stageOf({ state, own, incoming, ended_at: ended }) {
  if (ended !== null || own === "left" || !LASTS.has(state)) return "over";
  if (own === "ringing" && incoming) return "incoming";
  if (state === "ringing") return "calling";
  if (state === "on_hold") return "held";
  if (state === "reconnecting" || own === "reconnecting") return "reconnecting";
  return state === "connecting" || own !== "on" ? "connecting" : "on";
}

/**
 * What is seen of the media here comes before what the centre was told of it.
 *
 * @param {Stage} stage
 * @param {import("./call_leg.js").Reach} reach
 * @returns {Stage}
 */
export function stageWithMedia(stage, reach) {
  if (stage !== "connecting" && stage !== "on" && stage !== "reconnecting") return stage;
  if (reach === "on") return "on";
  if (reach === "opening") return stage;
  return reach === "lost" ? "over" : "reconnecting";
}

/** It rang here, and nobody came. @param {PartyCallView} view */
export function wasMissed(view) {
  return view.incoming && view.answered_at === null && view.end === "unanswered";
}
