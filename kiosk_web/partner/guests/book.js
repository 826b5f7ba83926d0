// @ts-check

/** @typedef {import("../../lib/protocol.js").GuestReportView} GuestReportView */
/** @typedef {import("../../lib/protocol.js").GuestState} GuestState */
/** @typedef {import("../../lib/protocol.js").PostView} PostView */
/** @typedef {import("../../lib/protocol.js").ContactView} ContactView */
/** @typedef {import("../../lib/protocol.js").OwnPhoneView} OwnPhoneView */
/** @typedef {"overdue" | "waiting" | "asked" | "there" | "expected" | "over"} GroupName */
/** @typedef {{ view: GuestReportView }} Item */

/** The groups in the order in which they are shown: the most pressing first. @type {GroupName[]} */
export const GROUPS = ["waiting", "overdue", "asked", "there", "expected", "over"];

/** @type {Record<GuestState, GroupName>} */
const GROUP_OF = {
  planned: "expected",
  sent: "waiting",
  notifying: "waiting",
  acknowledged: "there",
  valid: "there",
  expiring: "there",
  needs_meeting: "asked",
  needs_correction: "asked",
  overdue: "overdue",
  left: "over",
  not_arrived: "over",
  purged: "over",
};
/** Subjects in one command at most (the protocol's limit). */
const MOST = 100;

/** Where a report belongs. @param {GuestReportView} view @returns {GroupName} */
export function groupOf(view) {
  const unknown = view.state === "planned" && view.acknowledged_at === null;
  return unknown ? "waiting" : GROUP_OF[view.state];
}

/** Whether anything is still to come of it. @param {GuestReportView} view */
export function isOpen(view) {
  return groupOf(view) !== "over";
}

/** Whether the Ketua RT may still say that the guests are known. @param {GuestReportView} view */
export function canAcknowledge(view) {
  const asked = groupOf(view) === "asked";
  return isOpen(view) && (view.acknowledged_at === null || asked);
}

/** The guest reports of the own posts, and who looks after those posts. */
export class GuestBook {
  #outbox;
  #replica;
  #own;
  /** @type {Set<string>} what this life of the page has marked */
  #marked = new Set();

  /**
   * @param {import("../../lib/outbox.js").Outbox} outbox
   * @param {import("../../lib/replica.js").Replica} replica
   * @param {() => string} own the subject of this phone
   */
  constructor(outbox, replica, own) {
    this.#outbox = outbox;
    this.#replica = replica;
    this.#own = own;
  }

  /** All that is held, real ones first, then the newest. @returns {GuestReportView[]} */
  reports() {
    return this.#views("guest_report").sort(byUrgency);
  }

  /** @param {string} subject */
  report(subject) {
    return this.#views("guest_report").find((view) => view.subject === subject) ?? null;
  }

  /** By where they stand. @returns {Record<GroupName, Item[]>} */
  groups() {
    /** @type {Record<GroupName, Item[]>} */
    const found = { overdue: [], waiting: [], asked: [], there: [], expected: [], over: [] };
    for (const view of this.reports()) found[groupOf(view)].push({ view });
    return found;
  }

  /** The own posts. @returns {PostView[]} */
  posts() {
    return this.#views("post").sort((one, other) => one.title.localeCompare(other.title));
  }

  /** Who else looks after the own posts. @returns {ContactView[]} */
  colleagues() {
    return this.#views("contact");
  }

  /** What the gateway says of this phone. @returns {OwnPhoneView | null} */
  own() {
    return this.#views("own_phone")[0] ?? null;
  }

  /** Whether guests are reported to this phone. */
  get keeps() {
    const role = this.own()?.role;
    return role === "ketua_rt" || role === "deputy";
  }

  /** Tell what has arrived here. Called often. */
  settle() {
    for (const { id, body, refused } of [...this.#outbox.entries]) {
      if (refused && body.name === "mark_guests") this.#outbox.forget(id);
    }
    this.#mark(this.#untold("delivered_at"), "delivered");
  }

  /** It is before someone's eyes. @param {GuestReportView} view */
  see(view) {
    if (this.#untold("read_at").includes(view.subject)) this.#mark([view.subject], "read");
  }

  /** What this phone was told of and has not marked. @param {"delivered_at" | "read_at"} mark */
  #untold(mark) {
    const own = this.#own();
    const told = this.#views("guest_report").filter((view) => {
      return view.told.some((each) => each.partner === own && !each[mark]);
    });
    return told.map(({ subject }) => subject);
  }

  /**
   * @param {string[]} subjects
   * @param {"delivered" | "read"} mark
   */
  #mark(subjects, mark) {
    const fresh = subjects.filter((subject) => !this.#marked.has(`${subject} ${mark}`));
    const [first, ...others] = fresh.slice(0, MOST);
    if (!first) return;
    for (const subject of [first, ...others]) this.#marked.add(`${subject} ${mark}`);
    this.#outbox.add({ name: "mark_guests", guests: [first, ...others], mark });
  }

  /**
   * @template {"guest_report" | "post" | "contact" | "own_phone"} T
   * @param {T} type
   * @returns {Extract<import("../../lib/replica.js").View, { type: T }>[]}
   */
  #views(type) {
    return /** @type {any[]} */ (this.#replica.views.filter((view) => view.type === type));
  }
}

/**
 * No drill stands before what is real.
 *
 * @param {GuestReportView} one
 * @param {GuestReportView} other
 */
function byUrgency(one, other) {
  const real = Number(other.mode === "real") - Number(one.mode === "real");
  return real || other.sent_at.localeCompare(one.sent_at);
}
