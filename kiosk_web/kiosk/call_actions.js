// @ts-check

/** @typedef {import("../lib/protocol.js").CallView} CallView */
/** @typedef {import("../lib/protocol.js").CallAnswer} CallAnswer */

/**
 * What a person can do about calls and the ronda.
 *
 * @typedef {object} CallActions
 * @property {(view: CallView) => void} openCall
 * @property {(view: CallView) => void} foldCall
 * @property {(view: CallView) => void} hushCall
 * @property {(view: CallView, answer: CallAnswer) => void} answerCall
 * @property {() => void} rondaSafe
 */

/**
 * @param {object} parts
 * @param {import("./calls.js").Calls} parts.calls
 * @param {import("./ronda.js").Ronda} parts.ronda
 * @param {() => void} parts.onact something was put in the outbox
 * @param {(place: { name: "home" } | { name: "call", subject: string }) => void} parts.go
 * @param {() => void} parts.draw
 * @returns {CallActions}
 */
export function callActions({ calls, ronda, onact, go, draw }) {
  return {
    openCall(view) {
      calls.reopen(view);
      go({ name: "call", subject: view.subject });
    },
    foldCall(view) {
      calls.hush(view);
      go({ name: "home" });
    },
    hushCall(view) {
      calls.hush(view);
      draw();
    },
    answerCall(view, answer) {
      calls.answer(view, answer);
      onact();
    },
    rondaSafe() {
      ronda.safe();
      onact();
    },
  };
}
