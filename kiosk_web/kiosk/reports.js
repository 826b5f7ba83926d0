// @ts-check
import { answersOf } from "./questions.js";
import { isOver, provenSteps } from "./steps.js";

/** @typedef {import("./steps.js").Report} Report */
/** @typedef {import("./questions.js").Topic} Topic */
/** @typedef {import("../lib/outbox.js").Entry} Entry */
/** @typedef {import("../lib/protocol.js").ReportView} ReportView */
/** @typedef {import("../lib/protocol.js").Kind} Kind */

/** Batalkan is offered for so long after the press, and a closed report stays so long. */
export const CANCEL_WITHIN = 5_000;
export const CLOSED_SHOWN = 60_000;

/** What this life of the page remembers of a press after the outbox forgot it. */
/** @typedef {{ stored: boolean, pressed: number }} Memory */

/** The reports of this tablet: its own presses joined with what the centre says of them. */
export class Reports {
  #outbox;
  #replica;
  #clock;
  /** @type {Map<string, Memory>} by press */
  #memories = new Map();
  /** @type {Map<string, { count: number, since: number }>} newest progress, by report */
  #progress = new Map();
  /** @type {Map<string, Set<Topic>>} questions passed over, by the first press */
  #skipped = new Map();

  /**
   * @param {import("../lib/outbox.js").Outbox} outbox
   * @param {import("../lib/replica.js").Replica} replica
   * @param {import("../lib/clock.js").Clock} clock
   */
  constructor(outbox, replica, clock) {
    this.#outbox = outbox;
    this.#replica = replica;
    this.#clock = clock;
  }

  /**
   * A resident held a button, in earnest or in a lesson. Returns the id of the press.
   *
   * @param {Kind} kind
   * @param {number} [lesson] ms since the lesson began: it is a drill
   */
  raise(kind, lesson) {
    const drill = lesson !== undefined && { lesson_ms: Math.round(lesson) };
    const mode = drill ? "drill" : "real";
    const { id } = this.#outbox.add({ name: "raise_alarm", kind, mode, ...drill });
    this.#memories.set(id, { stored: false, pressed: this.#clock.ticks() });
    return id;
  }

  /** The resident takes the newest press back. @param {Report} report */
  cancel(report) {
    const press = report.presses.at(-1);
    if (press) this.#outbox.add({ name: "cancel_alarm", press });
  }

  /**
   * The resident answered a question, or corrects an answer.
   *
   * @param {Report} report
   * @param {Topic} topic
   * @param {string} value
   */
  answer({ presses: [press], answers }, topic, value) {
    if (!press || (answers[topic]?.value === value && !answers[topic]?.refused)) return;
    this.#outbox.add({ name: "answer_questions", press, [topic]: value });
  }

  /**
   * The resident passes over a question.
   *
   * @param {Report} report
   * @param {Topic} topic
   */
  skip({ presses: [press = ""] }, topic) {
    this.#skipped.set(press, new Set(this.#skipped.get(press)).add(topic));
  }

  /** ms that Batalkan is still offered; below 0 it is no more. @param {Report} report */
  cancellable(report) {
    const pressed = this.#memories.get(report.presses.at(-1) ?? "")?.pressed;
    if (pressed === undefined || report.cancelled || isOver(report)) return -Infinity;
    return pressed + CANCEL_WITHIN - this.#clock.ticks();
  }

  /** ms since the newest step was reached. @param {Report} report */
  waited(report) {
    return this.#clock.ticks() - (this.#progress.get(report.key)?.since ?? this.#clock.ticks());
  }

  /** Seconds since the (first) press. @param {Report} report */
  age(report) {
    const entry = report.entries[0];
    const ms = report.view
      ? this.#clock.now() - Date.parse(report.view.pressed_at)
      : entry
        ? this.#clock.age(entry.stamp).ms
        : 0;
    return Math.max(0, Math.floor(ms / 1_000));
  }

  /** The resident has read how it ended: refused or closed. @param {Report} report */
  dismiss(report) {
    for (const entry of report.entries) if (entry.refused) this.#outbox.forget(entry.id);
    const progress = this.#progress.get(report.key);
    if (isOver(report) && progress) progress.since = Number.NEGATIVE_INFINITY;
  }

