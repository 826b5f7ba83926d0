// @ts-check

/** @typedef {import("../lib/protocol.js").AppealView} AppealView */
/** @typedef {import("../lib/protocol.js").AppealAnswer} AppealAnswer */

/**
 * An appeal from the control room as this tablet shows it.
 *
 * @typedef {object} Appeal
 * @property {AppealView} view
 * @property {AppealAnswer | null} answer what was answered here, or what the centre holds
 * @property {boolean} sending the answer hasn't reached the centre
 * @property {boolean} alerting it sounds and flashes until somebody touches it
 * @property {boolean} folds it was answered, and the answer was seen for a moment
 */

/** The picked answer stays on the screen for so long before the appeal folds to a band, in ms. */
const AFTERGLOW = 3_000;
/** A paint without a stroke is told after so long, in ms. */
const PATIENCE = 400;
/** What is told of appeals. */
const TOLD = new Set(["confirm_broadcast", "answer_appeal", "acknowledge_broadcast"]);

/**
 * What this life of the page knows of an appeal. `told`: what the centre was told of it.
 *
 * @typedef {object} Memory
 * @property {number | null} painted ticks
 * @property {number | null} answered ticks
 * @property {{ shown: boolean, sounded: boolean }} told
 */

/** The appeals of this tablet: what the centre asks for, what was truly shown and sounded, answers. */
export class Appeals {
  #outbox;
  #replica;
  #clock;
  #sound;
  /** @type {Map<string, Memory>} by subject */
  #memories = new Map();

  /**
   * @param {import("../lib/outbox.js").Outbox} outbox
   * @param {import("../lib/replica.js").Replica} replica
   * @param {import("../lib/clock.js").Clock} clock
   * @param {import("./appeal_sound.js").AppealSound} sound
   */
  constructor(outbox, replica, clock, sound) {
    this.#outbox = outbox;
    this.#replica = replica;
    this.#clock = clock;
    this.#sound = sound;
  }

  /** Open appeals, newest first. @returns {Appeal[]} */
  list() {
    return this.#views().map((view) => this.#appeal(view));
  }

  /**
   * The newest appeal that was never on this screen, if there is one; only a newer one takes the place
   * of the one that is seen now.
   *
   * @param {AppealView} [seen]
   */
  fresh(seen) {
    const found = this.#views().find((view) => !view.shown && !this.#memories.has(view.subject));
    return found && (!seen || found.sent_at > seen.sent_at) ? found : null;
  }

  /** It comes to the screen now. @param {AppealView} view */
  open(view) {
    const told = { shown: view.shown, sounded: view.sounded };
    this.#memories.set(view.subject, { painted: null, answered: null, told });
    this.#sound.begin(view);
  }

  /** The browser has painted it. @param {string} subject */
  painted(subject) {
    const memory = this.#memories.get(subject);
    if (memory && memory.painted === null) memory.painted = this.#clock.ticks();
  }

  /**
   * @param {AppealView} view
   * @param {AppealAnswer} answer
   */
  answer(view, answer) {
    const memory = this.#memories.get(view.subject);
    if (memory) memory.answered = this.#clock.ticks();
    if (view.incident) this.#outbox.add({ name: "answer_appeal", incident: view.incident, answer });
    else this.#outbox.add({ name: "acknowledge_broadcast", broadcast: view.subject });
    this.hush(view);
  }

  /** Somebody looks at it again. @param {AppealView} view */
  reopen({ subject }) {
    const memory = this.#memories.get(subject);
    if (memory) memory.answered = null;
  }

  /** Somebody has noticed it. @param {AppealView} view */
  hush(view) {
    if (this.#sound.alerts(view.subject)) this.#sound.stop();
  }

  /** Sound on, tell what was done, and let go of what the centre refused. Called often. */
  settle() {
    this.#sound.update();
    const open = new Set(this.#views().map((view) => view.subject));
    for (const [subject, memory] of this.#memories) {
      if (open.has(subject)) this.#tell(subject, memory);
      else this.#forget(subject);
    }
    for (const entry of this.#outbox.entries) {
      // It ended meanwhile: there is nothing more to say about it.
      if (entry.refused && TOLD.has(entry.body.name)) this.#outbox.forget(entry.id);
    }
  }

  /**
   * @param {string} subject
   * @param {Memory} memory
   */
  #tell(subject, memory) {
    if (memory.painted === null) return;
    const sounded = memory.told.sounded || this.#sound.heard(subject);
    const waits = !sounded && this.#clock.ticks() - memory.painted < PATIENCE;
    if (waits || (memory.told.shown && memory.told.sounded === sounded)) return;
    memory.told = { shown: true, sounded };
    this.#outbox.add({ name: "confirm_broadcast", broadcast: subject, shown: true, sounded });
  }

  /** @param {string} subject */
  #forget(subject) {
    this.#memories.delete(subject);
    if (this.#sound.alerts(subject)) this.#sound.stop();
  }

  /** @returns {AppealView[]} */
  #views() {
    const appeals = /** @type {AppealView[]} */ (
      this.#replica.views.filter((view) => view.type === "appeal")
    );
    return appeals
      .filter((view) => view.ended_at === null)
      .sort((a, b) => Date.parse(b.sent_at) - Date.parse(a.sent_at));
  }

  /** The answer that is on its way. @param {AppealView} view @returns {AppealAnswer | null} */
  #asked({ subject, incident }) {
    const bodies = this.#outbox.entries.map((entry) => entry.body).reverse();
    for (const body of bodies) {
      if (body.name === "answer_appeal" && body.incident === incident) return body.answer;
      if (body.name === "acknowledge_broadcast" && body.broadcast === subject) return "seen";
    }
    return null;
  }

  /**
   * @param {AppealView} view
   * @returns {Appeal}
   */
  #appeal(view) {
    const asked = this.#asked(view);
    const answered = this.#memories.get(view.subject)?.answered ?? Number.POSITIVE_INFINITY;
    return {
      view,
      answer: asked ?? view.answer,
      sending: asked !== null,
      alerting: this.#sound.alerts(view.subject),
      folds: this.#clock.ticks() - answered > AFTERGLOW,
    };
  }
}
