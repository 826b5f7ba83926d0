// @ts-check
import { setText } from "../lib/dom.js";
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
 *   appeals: import("./duties.js").Appeal[],
 * }} Picture
 */

const TICK = 1_000;

/** Which screen is shown, and what it shows. */
export class Phone {
  /** @type {Facts} */
  facts = {
    title: "",
    paired: null,
    code: "",
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
  /** @type {PairScreen | PinScreen | DutyScreen | null} */
  #screen = null;

  /**
   * @param {object} parts
   * @param {HTMLElement} parts.root
   * @param {import("../lib/i18n.js").Sentences} parts.sentences
   * @param {import("../lib/clock.js").Clock} parts.clock
   * @param {import("../lib/theme.js").Theme} parts.theme
   * @param {import("./duties.js").Duties} parts.duties
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
    const { clock, theme, duties, sentences } = this.#parts;
    const now = clock.now();
    const name = this.#name();
    const wanted = `${name}|${sentences.language}|${this.facts.code}`;
    if (wanted !== this.#drawn) this.#build(name);
    this.#drawn = wanted;
    const night = theme.night(now);
    document.documentElement.dataset.theme = night ? "night" : "day";
    const open = name === "duty";
    const picture = {
      ...this.facts,
      now,
      night,
      tasks: open ? duties.tasks() : [],
      appeals: open ? duties.appeals() : [],
    };
    this.#bar?.update(picture);
    this.#screen?.update(picture);
    this.#foot?.update(picture);
  }

  /** @returns {"pair" | "pin" | "duty"} */
  #name() {
    const { paired, link, open, code } = this.facts;
    if (!paired || link === "rejected" || this.#again || code) return "pair";
    return open ? "duty" : "pin";
  }

  /** @param {"pair" | "pin" | "duty"} name */
  #build(name) {
    const { root, sentences, theme, clock, opening } = this.#parts;
    this.#bar = new TopBar({ say: sentences.say, onlock: () => opening.lock() });
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

  /** @param {"pair" | "pin" | "duty"} name */
  #make(name) {
    const { sentences, opening, duties, onpair } = this.#parts;
    const { code, paired } = this.facts;
    const { say } = sentences;
    if (name === "duty") return new DutyScreen(say, duties);
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
