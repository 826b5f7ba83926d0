// @ts-check
import { plainCode } from "../../lib/signing.js";
import { Draft } from "./draft.js";

/** @typedef {import("../../lib/protocol.js").GuestTicketView} GuestTicketView */
/** @typedef {import("../../lib/outbox.js").Entry} Entry */
/** @typedef {import("./draft.js").Task} Task */
/** @typedef {import("./draft.js").FormRow} FormRow */

/**
 * What was sent from here. It holds no word about people but the ticket's code, and that only until
 * its screen is left.
 *
 * @typedef {object} Sent
 * @property {string} id of the command
 * @property {Task | "check_out"} task
 * @property {import("../../lib/protocol.js").GuestContact} contact
 * @property {number} at monotonic ms
 * @property {boolean} stored
 * @property {boolean} acked
 * @property {string} subject
 * @property {string} code
 * @property {number} codeAt when it came, monotonic ms
 * @property {string} refused why, in words; what was filled in can be changed
 */

/** @typedef {"start" | "form" | "sent" | "code" | "ticket"} Stage */

/** Signs of a ticket's code. */
export const TICKET_LENGTH = 10;
/** So long a report that was sent here is shown on the home screen, in ms. */
const RECENT = 30 * 60_000;
/** So long a ticket that came when nobody stood here any more can be had, in ms. */
const TICKET_HELD = 10 * 60_000;
const BODIES = new Set(["report_guests", "announce_guest", "correct_guest", "check_out"]);

/** Guest reports at this tablet: the draft, what was sent, and what a ticket opens. */
export class GuestBook {
  /** @type {Stage} */
  stage = "start";
  /** @type {Draft | null} */
  draft = null;
  /** The report that was sent last, or is looked at again. @type {Sent | null} */
  sent = null;
  /** @type {{ code: string, row: FormRow } | null} */
  ticket = null;
  /** Why a ticket was not taken, in words. */
  fault = "";
  busy = false;
  /** Called when an answer came. */
  onchange = () => {};
  /** @type {(sent: Sent) => void} the centre has a report */
  onreached = () => {};
  #parts;
  /** @type {Map<string, Sent>} by command */
  #all = new Map();

  /**
   * @param {object} parts
   * @param {import("../../lib/outbox.js").Outbox} parts.outbox
   * @param {import("../../lib/replica.js").Replica} parts.replica
   * @param {import("../../lib/clock.js").Clock} parts.clock
   * @param {(code: string) => Promise<FormRow | undefined>} parts.look by a ticket
   */
  constructor(parts) {
    this.#parts = parts;
  }

  // -- what people do

  /** @param {Exclude<Task, "correct">} task */
  begin(task) {
    const post = this.#parts.replica.views.find(({ type }) => type === "post");
    this.draft = new Draft(task, post && "place" in post && post.place ? post.place : {});
    this.stage = "form";
  }

  /** Send what was filled in, and forget it. */
  send() {
    if (!this.draft) return;
    const { task, contact } = this.draft;
    const { id } = this.#parts.outbox.add(this.draft.body(this.#parts.clock.now()));
    this.#begun(id, task, contact);
    this.draft = null;
    this.ticket = null;
  }

  /** Guests go home, all or these. @param {readonly number[]} numbers */
  checkOut(numbers) {
    if (!this.ticket) return;
    const body = { name: /** @type {const} */ ("check_out"), ticket: this.ticket.code, numbers: [...numbers] };
    const { id } = this.#parts.outbox.add(/** @type {import("../../lib/outbox.js").Body} */ (body));
    this.#begun(id, "check_out", "message");
    this.ticket = null;
  }

  /** Read the report of a ticket. @param {string} typed */
  async open(typed) {
    const code = plainCode(typed);
    this.busy = true;
    this.fault = "";
    try {
      const row = await this.#parts.look(code);
      if (this.stage === "code" && row) {
        this.ticket = { code, row };
        this.stage = "ticket";
      }
    } catch (error) {
      console.warn("a ticket was not opened", error);
      this.fault = error instanceof Error ? error.message : String(error);
    }
    this.busy = false;
    this.onchange();
  }