  /** Let the outbox go of what the centre is seen to hold. Called when the picture changed. */
  settle() {
    const { after } = this.#replica.position();
    for (const entry of [...this.#outbox.entries]) {
      // What the disk is still busy with stays, so that its step can be lit.
      if (entry.acked === null || entry.acked > after || entry.kept === "storing") continue;
      if (entry.body.name === "raise_alarm") this.#remember(entry);
      this.#outbox.forget(entry.id);
    }
  }

  /** Reports that are to be seen, newest first. @returns {Report[]} */
  list() {
    const entries = this.#outbox.entries.filter((entry) => entry.body.name === "raise_alarm");
    for (const entry of entries) this.#remember(entry);
    const views = this.#views();
    const held = new Set(views.flatMap((view) => view.presses));
    const reports = [
      ...views.map((view) => this.#ofView(view, entries)),
      ...entries.filter((entry) => !held.has(entry.id)).map((entry) => this.#ofEntry(entry)),
    ];
    for (const report of reports) this.#note(report);
    return reports
      .filter((report) => !isOver(report) || this.waited(report) < CLOSED_SHOWN)
      .sort((a, b) => ((a.presses.at(-1) ?? "") < (b.presses.at(-1) ?? "") ? 1 : -1));
  }

  /** @returns {ReportView[]} */
  #views() {
    return /** @type {ReportView[]} */ (
      this.#replica.views.filter((view) => view.type === "report")
    );
  }

  /**
   * @param {ReportView} view
   * @param {Entry[]} entries
   * @returns {Report}
   */
  #ofView(view, entries) {
    return {
      key: view.subject,
      kind: view.kind,
      mode: view.mode,
      lesson: view.lesson_ms ?? null,
      presses: view.presses,
      entries: entries.filter((entry) => view.presses.includes(entry.id)),
      view,
      ...this.#takenBack(view.presses, view.state === "cancelled_by_reporter"),
      stored: view.presses.every((press) => this.#memories.get(press)?.stored ?? true),
      ...this.#asked(view.presses, view),
    };
  }

  /**
   * @param {Entry} entry
   * @returns {Report}
   */
  #ofEntry(entry) {
    const raised = entry.body.name === "raise_alarm" ? entry.body : null;
    return {
      key: `incident:${entry.id}`,
      kind: raised?.kind ?? "other",
      mode: raised?.mode ?? "real",
      lesson: raised?.lesson_ms ?? null,
      presses: [entry.id],
      entries: [entry],
      view: null,
      ...this.#takenBack([entry.id], false),
      stored: entry.kept === "stored",
      ...this.#asked([entry.id], null),
    };
  }

  /**
   * @param {string[]} presses
   * @param {ReportView | null} view
   */
  #asked(presses, view) {
    return {
      answers: answersOf(this.#outbox.entries, presses, view),
      skipped: this.#skipped.get(presses[0] ?? "") ?? new Set(),
    };
  }

  /**
   * @param {string[]} presses
   * @param {boolean} atCentre
   */
  #takenBack(presses, atCentre) {
    const asked = this.#outbox.entries.find(
      ({ body }) => body.name === "cancel_alarm" && body.press === presses.at(-1),
    );
    const refused = asked?.refused?.message ?? null;
    return { cancelled: atCentre || (asked !== undefined && !refused), cancelRefused: refused };
  }

  /** @param {Entry} entry */
  #remember(entry) {
    const pressed = this.#memories.get(entry.id)?.pressed ?? Number.NEGATIVE_INFINITY;
    this.#memories.set(entry.id, { stored: entry.kept === "stored", pressed });
  }

  /** @param {Report} report */
  #note(report) {
    const count = provenSteps(report).size + (isOver(report) ? STEPS_AND_CLOSED : 0);
    if (this.#progress.get(report.key)?.count !== count) {
      this.#progress.set(report.key, { count, since: this.#clock.ticks() });
    }
  }
}

/** More than all steps, so that closing is a progress of its own. */
const STEPS_AND_CLOSED = 10;
