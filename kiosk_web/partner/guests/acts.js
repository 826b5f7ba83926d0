// @ts-check

/** @typedef {import("../../lib/protocol.js").GuestReportView} GuestReportView */
/** @typedef {import("../../lib/protocol.js").GuestField} GuestField */
/** @typedef {import("../../lib/protocol.js").AnnounceGuest} AnnounceGuest */

/** What can be done about guests. All of it rejects with Unanswered when it was not done. */
export class Acts {
  #orders;
  #book;
  #ask;

  /**
   * @param {import("../orders.js").Orders} orders
   * @param {import("./book.js").GuestBook} book
   * @param {import("./history.js").Ask} ask
   */
  constructor(orders, book, ask) {
    this.#orders = orders;
    this.#book = book;
    this.#ask = ask;
  }

  /** They are known; what the report says now was seen. @param {GuestReportView} view @param {string} [note] */
  acknowledge({ subject, version }, note = "") {
    return this.#orders.give({ name: "acknowledge_guests", guests: [subject], note }, version);
  }

  /** @param {GuestReportView} view @param {string} text */
  askMeeting({ subject, version }, text) {
    return this.#orders.give({ name: "ask_meeting", guest: subject, text }, version);
  }

  /** @param {GuestReportView} view @param {GuestField[]} fields @param {string} text */
  askCorrection({ subject, version }, fields, text) {
    const named = /** @type {any} */ (fields);
    return this.#orders.give({ name: "ask_correction", guest: subject, fields: named, text }, version);
  }

  /** @param {GuestReportView} view @param {number} nights */
  extend({ subject, version }, nights) {
    return this.#orders.give({ name: "extend_stay", guest: subject, nights }, version);
  }

  /** @param {GuestReportView} view @param {number[]} numbers none: all of them */
  left({ subject, version }, numbers) {
    const gone = /** @type {any} */ (numbers);
    return this.#orders.give({ name: "mark_left", guest: subject, numbers: gone }, version);
  }

  /** Hand it to Satpol PP. @param {GuestReportView} view @param {string} reason */
  refer({ subject, version }, reason) {
    return this.#orders.give({ name: "refer_guest", guest: subject, incident: null, reason }, version);
  }

  /**
   * A document's number whole, as the gateway's answer carries it.
   *
   * @param {GuestReportView} view
   * @param {number} number of the guest
   * @param {"nik" | "passport"} document
   * @param {string} reason
   */
  async number({ subject }, number, document, reason) {
    const order = /** @type {const} */ ({ name: "open_document", guest: subject, number, document, reason });
    return (await this.#orders.give(order)).grant?.code ?? "";
  }

  /** @param {Omit<AnnounceGuest, "name">} expected */
  announce(expected) {
    return this.#orders.give({ name: "announce_guest", ...expected });
  }

  /** It was read. @param {GuestReportView} view */
  see(view) {
    this.#book.see(view);
  }

  /** @type {import("./history.js").Ask} */
  ask(body, cursor) {
    return this.#ask(body, cursor);
  }
}
