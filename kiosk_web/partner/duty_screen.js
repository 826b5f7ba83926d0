// @ts-check
import { el, picture, setText } from "../lib/dom.js";
import { deskOf } from "../lib/kinds.js";
import { wib } from "../lib/words.js";
import { AppealCard } from "./appeal_card.js";
import { CallRow } from "./call_row.js";
import { isOver } from "./duties.js";
import { NeedsMe } from "./needs_me.js";
import { Section } from "./section.js";
import { TaskCard } from "./task_card.js";

/** @typedef {import("./phone.js").Picture} Picture */
/** @typedef {import("../lib/i18n.js").Translate} Translate */

/** Two short pulls: something new is to be done. */
const NEWS = [300, 150, 300];

/** What is to be done, the most pressing first. */
export class DutyScreen {
  #lost;
  #empty;
  #tasks;
  #appeals;
  #over;
  #needs;
  #onfound;
  /** Whether what is new now came after the phone was opened. */
  #known = false;

  /**
   * @param {object} parts
   * @param {Translate} parts.say
   * @param {import("./duties.js").Duties} parts.duties
   * @param {import("../lib/call_line.js").CallLine} parts.line
   * @param {NeedsMe} parts.needs
   * @param {() => void} parts.onfound what a notification was about is in sight
   */
  constructor({ say, duties, line, needs, onfound }) {
    this.#onfound = onfound;
    this.#needs = needs;
    this.#lost = new LostNote(say);
    this.#empty = new EmptyNote(say);
    const task = () => new TaskCard(say, duties, line);
    const call = new CallRow(say, (video) => line.call({ desk: deskOf(undefined), video }));
    this.#tasks = new Section(say("tasks.title"), task);
    this.#appeals = new Section(say("appeals.title"), () => new AppealCard(say, duties));
    this.#over = new Section(say("over.title"), task);
    const parts = [this.#lost, call, this.#tasks, this.#appeals, needs, this.#over, this.#empty];
    this.element = el("main", { class: "duty" }, ...parts.map(({ element }) => element));
  }

  /** @param {Picture} picture */
  update(picture) {
    const { tasks } = picture;
    const appeals = picture.appeals.filter(({ view }) => view.open || helps(view.mine));
    this.#lost.update(picture);
    const newTask = this.#tasks.update(tasks.filter(({ view }) => !isOver(view)), picture);
    const newAppeal = this.#appeals.update(appeals, picture);
    const newGuest = this.#needs.update(picture);
    if ((newTask || newAppeal || newGuest) && this.#known) navigator.vibrate?.(NEWS);
    this.#known = picture.synced;
    this.#over.update(tasks.filter(({ view }) => isOver(view)), picture);
    const nothing = tasks.length + appeals.length + NeedsMe.count(picture) === 0;
    this.#empty.update(picture, nothing);
    if (picture.wanted) this.#find(picture.wanted);
  }

  /** Bring what a notification was about into sight, as soon as it is there. @param {string} subject */
  #find(subject) {
    const found = this.#tasks.find(subject) ?? this.#appeals.find(subject);
    if (!found) return;
    found.scrollIntoView({ block: "center" });
    found.toggleAttribute("data-wanted", true);
    this.#onfound();
  }
}

/** What no link means, and the telephone that needs none of ours. */
class LostNote {
  #say;
  #title = el("strong", {});
  #lead = el("p", {});

  /** @param {Translate} say */
  constructor(say) {
    this.#say = say;
    const dial = el("a", { class: "dial", href: "tel:112" }, `${say("lost.dial")} `, el("strong", {}, "112"));
    this.element = el("div", { class: "lost", role: "status" }, this.#title, this.#lead, dial);
  }

  /** @param {Picture} picture */
  update({ link, lostAt }) {
    this.element.hidden = link === "online" || lostAt === null;
    if (lostAt === null) return;
    setText(this.#title, this.#say("lost.title", { time: wib(lostAt) }));
    const own = link === "replaced" || link === "incompatible";
    setText(this.#lead, this.#say(own ? `${link}.lead` : "lost.lead"));
  }
}

/** Nothing to do, or not known yet. */
class EmptyNote {
  #say;
  #title = el("strong", {});
  #lead = el("p", {});

  /** @param {Translate} say */
  constructor(say) {
    this.#say = say;
    this.element = el("div", { class: "empty" }, picture("mug-hot"), this.#title, this.#lead);
  }

  /**
   * @param {Picture} picture
   * @param {boolean} nothing
   */
  update({ synced }, nothing) {
    this.element.hidden = !nothing;
    setText(this.#title, this.#say(synced ? "empty.title" : "loading.title"));
    setText(this.#lead, synced ? this.#say("empty.lead") : "");
  }
}

/** @param {string | null} mine */
function helps(mine) {
  return mine !== null && mine !== "seen";
}
