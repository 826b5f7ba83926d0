// @ts-check
import { arrivalAt, instantOf } from "./arrival.js";

/** @typedef {import("../../lib/protocol.js").GuestPurpose} GuestPurpose */
/** @typedef {import("../../lib/protocol.js").GuestContact} GuestContact */
/** @typedef {Required<import("../../lib/protocol.js").GuestCard>} Card */
/** @typedef {import("../../lib/protocol.js").ReportGuests} ReportGuests */
/** @typedef {import("../../lib/protocol.js").AnnounceGuest} AnnounceGuest */
/** @typedef {import("../../lib/protocol.js").CorrectGuest} CorrectGuest */

/**
 * A report by its ticket, as the gateway gives it (`GuestFormRow`).
 *
 * @typedef {object} FormRow
 * @property {import("../../lib/protocol.js").GuestTicketView} ticket
 * @property {readonly import("../../lib/protocol.js").GuestPerson[]} guests
 * @property {import("../../lib/protocol.js").GuestHouse} house
 * @property {import("../../lib/protocol.js").GuestStay} stay
 * @property {string} remark
 */

/**
 * What the draft is for: guests who are there, who will come, or a report that is put right.
 *
 * @typedef {"report" | "announce" | "correct"} Task
 */

/**
 * @typedef {"name" | "origin" | "document" | "others" | "house" | "relation" | "purpose" | "arrival"
 *   | "nights" | "people" | "phone" | "plate" | "contact" | "summary"} Step
 */

/** Questions in their order. @type {readonly Step[]} */
const STEPS = [
  "name", "origin", "document", "others", "house", "relation", "purpose", "arrival", "nights",
  "people", "phone", "plate", "contact", "summary",
];
/** Questions about one guest; they come again for each. */
const OF_GUEST = new Set(["name", "origin", "document"]);
/** Guests of one report (the protocol's limit). */
export const GUESTS_MOST = 20;
export const NIGHTS_MOST = 366;
export const PEOPLE_MOST = 500;

/** What a resident fills in, in memory alone, question by question. */
export class Draft {
  /** @type {Card[]} */
  guests = [blank()];
  /** The guest who is asked about. */
  current = 0;
  house = { host: "", address: "", rt: "", rw: "" };
  /** @type {GuestPurpose | null} */
  purpose = null;
  /** @type {import("./arrival.js").Arrival} */
  arrival = { day: 0, hour: null };
  nights = 1;
  people = 1;
  children = 0;
  remark = "";
  /** @type {GuestContact} */
  contact = "message";
  ticket = "";
  /** @type {Step} */
  at = "name";
  /** All was asked; what is changed now leads back to the summary. */
  #reviewing = false;

  /**
   * @param {Task} task
   * @param {{ rt?: string, rw?: string }} [place] of the post
   */
  constructor(task, { rt = "", rw = "" } = {}) {
    this.task = task;
    this.house = { ...this.house, rt, rw };
  }

  /**
   * A report that the centre has, to be put right, or that the guests have now come.
   *
   * @param {Exclude<Task, "announce">} task
   * @param {string} ticket
   * @param {FormRow} row
   * @param {number} now
   */
  static from(task, ticket, { guests, house, stay, remark }, now) {
    const draft = new Draft(task);
    draft.ticket = ticket;
    // Numbers of documents are not told; left empty they stay as they were.
    draft.guests = guests.map((guest) => ({ ...blank(), ...known(guest), nik: "", passport: "" }));
    draft.house = { ...draft.house, ...house };
    draft.#stay(stay, now);
    draft.remark = remark;
    if (task === "report") draft.arrival = { day: 0, hour: null };
    draft.#review();
    return draft;
  }

  /**
   * What was refused comes back to be changed.
   *
   * @param {ReportGuests | AnnounceGuest | CorrectGuest} body
   * @param {number} now
   */
  static again(body, now) {
    const task = /** @type {Task} */ (body.name.split("_")[0]);
    const draft = new Draft(task);
    draft.guests = body.guests.map((guest) => ({ ...blank(), ...guest }));
    draft.house = { ...draft.house, ...body.house };
    draft.#stay(body.stay, now);
    draft.remark = body.remark ?? "";
    if (body.name === "report_guests") draft.contact = body.contact ?? "message";
    if (body.name === "correct_guest") draft.ticket = body.ticket;
    draft.#review();
    return draft;
  }

  /** The guest who is asked about. @returns {Card} */
  get guest() {
    return this.guests[this.current] ?? (this.guests[this.current] = blank());
  }

  /** @returns {readonly Step[]} */
  get steps() {
    return this.task === "report" ? STEPS : STEPS.filter((step) => step !== "contact");
  }

