// @ts-check
import { el } from "../../lib/dom.js";
import { Attempt } from "../attempt.js";
import { Section } from "../section.js";
import { choice, line } from "./fields.js";
import { GuestCard } from "./guest_card.js";

/** @typedef {import("./book.js").GuestReportView} GuestReportView */
/** @typedef {import("../phone.js").Picture} Picture */
/** @typedef {import("../../lib/protocol.js").Query["body"]} QueryBody */
/** @typedef {(body: QueryBody, cursor: string | null) => Promise<import("../../lib/protocol.js").Result>} Ask */

/** Everything that was ever reported, sought at the centre; nothing of it stays here. */
export class History {
  #acts;
  #attempt;
  #words;
  #which;
  #found;
  #more;
  #none;
  /** @type {GuestReportView[]} */
  #rows = [];
  /** @type {string | null} */
  #next = null;

  /**
   * @param {import("../../lib/i18n.js").Translate} say
   * @param {import("./acts.js").Acts} acts
   * @param {(view: GuestReportView) => void} open
   */
  constructor(say, acts, open) {
    this.#acts = acts;
    this.#attempt = new Attempt(say);
    this.#words = line(say("guests.search.words"), "search", { type: "search", enterkeyhint: "search" });
    this.#which = choice(say("guests.search.which"), "which", [
      ["all", say("guests.search.all")],
      ["over", say("guests.search.over")],
      ["open", say("guests.search.still")],
      ["drill", say("guests.search.drill")],
    ]);
    this.#found = new Section(say("guests.search.found"), () => new GuestCard(say, acts, { open, pick: null }));
    const more = () => void this.#attempt.run(() => this.#load(this.#next));
    this.#more = el("button", { class: "small-button", type: "button", hidden: true, onclick: more }, say("guests.search.more"));
    const form = el(
      "form",
      { class: "act-form", role: "search" },
      this.#words.element,
      this.#which.element,
      el("button", { class: "main-button", type: "submit" }, say("guests.search.go")),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#attempt.run(() => this.#load(null));
    });
    this.#none = el("p", { hidden: true }, say("guests.search.nothing"));
    this.element = el(
      "div",
      { class: "history" },
      el("h1", {}, say("guests.search.title")),
      form,
      this.#attempt.element,
      this.#none,
      this.#found.element,
      this.#more,
    );
  }

  /** @param {Picture} picture */
  update(picture) {
    this.#found.update(this.#rows.map((view) => ({ view })), picture);
  }

  /** @param {string | null} cursor */
  async #load(cursor) {
    const which = this.#which.field.value;
    const over = which === "over" ? true : which === "open" ? false : null;
    const mode = which === "drill" ? "drill" : "real";
    const text = this.#words.field.value.trim();
    const page = await this.#acts.ask({ name: "guest_reports", text, over, mode }, cursor);
    const rows = /** @type {GuestReportView[]} */ (page.rows);
    this.#rows = cursor ? [...this.#rows, ...rows] : rows;
    this.#next = page.next ?? null;
    this.#more.hidden = this.#next === null;
    this.#none.hidden = this.#rows.length > 0;
  }
}
