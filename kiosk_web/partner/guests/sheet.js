// @ts-check
import { el, setText } from "../../lib/dom.js";
import { CallRow } from "../call_row.js";
import { SheetActs } from "./sheet_acts.js";
import { personLines, PaperNumber } from "./person_block.js";
import { Timeline } from "./timeline.js";
import { dayTime, fromLine, houseLine, standingLine, stayLine, whoLine } from "./words.js";

/** @typedef {import("./book.js").GuestReportView} GuestReportView */
/** @typedef {import("../../lib/i18n.js").Translate} Translate */

/** One guest report whole: who they are, what can be done about them, and what happened so far. */
export class Sheet {
  #say;
  #acts;
  #mode = el("p", { class: "card-mode" });
  #who = el("h1", {});
  #facts = el("dl", { class: "facts" });
  #standing = el("p", { class: "standing", role: "status" });
  #people = el("div", { class: "people" });
  #does;
  #timeline;
  /** @type {PaperNumber[]} */
  #numbers = [];
  #drawn = 0;
  #peopleDrawn = "";
  /** @type {GuestReportView} */
  #view;

  /**
   * @param {Translate} say
   * @param {import("./acts.js").Acts} acts
   * @param {GuestReportView} view
   * @param {(wish: import("../../lib/call_line.js").Wish) => void} call
   */
  constructor(say, acts, view, call) {
    this.#say = say;
    this.#acts = acts;
    this.#view = view;
    this.#does = new SheetActs(say, acts, view);
    this.#timeline = new Timeline(say, acts);
    const row = new CallRow(say, (video) => {
      call({ desk: "SATPOL_PP", about: view.subject, mode: view.mode, video });
    });
    this.element = el(
      "article",
      { class: "sheet" },
      this.#mode,
      this.#who,
      this.#standing,
      this.#does.acknowledge,
      this.#facts,
      this.#people,
      el("h2", {}, say("guests.acts")),
      ...this.#does.folds,
      row.element,
      el("h2", {}, say("guests.timeline")),
      this.#timeline.element,
    );
  }

  get subject() {
    return this.#view.subject;
  }

  /** @param {GuestReportView | null} newest null: only its last picture is known */
  update(newest) {
    if (newest && newest.version > this.#view.version) this.#view = newest;
    const view = this.#view;
    this.#acts.see(view);
    this.#does.update(view);
    for (const number of this.#numbers) number.update();
    if (view.version !== this.#drawn) this.#draw(view);
    this.#drawn = view.version;
  }

  /** @param {GuestReportView} view */
  #draw(view) {
    const say = this.#say;
    this.element.dataset.mode = view.mode;
    this.#mode.hidden = view.mode === "real";
    if (view.mode !== "real") setText(this.#mode, `${say(`mode.${view.mode}`)} ${say("guests.not_real")}`);
    setText(this.#who, whoLine(view, say));
    setText(this.#standing, standingLine(view, say));
    this.#facts.replaceChildren(...this.#factLines(view));
    this.#drawPeople(view);
    void this.#timeline.load(view);
  }

  /**
   * A number that was just opened, or a reason half typed, outlives what doesn't change the people.
   *
   * @param {GuestReportView} view
   */
  #drawPeople(view) {
    const drawn = JSON.stringify(view.guests);
    if (drawn === this.#peopleDrawn) return;
    this.#peopleDrawn = drawn;
    this.#numbers = [];
    this.#people.replaceChildren(...view.guests.map((person, at) => this.#person(view, person, at)));
  }

  /** @param {GuestReportView} view */
  #factLines(view) {
    const say = this.#say;
    const facts = /** @type {[string, string][]} */ ([
      ["from", fromLine(view, say)],
      ["house", houseLine(view, say)],
      ["stay", stayLine(view, say)],
      ["arrival", dayTime(view.stay.arrives_at)],
      ["remark", view.remark],
      ["asked", [view.asked, ...view.asked_fields.map((field) => say(`guests.field.${field}`))].filter(Boolean).join(", ")],
      ["note", view.note],
      ["referred", view.referred_reason],
      ["post", `${view.post_title} · ${view.reference}`],
    ]);
    return facts
      .filter(([, words]) => words)
      .flatMap(([key, words]) => [el("dt", {}, say(`guests.fact.${key}`)), el("dd", {}, words)]);
  }

  /**
   * @param {GuestReportView} view
   * @param {import("../../lib/protocol.js").GuestPerson} person
   * @param {number} at
   */
  #person(view, person, at) {
    const papers = /** @type {const} */ (["nik", "passport"]).filter((paper) => person[paper]);
    const numbers = papers.map((paper) => {
      return new PaperNumber(this.#say, {
        paper,
        masked: person[paper] ?? "",
        warnings: paper === "nik" ? (person.nik_warnings ?? []) : [],
        open: (reason) => this.#acts.number(view, at, paper, reason),
      });
    });
    this.#numbers.push(...numbers);
    return el(
      "section",
      { class: "person" },
      el("h3", {}, person.name),
      el("dl", { class: "facts" }, ...personLines(this.#say, person)),
      ...numbers.map(({ element }) => element),
    );
  }
}
