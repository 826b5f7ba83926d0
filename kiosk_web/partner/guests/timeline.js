// @ts-check
import { el } from "../../lib/dom.js";
import { Unanswered } from "../../lib/questions.js";
import { failure } from "../attempt.js";
import { dayTime } from "./words.js";

/** @typedef {import("../../lib/protocol.js").EventItem} EventItem */
/** @typedef {import("./book.js").GuestReportView} GuestReportView */

/** What is of no use to read. */
const SILENT = new Set(["guest_documents_kept"]);

/** What happened to one report, oldest first, as the journal tells it. */
export class Timeline {
  element = el("ol", { class: "timeline" });
  #say;
  #acts;
  #asked = 0;

  /**
   * @param {import("../../lib/i18n.js").Translate} say
   * @param {import("./acts.js").Acts} acts
   */
  constructor(say, acts) {
    this.#say = say;
    this.#acts = acts;
  }

  /** @param {GuestReportView} view */
  async load({ subject }) {
    const asked = ++this.#asked;
    try {
      const items = await this.#items(subject);
      if (asked === this.#asked) this.element.replaceChildren(...items.map((item) => this.#line(item)));
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      this.element.replaceChildren(el("li", {}, failure(error, this.#say)));
    }
  }

  /** @param {string} subject */
  async #items(subject) {
    /** @type {EventItem[]} */
    const items = [];
    /** @type {string | null | undefined} */
    let cursor = null;
    do {
      const page = await this.#acts.ask({ name: "timeline", subject }, cursor);
      items.push(.../** @type {EventItem[]} */ (page.rows));
      cursor = page.next;
    } while (cursor);
    return items.filter(({ kind }) => !SILENT.has(kind));
  }

  /** @param {EventItem} item */
  #line({ at, kind, actor_title: by, data }) {
    const told = /** @type {{ text?: string, note?: string, reason?: string, step?: string, mark?: string }} */ (data);
    const variant = told.step ?? told.mark;
    const words = this.#say(variant ? `guests.event.${kind}.${variant}` : `guests.event.${kind}`);
    const said = told.text || told.note || told.reason || "";
    return el(
      "li",
      {},
      el("time", { datetime: at }, dayTime(at)),
      el("span", {}, by ? `${words} · ${by}` : words),
      said ? el("q", {}, said) : null,
    );
  }
}
