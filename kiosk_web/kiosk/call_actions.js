// @ts-check
import { deskOf } from "../lib/kinds.js";
import { reachable } from "./head/heads.js";

/** @typedef {import("./steps.js").Report} Report */

/**
 * What a person can do about a call from screens other than its own, and to leave that.
 *
 * @typedef {object} CallActions
 * @property {(video: boolean, report?: Report) => void} callOfficer
 * @property {(wish: { video: boolean, to?: string, about?: string }) => void} callHead the Ketua RT,
 *   the first who can be rung unless it is said who
 * @property {() => void} openCall
 * @property {() => void} leaveCall it goes on behind another screen
 * @property {() => void} endCall how it ended was read
 */

/**
 * @param {object} parts
 * @param {import("./call_here.js").CallHere} parts.callHere
 * @param {() => import("./head/heads.js").Head[]} parts.heads
 * @param {() => void} parts.onact something was put in the outbox
 * @param {(place: { name: "call", press: string | null }) => void} parts.go
 * @param {() => void} parts.goBack from the call to where it was opened
 * @param {() => string | null} parts.pressed the alarm that is on the screen
 * @returns {CallActions}
 */
export function callActions({ callHere: { line }, heads, onact, go, goBack, pressed }) {
  return {
    callOfficer(video, report) {
      const press = report?.presses[0];
      line.call({
        desk: deskOf(report?.kind),
        video,
        mode: report?.mode ?? "real",
        ...(press && { press }),
      });
      onact();
      go({ name: "call", press: press ?? null });
    },
    callHead({ video, to = reachable(heads())[0]?.subject, about }) {
      if (!to) return;
      line.call({ to, video, ...(about && { about }) });
      onact();
      go({ name: "call", press: null });
    },
    openCall: () => go({ name: "call", press: pressed() }),
    leaveCall: goBack,
    endCall() {
      line.dismiss();
      goBack();
    },
  };
}