  /** Fill in anew, or report as arrived, what the ticket opened. @param {"correct" | "report"} task */
  refill(task) {
    if (!this.ticket) return;
    const { code, row } = this.ticket;
    this.draft = Draft.from(task, code, row, this.#parts.clock.now());
    this.stage = "form";
  }

  /** Change what the centre refused. */
  again() {
    const entry = this.#parts.outbox.entries.find(({ id }) => id === this.sent?.id);
    if (!entry) return;
    const { body } = entry;
    if (body.name === "report_guests" || body.name === "announce_guest" || body.name === "correct_guest") {
      this.draft = Draft.again(body, this.#parts.clock.now());
      this.stage = "form";
    } else this.stage = "code";
    this.#parts.outbox.forget(entry.id);
    this.#all.delete(entry.id);
    this.sent = null;
  }

  /** Look at a report of a while ago. @param {Sent} sent */
  review(sent) {
    this.sent = sent;
    this.stage = "sent";
  }

  /** Nothing of a person stays: not what was filled in, nor a ticket's code. */
  wipe() {
    if (this.sent) this.sent.code = "";
    for (const { id, refused } of [...this.#parts.outbox.entries]) {
      if (refused && this.#all.has(id)) {
        this.#parts.outbox.forget(id);
        this.#all.delete(id);
      }
    }
    Object.assign(this, { stage: "start", draft: null, sent: null, ticket: null, fault: "", busy: false });
  }

  // -- what comes from the centre

  /**
   * The centre took a command.
   *
   * @param {Entry} entry
   * @param {import("../../lib/outbox.js").Answer} answer
   */
  acked({ id, body }, { subject, grant }) {
    if (!BODIES.has(body.name)) return;
    const sent = this.#all.get(id);
    if (!sent) return;
    sent.acked = true;
    sent.subject = subject ?? `guest:${id}`;
    sent.code = grant?.code ?? "";
    sent.codeAt = this.#parts.clock.ticks();
    this.onreached(sent);
  }

  /** Bring what was sent in step with the outbox. Called often. */
  settle() {
    for (const { id, kept, refused } of this.#parts.outbox.entries) {
      const sent = this.#all.get(id);
      if (!sent) continue;
      sent.stored ||= kept === "stored";
      sent.refused = refused?.message ?? "";
    }
  }

  /** The picture of a report that was sent here. @param {Sent | null} sent */
  viewOf(sent) {
    return this.#views().find(({ subject }) => subject === sent?.subject);
  }

  /** What was sent here lately, newest first, with what the centre says of it. */
  recent() {
    const now = this.#parts.clock.ticks();
    for (const [id, sent] of this.#all) {
      if (now - sent.codeAt > TICKET_HELD && this.sent !== sent) sent.code = "";
      if (now - sent.at > RECENT) this.#all.delete(id);
    }
    return [...this.#all.values()].reverse().map((sent) => ({ sent, view: this.viewOf(sent) }));
  }

  /** Reports that the Ketua RT wants something of. */
  asked() {
    return this.#views().filter(({ state }) => state === "needs_meeting" || state === "needs_correction");
  }

  /** Masked names of announced guests whose letters are those of the draft. @returns {string[]} */
  planned() {
    const named = new Set((this.draft?.guests ?? []).map(({ name }) => masked(name)));
    return this.#views()
      .filter(({ state }) => state === "planned")
      .flatMap(({ names }) => names.filter((name) => named.has(name)));
  }

  /** @returns {GuestTicketView[]} */
  #views() {
    return /** @type {GuestTicketView[]} */ (this.#parts.replica.views.filter(({ type }) => type === "guest_ticket"));
  }

  /**
   * @param {string} id
   * @param {Sent["task"]} task
   * @param {Sent["contact"]} contact
   */
  #begun(id, task, contact) {
    const at = this.#parts.clock.ticks();
    const nothing = { stored: false, acked: false, subject: "", code: "", codeAt: 0, refused: "" };
    this.sent = { id, task, contact, at, ...nothing };
    this.#all.set(id, this.sent);
    this.stage = "sent";
  }
}

/** A name as the centre masks it: the first letter of each word. @param {string} name */
export function masked(name) {
  return name.trim().split(/\s+/).filter(Boolean).map((word) => `${[...word][0]}•••`).join(" ");
}
