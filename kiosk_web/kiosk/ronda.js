// @ts-check

/** @typedef {import("../lib/protocol.js").PostView} PostView */

/**
 * How the ronda of this hour stands.
 *
 * @typedef {object} Watch
 * @property {number | null} told when all was told to be well this hour, in ms
 * @property {boolean} sending that word is on its way
 */

const HOUR = 3_600_000;
/** WIB is UTC+7 all year. */
const WIB = 7 * HOUR;

/** The night watch of this post: once an hour it tells that all is well. */
export class Ronda {
  #outbox;
  #replica;
  #clock;

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

  /** All is well. */
  safe() {
    if (!this.#entries().length) this.#outbox.add({ name: "ronda_safe" });
  }

  /** Null while no ronda goes its rounds here. @returns {Watch | null} */
  watch() {
    const post = /** @type {PostView | undefined} */ (
      this.#replica.views.find((view) => view.type === "post")
    );
    const now = this.#clock.now();
    if (!post?.ronda || !onDuty(post.ronda, now)) return null;
    const safe = post.ronda_safe_at ? Date.parse(post.ronda_safe_at) : null;
    const told = safe !== null && hourOf(safe) === hourOf(now) ? safe : null;
    return { told, sending: this.#entries().length > 0 };
  }

  /** Let go of what the centre refused: the ronda was over. */
  settle() {
    for (const entry of this.#entries()) if (entry.refused) this.#outbox.forget(entry.id);
  }

  #entries() {
    return this.#outbox.entries.filter(({ body }) => body.name === "ronda_safe");
  }
}

/**
 * Whether it is between the first and the last hour, over midnight if need be.
 *
 * @param {{ first?: number, last?: number }} hours
 * @param {number} now gateway's time in ms
 */
export function onDuty({ first = 22, last = 4 }, now) {
  const passed = ((hourOf(now) % 24) - first + 24) % 24;
  return passed < ((last - first + 24) % 24 || 24);
}

/** The hour since 1970 in WIB. @param {number} instant */
function hourOf(instant) {
  return Math.floor((instant + WIB) / HOUR);
}
