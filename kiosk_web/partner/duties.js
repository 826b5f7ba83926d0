// @ts-check

/** @typedef {import("../lib/protocol.js").AssignmentView} AssignmentView */
/** @typedef {import("../lib/protocol.js").NearbyView} NearbyView */
/** @typedef {import("../lib/protocol.js").AppealAnswer} AppealAnswer */
/** @typedef {import("../lib/protocol.js").TaskState} TaskState */
/** @typedef {import("../lib/outbox.js").Entry} Entry */
/** @typedef {"acknowledged" | "en_route" | "on_scene" | "done"} Step */

/**
 * A task with what was pressed and not answered yet, and what was refused.
 *
 * @typedef {object} Task
 * @property {AssignmentView} view
 * @property {Step | null} pending
 * @property {Entry | null} refused
 */

/**
 * An appeal for help likewise.
 *
 * @typedef {object} Appeal
 * @property {NearbyView} view
 * @property {AppealAnswer | null} pending
 * @property {Entry | null} refused
 */

/** The steps that this phone takes, in their order. @type {readonly Step[]} */
export const STEPS = ["acknowledged", "en_route", "on_scene", "done"];
/** @type {readonly TaskState[]} */
const OVER = ["done", "refused", "withdrawn"];
/** How far each state is; what is not answered yet stands before the first step. */
const REACHED = new Map(STEPS.map((step, at) => /** @type {const} */ ([step, at])));

/** What is to be done: the replica's views joined with the outbox. */
export class Duties {
  #outbox;
  #replica;

  /**
   * @param {import("../lib/outbox.js").Outbox} outbox
   * @param {import("../lib/replica.js").Replica} replica
   */
  constructor(outbox, replica) {
    this.#outbox = outbox;
    this.#replica = replica;
  }

  /** The tasks, real ones first, then the newest. @returns {Task[]} */
  tasks() {
    return this.#views("assignment").map((view) => {
      const entries = this.#entries("step_task", view.subject);
      const pressed = entries.find((entry) => !entry.refused);
      const step = pressed?.body.name === "step_task" ? /** @type {Step} */ (pressed.body.step) : null;
      return { view, pending: step, refused: entries.find((entry) => entry.refused) ?? null };
    });
  }

  /** The appeals nearby that are no task of this phone's agency, in the same order. @returns {Appeal[]} */
  appeals() {
    const tasks = new Set(this.#views("assignment").map((view) => view.incident));
    const appeals = this.#views("nearby").filter((view) => !tasks.has(view.subject));
    return appeals.map((view) => {
      const entries = this.#entries("answer_appeal", view.subject);
      const pressed = entries.find((entry) => !entry.refused);
      const answer = pressed?.body.name === "answer_appeal" ? pressed.body.answer : null;
      const refused = entries.find(({ refused, body }) => {
        return refused && body.name === "answer_appeal" && body.answer !== "seen";
      });
      return { view, pending: answer === "seen" ? null : answer, refused: refused ?? null };
    });
  }

  /**
   * @param {AssignmentView} view
   * @param {Step} step
   */
  step(view, step) {
    this.#outbox.add({ name: "step_task", task: view.subject, step, channel: "software", words: "" });
  }

  /**
   * @param {NearbyView} view
   * @param {AppealAnswer} answer
   */
  answer(view, answer) {
    this.#outbox.add({ name: "answer_appeal", incident: view.subject, answer });
  }

  /**
   * The appeal was seen, unless that or more was told before.
   *
   * @param {NearbyView} view
   */
  seen(view) {
    const told = view.mine || this.#entries("answer_appeal", view.subject).length > 0;
    if (view.open && !told) this.answer(view, "seen");
  }

  /** A refusal was read. @param {Entry} entry */
  dismiss(entry) {
    this.#outbox.forget(entry.id);
  }

  /**
   * @template {"assignment" | "nearby"} T
   * @param {T} type
   * @returns {Extract<import("../lib/replica.js").View, { type: T }>[]}
   */
  #views(type) {
    const found = this.#replica.views.filter((view) => view.type === type);
    return /** @type {any[]} */ (found).sort(byUrgency);
  }

  /**
   * What was pressed about a subject, the newest first.
   *
   * @param {"step_task" | "answer_appeal"} name
   * @param {string} subject
   */
  #entries(name, subject) {
    const found = this.#outbox.entries.filter(({ body }) => {
      if (body.name !== name) return false;
      return (body.name === "step_task" ? body.task : body.incident) === subject;
    });
    return found.reverse();
  }
}

/** Whether nothing more is expected of a task. @param {AssignmentView} view */
export function isOver(view) {
  return OVER.includes(view.state);
}

/**
 * Whether a step is behind this task.
 *
 * @param {AssignmentView} view
 * @param {Step} step
 */
export function isTaken(view, step) {
  const reached = REACHED.get(/** @type {Step} */ (view.state)) ?? -1;
  return (REACHED.get(step) ?? 0) <= reached;
}

/**
 * No drill stands before what is real.
 *
 * @param {AssignmentView | NearbyView} one
 * @param {AssignmentView | NearbyView} other
 */
function byUrgency(one, other) {
  const real = Number(other.mode === "real") - Number(one.mode === "real");
  return real || since(other).localeCompare(since(one));
}

/** @param {AssignmentView | NearbyView} view */
function since(view) {
  return view.type === "assignment" ? view.created_at : view.received_at;
}
