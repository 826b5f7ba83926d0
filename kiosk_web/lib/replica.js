// @ts-check

/** @typedef {import("./protocol.js").Events} Events */
/** @typedef {import("./protocol.js").Snapshot} Snapshot */
/** @typedef {NonNullable<import("./protocol.js").EventItem["view"]>} View */

/**
 * What the gateway has shown this client, up to one number of the journal.
 *
 * @typedef {object} Picture
 * @property {number} after
 * @property {string} audience
 * @property {string} journal
 * @property {View[]} views
 */

/** The client's copy of its views, taken in journal order without gaps. */
export class Replica {
  /** @type {Map<string, View>} */
  #views = new Map();
  /** @type {View[] | null} the parts of a snapshot that is under way */
  #parts = null;
  #after = 0;
  #audience = "";
  #journal = "";

  /** What to put in `resume`. */
  position() {
    return { after: this.#after, audience: this.#audience, journal: this.#journal };
  }

  /** @returns {View[]} */
  get views() {
    return [...this.#views.values()];
  }

  /** What to keep over a reload. @returns {Picture} */
  picture() {
    return { ...this.position(), views: this.views };
  }

  /**
   * Start from what was kept, unless the gateway was quicker.
   *
   * @param {Picture} picture
   */
  restore(picture) {
    if (this.#after > 0 || this.#parts) return;
    this.#become(picture.after, picture.audience, picture.journal, picture.views);
  }

  /** Forget all that was shown. */
  clear() {
    this.#parts = null;
    this.#become(0, "", "", []);
  }

  /** A new connection: a snapshot that was cut off will not be continued. */
  interrupted() {
    this.#parts = null;
  }

  /**
   * Take a part of a snapshot; the whole becomes the picture with the last part.
   *
   * @param {Snapshot} snapshot
   * @returns {boolean} whether the picture is whole again
   */
  takeSnapshot(snapshot) {
    this.#parts = [...(this.#parts ?? []), ...snapshot.views];
    if (!snapshot.last) return false;
    this.#become(snapshot.seq, snapshot.audience, snapshot.journal, this.#parts);
    this.#parts = null;
    return true;
  }

  /**
   * Take events, if they follow on what is held.
   *
   * @param {Events} events
   * @returns {boolean} false: there is a gap, the client must resume
   */
  takeEvents(events) {
    if (this.#parts || events.after !== this.#after) return false;
    for (const { view } of events.items) {
      if (!view) continue;
      const held = this.#views.get(view.subject);
      if (!held || view.version > held.version) this.#views.set(view.subject, view);
    }
    this.#after = events.through;
    return true;
  }

  /**
   * Nothing for this client happened up to this number.
   *
   * @param {number} through
   */
  reach(through) {
    if (!this.#parts && this.#after > 0) this.#after = Math.max(this.#after, through);
  }

  /**
   * @param {number} after
   * @param {string} audience
   * @param {string} journal
   * @param {View[]} views
   */
  #become(after, audience, journal, views) {
    this.#after = after;
    this.#audience = audience;
    this.#journal = journal;
    this.#views = new Map(views.map((view) => [view.subject, view]));
  }
}
