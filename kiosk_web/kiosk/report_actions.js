// @ts-check

/** @typedef {import("./steps.js").Report} Report */
/** @typedef {import("./questions.js").Topic} Topic */
/** @typedef {import("../lib/protocol.js").Kind} Kind */

/**
 * What a person can do about an emergency, and in a lesson about one.
 *
 * @typedef {object} ReportActions
 * @property {(kind: Kind) => void} raise
 * @property {(kind: Kind) => void} practise begin a lesson
 * @property {(kind: Kind, began: number) => void} drill the right button was held in a lesson
 * @property {(report: Report) => void} open
 * @property {(report: Report) => void} fold
 * @property {(report: Report) => void} cancel
 * @property {(report: Report, topic: Topic, value: string) => void} answer
 * @property {(report: Report, topic: Topic) => void} skip
 */

/**
 * @param {object} parts
 * @param {import("./reports.js").Reports} parts.reports
 * @param {import("../lib/clock.js").Clock} parts.clock
 * @param {import("../lib/voice.js").Voice} parts.voice
 * @param {() => void} parts.onact something was put in the outbox
 * @param {(place: import("./tablet.js").Place) => void} parts.go
 * @param {() => void} parts.draw
 * @returns {ReportActions}
 */
export function reportActions({ reports, clock, voice, onact, go, draw }) {
  return {
    raise(kind) {
      const press = reports.raise(kind);
      onact();
      // Whoever threatens the house must not hear that help was called.
      if (kind !== "crime") voice.confirm();
      navigator.vibrate?.(200);
      go({ name: "alarm", press });
    },
    practise: (kind) => go({ name: "lesson", kind, began: clock.ticks() }),
    drill(kind, began) {
      const press = reports.raise(kind, clock.ticks() - began);
      onact();
      voice.drill();
      go({ name: "alarm", press });
    },
    open: (report) => go({ name: "alarm", press: report.presses[0] ?? "" }),
    fold(report) {
      reports.dismiss(report);
      go({ name: "home" });
    },
    cancel(report) {
      reports.cancel(report);
      onact();
      draw();
    },
    answer(report, topic, value) {
      reports.answer(report, topic, value);
      onact();
      draw();
    },
    skip(report, topic) {
      reports.skip(report, topic);
      draw();
    },
  };
}
