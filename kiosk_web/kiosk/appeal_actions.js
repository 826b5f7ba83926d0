// @ts-check

/** @typedef {import("../lib/protocol.js").AppealView} AppealView */
/** @typedef {import("../lib/protocol.js").AppealAnswer} AppealAnswer */

/**
 * What a person can do about appeals and the ronda.
 *
 * @typedef {object} AppealActions
 * @property {(view: AppealView) => void} openAppeal
 * @property {(view: AppealView) => void} foldAppeal
 * @property {(view: AppealView) => void} hushAppeal
 * @property {(view: AppealView, answer: AppealAnswer) => void} answerAppeal
 * @property {() => void} rondaSafe
 */

/**
 * @param {object} parts
 * @param {import("./appeals.js").Appeals} parts.appeals
 * @param {import("./ronda.js").Ronda} parts.ronda
 * @param {() => void} parts.onact something was put in the outbox
 * @param {(place: { name: "home" } | { name: "appeal", subject: string }) => void} parts.go
 * @param {() => void} parts.draw
 * @returns {AppealActions}
 */
export function appealActions({ appeals, ronda, onact, go, draw }) {
  return {
    openAppeal(view) {
      appeals.reopen(view);
      go({ name: "appeal", subject: view.subject });
    },
    foldAppeal(view) {
      appeals.hush(view);
      go({ name: "home" });
    },
    hushAppeal(view) {
      appeals.hush(view);
      draw();
    },
    answerAppeal(view, answer) {
      appeals.answer(view, answer);
      onact();
    },
    rondaSafe() {
      ronda.safe();
      onact();
    },
  };
}
