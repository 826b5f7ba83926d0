// @ts-check
import { askContact, askPurpose, askRelation } from "./ask_choices.js";
import { askArrival, askNights, askPeople } from "./ask_counts.js";
import { askOrigin } from "./ask_origin.js";
import { askOthers, askSummary } from "./ask_review.js";
import { askDocument, askHouse, askName, askPhone, askPlate } from "./ask_words.js";

/**
 * A question on the screen. `shown`: it is there now.
 *
 * @typedef {{ element: HTMLElement, shown?: () => void }} Ask
 */

/**
 * What a question may need.
 *
 * @typedef {object} Around
 * @property {import("./draft.js").Draft} draft
 * @property {import("../../lib/i18n.js").Translate} say
 * @property {() => number} now gateway's time in ms
 * @property {() => import("./regencies.js").Regencies | null} regencies
 * @property {() => string[]} planned masked names of announced guests who may be these
 * @property {() => void} changed an answer is another
 * @property {() => void} onward it is answered: the next one
 * @property {() => void} redraw another question is to be shown
 */

/** @typedef {(around: Around) => Ask} Asking */

/** Picture and form of each question. @type {Record<import("./draft.js").Step, readonly [icon: string, ask: Asking]>} */
export const ASKS = {
  name: ["user", askName],
  origin: ["location-dot", askOrigin],
  document: ["id-card", askDocument],
  others: ["users", askOthers],
  house: ["house-user", askHouse],
  relation: ["handshake", askRelation],
  purpose: ["circle-question", askPurpose],
  arrival: ["calendar-day", askArrival],
  nights: ["bed", askNights],
  people: ["users", askPeople],
  phone: ["phone", askPhone],
  plate: ["motorcycle", askPlate],
  contact: ["house-user", askContact],
  summary: ["clipboard-list", askSummary],
};
