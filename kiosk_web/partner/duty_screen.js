// @ts-check
import { el, picture, setText } from "../lib/dom.js";
import { deskOf } from "../lib/kinds.js";
import { wib } from "../lib/words.js";
import { AppealCard } from "./appeal_card.js";
import { CallRow } from "./call_row.js";
import { isOver } from "./duties.js";
import { ReachPanel } from "./reach_panel.js";
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
  #reach;
  #onfound;
  /** Whether what is new now came after the phone was opened. */
  #known = false;

  /**
   * @param {Translate} say
   * @param {import("./duties.js").Duties} duties
   * @param {import("../lib/call_line.js").CallLine} line
   * @param {import("./wake.js").Wake} wake
   * @param {() => void} onfound what a notification was about is in sight
   */
  constructor(say, duties, line, wake, onfound) {
    this.#onfound = onfound;
    this.#reach = new ReachPanel(say, wake);
    this.#lost = new LostNote(say);
    this.#empty = new EmptyNote(say);
    const task = () => new TaskCard(say, duties, line);
    const call = new CallRow(say, (video) => line.call({ desk: deskOf(undefined), video }));
    this.#tasks = new Section(say("tasks.title"), task);
    this.#appeals = new Section(say("appeals.title"), () => new AppealCard(say, duties));
    this.#over = new Section(say("over.title"), task);
    const parts = [this.#lost, call, this.#tasks, this.#appeals, this.#over, this.#empty, this.#reach];
    this.element = el("main", { class: "duty" }, ...parts.map(({ element }) => element));
  }

  /** @param {Picture} picture */
  update(picture) {
    const { tasks } = picture;
    const appeals = picture.appeals.filter(({ view }) => view.open || helps(view.mine));
    this.#lost.update(picture);
    const newTask = this.#tasks.update(tasks.filter(({ view }) => !isOver(view)), picture);
    const newAppeal = this.#appeals.update(appeals, picture);
    if ((newTask || newAppeal) && this.#known) navigator.vibrate?.(NEWS);
    this.#known = picture.synced;
    this.#over.update(tasks.filter(({ view }) => isOver(view)), picture);
    this.#empty.update(picture, tasks.length + appeals.length === 0);
    this.#reach.update();
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

/**
 * A heading with one card for each item, kept as long as the item is there.
 *
 * @template {{ view: { subject: string } }} T
 */
class Section {
  #make;
  #list = el("div", { class: "cards" });
  /** @type {Map<string, { element: HTMLElement, update: (item: T, picture: Picture) => void }>} */
  #cards = new Map();

  /**
   * @param {string} title
   * @param {() => { element: HTMLElement, update: (item: T, picture: Picture) => void }} make
   */
  constructor(title, make) {
    this.#make = make;
    this.element = el("section", {}, el("h2", {}, title), this.#list);
  }

  /** The card of an item. @param {string} subject */
  find(subject) {
    return this.#cards.get(subject)?.element ?? null;
  }

  /**
   * @param {T[]} items
   * @param {Picture} picture
   * @returns {boolean} whether there is a new one
   */
  update(items, picture) {
    const subjects = items.map(({ view }) => view.subject);
    const held = [...this.#cards.keys()];
    for (const gone of held.filter((subject) => !subjects.includes(subject))) {
      this.#cards.delete(gone);
    }
    const fresh = subjects.filter((subject) => !this.#cards.has(subject));
    for (const subject of fresh) this.#cards.set(subject, this.#make());
    const cards = subjects.map((subject) => this.#cards.get(subject));
    const elements = cards.map((card) => /** @type {HTMLElement} */ (card?.element));
    const same = elements.every((element, at) => this.#list.children[at] === element);
    // Put in anew, a button that is being pressed would lose its press.
    if (!same || elements.length !== this.#list.children.length) {
      this.#list.replaceChildren(...elements);
    }
    items.forEach((item, at) => cards[at]?.update(item, picture));
    this.element.hidden = items.length === 0;
    return fresh.length > 0;
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