  /** Whether anything was filled in. */
  get begun() {
    return this.guests.some(({ name }) => name.trim()) || this.house.host.trim() !== "";
  }

  /** The key of what is missing here, null when one may go on. */
  get missing() {
    if (this.at === "name" && !this.guest.name.trim()) return "guest.missing.name";
    if (this.at === "house" && !this.house.host.trim()) return "guest.missing.host";
    if (this.at === "purpose" && !this.purpose) return "guest.missing.purpose";
    return null;
  }

  /** To the next question, or back to the summary if it was there. */
  forward() {
    if (this.missing) return;
    if (this.at === "others") this.current = 0;
    const ofGuest = OF_GUEST.has(this.at) && this.at !== "document";
    if (this.#reviewing && !ofGuest) this.at = "summary";
    else this.at = this.steps[this.steps.indexOf(this.at) + 1] ?? "summary";
    if (this.at === "summary") this.#review();
  }

  /** To the question before. @returns {boolean} false: there is none */
  back() {
    const place = this.steps.indexOf(this.at);
    const further = this.current > 0 && OF_GUEST.has(this.at);
    if (place === 0 && further) this.#give(this.current);
    else if (this.#reviewing && this.at !== "summary" && !further) this.at = "summary";
    else if (place === 0) return false;
    else this.at = this.steps[place - 1] ?? "name";
    return true;
  }

  /** Change one answer and come back. @param {Step} step */
  change(step) {
    this.current = 0;
    this.at = step;
  }

  /** One more guest, who most likely comes from the same place. */
  add() {
    if (this.guests.length >= GUESTS_MOST) return;
    const { origin, origin_area, relation } = this.guests.at(-1) ?? blank();
    this.guests.push({ ...blank(), origin, origin_area, relation });
    this.current = this.guests.length - 1;
    this.people = Math.max(this.people, this.guests.length);
    this.at = "name";
  }

  /** @param {number} at */
  remove(at) {
    if (this.guests.length > 1) this.guests.splice(at, 1);
    this.current = 0;
  }

  /** Of all of them. @param {string} relation */
  relate(relation) {
    for (const guest of this.guests) guest.relation = relation;
  }

  /**
   * What is sent.
   *
   * @param {number} now gateway's time in ms
   * @returns {ReportGuests | AnnounceGuest | CorrectGuest}
   */
  body(now) {
    const filled = {
      guests: /** @type {any} */ (this.guests.map(tidy)),
      house: tidyAll(this.house),
      stay: {
        purpose: this.purpose ?? "other",
        arrives_at: new Date(instantOf(this.arrival, now)).toISOString(),
        nights: this.nights,
        people: Math.max(this.people, this.guests.length),
        children: Math.min(this.children, this.people),
      },
      remark: this.remark,
    };
    if (this.task === "correct") return { name: "correct_guest", ticket: this.ticket, ...filled };
    if (this.task === "announce") return { name: "announce_guest", mode: "real", ...filled };
    return { name: "report_guests", mode: "real", contact: this.contact, ...filled };
  }

  /** @param {import("../../lib/protocol.js").GuestStay} stay @param {number} now */
  #stay({ purpose, arrives_at, nights = 1, people = 1, children = 0 }, now) {
    this.purpose = purpose;
    this.arrival = arrivalAt(Date.parse(arrives_at), now);
    this.nights = nights;
    this.people = people;
    this.children = children;
  }

  #review() {
    this.#reviewing = true;
    this.current = 0;
    this.at = "summary";
  }

  /** A guest who was not named after all. @param {number} at */
  #give(at) {
    if (!this.guests[at]?.name.trim()) this.guests.splice(at, 1);
    this.current = 0;
    this.at = "others";
  }
}

/** @returns {Card} */
function blank() {
  return {
    name: "", origin: "", origin_area: null, sex: null, foreign: false, relation: "", phone: "",
    plate: "", nik: "", passport: "",
  };
}

/** Of a guest as the centre keeps it, what may be filled in. @param {object} guest */
function known(guest) {
  const names = Object.keys(blank());
  return Object.fromEntries(Object.entries(guest).filter(([name]) => names.includes(name)));
}

/** @param {Card} card @returns {Card} */
function tidy(card) {
  // A number that belongs to the other kind of paper was typed before the mind was changed.
  const papers = card.foreign ? { nik: "" } : { passport: "" };
  return { ...tidyAll(card), ...papers };
}

/** @template {Record<string, any>} T @param {T} fields @returns {T} */
function tidyAll(fields) {
  const trimmed = Object.entries(fields).map(([name, value]) => {
    return [name, typeof value === "string" ? value.trim() : value];
  });
  return /** @type {T} */ (Object.fromEntries(trimmed));
}
