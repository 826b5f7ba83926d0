// @ts-check
import { setText } from "../lib/dom.js";
import { PairScreen } from "./pair_screen.js";
import { PinScreen } from "./pin_screen.js";
import { Rooms } from "./rooms.js";
import { Tabs } from "./tabs.js";
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
 *   keeps: boolean,
 *   asleep: boolean,
 *   role: string,
 *   guests: ReturnType<import("./guests/book.js").GuestBook["groups"]>,
 *   posts: import("../lib/protocol.js").PostView[],
 *   colleagues: import("../lib/protocol.js").ContactView[],
 *   unread: number,
 * }} Picture
 */

/** @typedef {import("./tabs.js").Tab} Tab */
/** @typedef {"pair" | "pin" | "call" | Tab} ScreenName */

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
  /** @type {{ element: HTMLElement, update: (picture: Picture) => void } | null} */
  #screen = null;
  /** @type {Tabs | null} */
  #tabs = null;
  /** @type {Tab} */
  #tab = "duty";
  #rooms;

  /**
   * @param {object} parts
   * @param {HTMLElement} parts.root
   * @param {import("../lib/i18n.js").Sentences} parts.sentences
   * @param {import("../lib/clock.js").Clock} parts.clock
   * @param {import("../lib/theme.js").Theme} parts.theme
   * @param {import("./duties.js").Duties} parts.duties
   * @param {import("./wake.js").Wake} parts.wake
   * @param {import("./guests/book.js").GuestBook} parts.book
   * @param {import("./guests/acts.js").Acts} parts.acts
   * @param {import("./talk/letters.js").Letters} parts.letters
   * @param {import("../lib/call_line.js").CallLine} parts.line
   * @param {(call: import("../lib/call_line.js").CallPicture | null) => void} parts.oncall
   * @param {import("./opening.js").Opening} parts.opening
   * @param {(code: string, pin: string) => Promise<void>} parts.onpair
   * @param {() => void} parts.onlanguage the next language was asked for
   */
  constructor(parts) {
    this.#parts = parts;
    this.#rooms = this.#furnish();
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

  /** Back was pressed: what was opened last closes. */
  back() {
    this.#rooms.back();
  }

  /** Bring the screen up to date. */
  draw() {
    if (this.facts.paired === null) return;
    const { clock, theme, sentences, line, oncall } = this.#parts;
    line.settle();
    this.#settle();
    const call = this.facts.open ? line.picture() : null;
    oncall(call);
    const now = clock.now();
    const name = this.#name(call);
    const wanted = `${name}|${sentences.language}|${this.facts.code}`;
    if (wanted !== this.#drawn) this.#build(name, sentences.language);
    this.#drawn = wanted;
    const night = theme.night(now);
    document.documentElement.dataset.theme = night ? "night" : "day";
    const aside = call !== null && name !== "call" && call.stage !== "over";
    const picture = { ...this.facts, ...this.#known(), call, aside, now, night };
    this.#bar?.update(picture);
    this.#screen?.update(picture);
    this.#tabs?.update(picture, name);
    this.#foot?.update(picture);
  }

  /** What the open phone shows, whichever screen. */
  #known() {
    const { duties, book, letters, wake } = this.#parts;
    const posts = book.posts();
    return {
      tasks: duties.tasks(),
      appeals: duties.appeals(),
      keeps: book.keeps,
      asleep: book.own() !== null && wake.state() === "ask",
      role: book.own()?.role ?? "crew",
      guests: book.groups(),
      posts,
      colleagues: book.colleagues(),
      unread: posts.reduce((sum, { subject }) => sum + letters.unread(subject), 0),
    };
  }

  /** Tell what arrived, and go to what a notification was about. */
  #settle() {
    const { book, letters, wake } = this.#parts;
    if (!this.facts.open) {
      this.#rooms.clear();
      this.#tab = "duty";
      return;
    }
    void wake.renew();
    book.settle();
    letters.settle();
    const { wanted } = this.facts;
    const report = book.report(wanted);
    const post = book.posts().find(({ subject }) => wanted === subject.replace("post:", "talk:"));
    if (report || post) this.facts.wanted = "";
    if (report) this.#rooms.open(report);
    else if (post) this.#rooms.talk(post.subject);
  }

  #furnish() {
    const { sentences, line } = this.#parts;
    return new Rooms({
      ...this.#parts,
      say: sentences.say,
      go: (tab) => {
        this.#tab = tab;
        queueMicrotask(() => this.draw());
      },
      onfound: () => {
        this.facts.wanted = "";
      },
      onaside: () => this.#putAside(line.picture()?.subject ?? ""),
    });
  }

  /**
   * @param {import("../lib/call_line.js").CallPicture | null} call
   * @returns {ScreenName}
   */
  #name(call) {
    const { paired, link, open, code } = this.facts;
    if (!paired || link === "rejected" || this.#again || code) return "pair";
    if (call && call.subject !== this.#aside) return "call";
    return open ? this.#tab : "pin";
  }

  /** The call goes behind the tasks, or comes before them. @param {string} subject */
  #putAside(subject) {
    this.#aside = subject;
    this.draw();
  }

  /** @type {string} the language in which the screens are made */
  #language = "";

  /**
   * @param {ScreenName} name
   * @param {string} language
   */
  #build(name, language) {
    if (language !== this.#language) this.#rooms.clear();
    this.#language = language;
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
    this.#tabs = new Tabs(sentences.say, (tab) => {
      this.#tab = tab;
      this.draw();
      scrollTo(0, 0);
    });
    this.#screen = this.#make(name);
    root.dataset.screen = name;
    const parts = [this.#bar, this.#screen, this.#foot, this.#tabs];
    root.replaceChildren(...parts.map(({ element }) => element));
    document.documentElement.lang = sentences.language;
    setText(document.head.querySelector("title") ?? root, sentences.say("app.name"));
  }

  /** @param {ScreenName} name */
  #make(name) {
    const { sentences, opening, onpair } = this.#parts;
    const { code, paired } = this.facts;
    const { say } = sentences;
    if (name === "pin") {
      const onforgotten = () => {
        this.#again = true;
        this.draw();
      };
      return new PinScreen({ say, onpin: (pin) => opening.unlock(pin), onforgotten });
    }
    if (name !== "pair") return this.#rooms.of(name);
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
