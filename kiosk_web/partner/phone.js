// @ts-check
import { setText } from "../lib/dom.js";
import { CallScreen } from "./call_screen.js";
import { DutyScreen } from "./duty_screen.js";
import { PairScreen } from "./pair_screen.js";
import { PinScreen } from "./pin_screen.js";
import { BottomBar, TopBar } from "./top_bar.js";

/** @typedef {import("../lib/link.js").LinkState} LinkState */

/**
 * What the page knows of itself and its link.
 *
 * @typedef {object} Facts
 * @property {string} title of the partner
 * @property {boolean | null} paired null: not known yet
 * @property {string} code that the address brought along, to pair with
 * @property {string} wanted the subject of the notification that was touched
 * @property {boolean} open the PIN was right
 * @property {boolean} synced the picture is whole
 * @property {LinkState} link
 * @property {number | null} lostAt gateway's time in ms since when there is no link
 */

/**
 * What is to be shown now.
 *
 * @typedef {Facts & {
 *   now: number,
 *   night: boolean,
 *   tasks: import("./duties.js").Task[],
 *   call: import("../lib/call_line.js").CallPicture | null,
 *   aside: boolean,
 *   appeals: import("./duties.js").Appeal[],
 * }} Picture
 */

/** @typedef {"pair" | "pin" | "duty" | "call"} ScreenName */

const TICK = 1_000;

/** Which screen is shown, and what it shows. */
export class Phone {
  /** @type {Facts} */
  facts = {
    title: "",
    paired: null,
    code: "",
    wanted: "",
    open: false,
    synced: false,
    link: "connecting",
    lostAt: null,
  };
  #parts;
  #drawn = "";
  /** Someone forgot the PIN and asked to pair anew. */
  #again = false;
  /** @type {TopBar | null} */
  #bar = null;
  /** @type {BottomBar | null} */
  #foot = null;
  /** The call that went behind the tasks. */
  #aside = "";
  /** @type {PairScreen | PinScreen | DutyScreen | CallScreen | null} */
  #screen = null;

  /**
   * @param {object} parts
   * @param {HTMLElement} parts.root
   * @param {import("../lib/i18n.js").Sentences} parts.sentences
   * @param {import("../lib/clock.js").Clock} parts.clock
   * @param {import("../lib/theme.js").Theme} parts.theme
   * @param {import("./duties.js").Duties} parts.duties
   * @param {import("./wake.js").Wake} parts.wake
   * @param {import("../lib/call_line.js").CallLine} parts.line
   * @param {(call: import("../lib/call_line.js").CallPicture | null) => void} parts.oncall
   * @param {import("./opening.js").Opening} parts.opening
   * @param {(code: string, pin: string) => Promise<void>} parts.onpair
   * @param {() => void} parts.onlanguage the next language was asked for
   */
  constructor(parts) {
    this.#parts = parts;
    setInterval(() => this.draw(), TICK);
  }

  /** Learn facts and show them. @param {Partial<Facts>} news */
  learn(news) {
    const was = this.facts.link;
    Object.assign(this.facts, news);
    if (this.facts.link === "online") this.facts.lostAt = null;
    else if (was === "online") this.facts.lostAt = this.#parts.clock.now();
    this.draw();
  }

  /** Bring the screen up to date. */
  draw() {
    if (this.facts.paired === null) return;
    const { clock, theme, duties, sentences, line, oncall } = this.#parts;
    line.settle();
    const call = this.facts.open ? line.picture() : null;
    oncall(call);
    const now = clock.now();
    const name = this.#name(call);
    const wanted = `${name}|${sentences.language}|${this.facts.code}`;
    if (wanted !== this.#drawn) this.#build(name);
    this.#drawn = wanted;
    const night = theme.night(now);
    document.documentElement.dataset.theme = night ? "night" : "day";
    const open = name === "duty";
    const picture = {
      ...this.facts,
      call,
      aside: call !== null && name !== "call" && call.stage !== "over",
      now,
      night,
      tasks: open ? duties.tasks() : [],
      appeals: open ? duties.appeals() : [],
    };
    this.#bar?.update(picture);
    this.#screen?.update(picture);
    this.#foot?.update(picture);
  }

  /**
   * @param {import("../lib/call_line.js").CallPicture | null} call
   * @returns {ScreenName}
   */
  #name(call) {
    const { paired, link, open, code } = this.facts;
    if (!paired || link === "rejected" || this.#again || code) return "pair";
    if (call && call.subject !== this.#aside) return "call";
    return open ? "duty" : "pin";
  }

  /** The call goes behind the tasks, or comes before them. @param {string} subject */
  #putAside(subject) {
    this.#aside = subject;
    this.draw();
  }

  /** @param {ScreenName} name */
  #build(name) {
    const { root, sentences, theme, clock, opening } = this.#parts;
    this.#bar = new TopBar({
      say: sentences.say,
      onlock: () => opening.lock(),
      oncall: () => this.#putAside(""),
    });
    this.#foot = new BottomBar({
      say: sentences.say,
      following: sentences.following,
      onlanguage: this.#parts.onlanguage,
      ontheme: () => {
        theme.toggle(clock.now());
        this.draw();
      },
    });
    this.#screen = this.#make(name);
    root.dataset.screen = name;
    root.replaceChildren(this.#bar.element, this.#screen.element, this.#foot.element);
    document.documentElement.lang = sentences.language;
    setText(document.head.querySelector("title") ?? root, sentences.say("app.name"));
  }

  /** @param {ScreenName} name */
  #make(name) {
    const { sentences, opening, duties, wake, line, onpair } = this.#parts;
    const { code, paired } = this.facts;
    const { say } = sentences;
    if (name === "duty") return new DutyScreen(say, duties, line, wake, () => (this.facts.wanted = ""));
    if (name === "call") {
      return new CallScreen(say, line, () => this.#putAside(line.picture()?.subject ?? ""));
    }
    if (name === "pin") {
      const onforgotten = () => {
        this.#again = true;
        this.draw();
      };
      return new PinScreen({ say, onpin: (pin) => opening.unlock(pin), onforgotten });
    }
    const reason = this.#again ? "pair.again" : paired && !code ? "pair.rejected" : "pair.lead";
    return new PairScreen({
      say,
      reason,
      code,
      onpair: async (typed, pin) => {
        await onpair(typed, pin);
        this.#again = false;
        this.learn({ paired: true, code: "" });
      },
    });
  }
}
