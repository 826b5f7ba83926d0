// @ts-check
import { setText } from "../lib/dom.js";
import { AlarmScreen } from "./alarm_screen.js";
import { CallScreen } from "./call_screen.js";
import { EnrolScreen } from "./enrol_screen.js";
import { HomeScreen } from "./home_screen.js";
import { LearnScreen } from "./learn_screen.js";
import { ServiceScreen } from "./service_screen.js";
import { StatusBar } from "./status_bar.js";
import { isOver, worryOf } from "./steps.js";

/** @typedef {import("./steps.js").Report} Report */
/** @typedef {import("../lib/protocol.js").Kind} Kind */
/** @typedef {import("../lib/link.js").LinkState} LinkState */
/** @typedef {import("./services.js").Service} Service */
/** @typedef {import("./calls.js").Call} Call */
/** @typedef {import("../lib/protocol.js").CallView} CallView */
/** @typedef {import("../lib/protocol.js").CallAnswer} CallAnswer */

/**
 * What the page knows of itself and its link.
 *
 * @typedef {object} Facts
 * @property {string} title of the post
 * @property {string} place
 * @property {boolean} enrolled
 * @property {LinkState} link
 * @property {boolean} attended whether a console of the desk is connected
 * @property {boolean} soundUnlocked
 * @property {boolean} storagePersistent
 * @property {boolean} newBuild a newer build of the page is ready
 */

/**
 * What is to be shown now.
 *
 * @typedef {Facts & {
 *   now: number,
 *   night: boolean,
 *   reports: Report[],
 *   calls: Call[],
 *   watch: import("./ronda.js").Watch | null,
 *   worryOf: (report: Report) => import("./steps.js").Worry | null,
 *   ageOf: (report: Report) => number,
 *   cancellable: (report: Report) => number,
 * }} Picture
 */

/**
 * What a person can do.
 *
 * @typedef {object} Actions
 * @property {(kind: Kind) => void} raise
 * @property {(report: Report) => void} open
 * @property {(report: Report) => void} fold
 * @property {(report: Report) => void} cancel
 * @property {(service: Service) => void} service
 * @property {(view: CallView) => void} openCall
 * @property {(view: CallView) => void} foldCall
 * @property {(view: CallView) => void} hushCall
 * @property {(view: CallView, answer: CallAnswer) => void} answerCall
 * @property {() => void} rondaSafe
 * @property {() => void} learn
 * @property {() => void} speakHold
 */

/**
 * @typedef {{ name: "home" } | { name: "learn" } | { name: "service", service: Service }
 *   | { name: "alarm", press: string } | { name: "call", subject: string }} Place
 */

/** Without a touch for so long every screen gives way to the home screen, in ms. */
const IDLE = 60_000;
const TICK = 250;

/** Which screen is shown, and what it shows. */
export class Tablet {
  /** @type {Facts} */
  facts = {
    title: "",
    place: "",
    enrolled: false,
    link: "connecting",
    attended: true,
    soundUnlocked: true,
    storagePersistent: true,
    newBuild: false,
  };
  /** @type {Place} */
  #at = { name: "home" };
  #touched = performance.now();
  #drawn = "";
  /** @type {StatusBar | null} */
  #status = null;
  /** @type {{ element: HTMLElement } | null} */
  #screen = null;
  #parts;
  /** @type {Actions} */
  #actions;

  /**
   * @param {object} parts
   * @param {HTMLElement} parts.root
   * @param {import("../lib/i18n.js").Sentences} parts.sentences
   * @param {import("../lib/clock.js").Clock} parts.clock
   * @param {import("./reports.js").Reports} parts.reports
   * @param {import("./calls.js").Calls} parts.calls
   * @param {import("./ronda.js").Ronda} parts.ronda
   * @param {import("./theme.js").Theme} parts.theme
   * @param {import("./voice.js").Voice} parts.voice
   * @param {(code: string) => Promise<void>} parts.onenrol
   * @param {() => void} parts.onlanguage the next language was asked for
   * @param {() => void} parts.onact something was put in the outbox
   */
  constructor(parts) {
    this.#parts = parts;
    this.#actions = this.#act();
    addEventListener("pointerdown", () => (this.#touched = performance.now()), { capture: true });
    addEventListener("keydown", (event) => {
      this.#touched = performance.now();
      if (this.#screen instanceof EnrolScreen) this.#screen.typed(event);
    });
    setInterval(() => this.#tick(), TICK);
  }

  /** Learn facts and show them. @param {Partial<Facts>} news */
  learn(news) {
    Object.assign(this.facts, news);
    this.draw();
  }

  /** Bring the screen up to date. */
  draw() {
    this.#bringCall();
    const picture = this.#picture();
    const report = this.#focused(picture.reports);
    const call = this.#focusedCall(picture.calls);
    if (this.#at.name === "alarm" && !report) this.#at = { name: "home" };
    if (this.#at.name === "call" && !call) this.#at = { name: "home" };
    const name = this.#at.name === "home" && this.#locked() ? "enrol" : this.#at.name;
    const wanted = [
      name,
      this.#parts.sentences.language,
      report ? `${report.key} ${report.kind}` : "",
      this.#at.name === "service" ? this.#at.service : "",
      call ? call.view.subject : "",
    ].join("|");
    if (wanted !== this.#drawn) this.#build(name, report, call);
    this.#drawn = wanted;
    document.documentElement.dataset.theme = picture.night ? "night" : "day";
    this.#status?.update(picture);
    if (this.#screen instanceof HomeScreen) this.#screen.update(picture);
    if (this.#screen instanceof AlarmScreen && report) this.#screen.update(report, picture);
    if (this.#screen instanceof CallScreen && call) {
      this.#screen.update(call, this.facts.soundUnlocked);
    }
  }

  /** Alarms can't be taken: the tablet has no identity that the gateway accepts. */
  #locked() {
    return !this.facts.enrolled || this.facts.link === "rejected";
  }

  /** @returns {Picture} */
  #picture() {
    const { reports, calls, ronda, clock, theme } = this.#parts;
    reports.settle();
    calls.settle();
    ronda.settle();
    const now = clock.now();
    return {
      ...this.facts,
      now,
      night: theme.night(now),
      reports: reports.list(),
      calls: calls.list(),
      watch: ronda.watch(),
      worryOf: (report) => worryOf(report, { ...this.facts, waited: reports.waited(report) }),
      ageOf: (report) => reports.age(report),
      cancellable: (report) => reports.cancellable(report),
    };
  }

  /** @param {Report[]} reports */
  #focused(reports) {
    const at = this.#at;
    if (at.name !== "alarm") return undefined;
    return reports.find((report) => report.presses.includes(at.press));
  }

  /** A new call comes to the screen, unless somebody is just reporting an emergency here. */
  #bringCall() {
    const { calls, root } = this.#parts;
    const held = root.querySelector('.hold[data-state="holding"]');
    const open = this.#focusedCall(calls.list());
    const fresh = calls.fresh(open?.view);
    if (!fresh || held || this.#at.name === "alarm" || this.#locked()) return;
    calls.open(fresh);
    this.#touched = performance.now();
    this.#at = { name: "call", subject: fresh.subject };
  }

  /** @param {Call[]} calls */
  #focusedCall(calls) {
    const at = this.#at;
    if (at.name !== "call") return undefined;
    return calls.find((call) => call.view.subject === at.subject);
  }

  /** Tell what the eye can see: two frames from now it is painted, if the page is in sight. */
  #notePaint() {
    const at = this.#at;
    if (at.name !== "call") return;
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (document.visibilityState === "visible") this.#parts.calls.painted(at.subject);
      }),
    );
  }

  /**
   * @param {Place["name"] | "enrol"} name
   * @param {Report | undefined} report
   * @param {Call | undefined} call
   */
  #build(name, report, call) {
    const { root, sentences, theme, clock } = this.#parts;
    this.#status = new StatusBar({
      say: sentences.say,
      following: sentences.following,
      onlanguage: this.#parts.onlanguage,
      ontheme: () => {
        theme.toggle(clock.now());
        this.draw();
      },
    });
    this.#screen = this.#make(name, report, call);
    root.dataset.screen = name;
    root.dataset.kind = report?.kind ?? call?.view.kind ?? "";
    root.replaceChildren(this.#status.element, this.#screen.element);
    document.documentElement.lang = sentences.language;
    setText(document.head.querySelector("title") ?? root, sentences.say("app.name"));
    this.#notePaint();
  }

  /**
   * @param {Place["name"] | "enrol"} name
   * @param {Report | undefined} report
   * @param {Call | undefined} call
   */
  #make(name, report, call) {
    const { say } = this.#parts.sentences;
    const home = () => this.#go({ name: "home" });
    if (name === "alarm" && report) return new AlarmScreen(report, say, this.#actions);
    if (name === "call" && call) return new CallScreen(call.view, say, this.#actions);
    if (name === "learn") return new LearnScreen(say, home);
    if (this.#at.name === "service") return new ServiceScreen(this.#at.service, say, home);
    if (name === "home") return new HomeScreen(say, this.#actions);
    const reason = this.facts.enrolled ? "enrol.rejected" : null;
    return new EnrolScreen({ say, reason, onenrol: this.#parts.onenrol });
  }

  /** @param {Place} place */
  #go(place) {
    this.#at = place;
    this.#touched = performance.now();
    this.draw();
  }

  /** @returns {Actions} */
  #act() {
    const { reports, voice, onact } = this.#parts;
    return {
      raise: (kind) => {
        const press = reports.raise(kind);
        onact();
        // Whoever threatens the house must not hear that help was called.
        if (kind !== "crime") voice.confirm();
        navigator.vibrate?.(200);
        this.#go({ name: "alarm", press });
      },
      open: (report) => this.#go({ name: "alarm", press: report.presses[0] ?? "" }),
      fold: (report) => {
        reports.dismiss(report);
        this.#go({ name: "home" });
      },
      cancel: (report) => {
        reports.cancel(report);
        onact();
        this.draw();
      },
      ...this.#callActions(),
      service: (service) => this.#go({ name: "service", service }),
      learn: () => this.#go({ name: "learn" }),
      speakHold: () => voice.say(this.#parts.sentences.say("speak.hold")),
    };
  }

  /** What can be done about calls. */
  #callActions() {
    const { calls, ronda, onact } = this.#parts;
    return {
      /** @param {CallView} view */
      openCall: (view) => {
        calls.reopen(view);
        this.#go({ name: "call", subject: view.subject });
      },
      /** @param {CallView} view */
      foldCall: (view) => {
        calls.hush(view);
        this.#go({ name: "home" });
      },
      /** @param {CallView} view */
      hushCall: (view) => {
        calls.hush(view);
        this.draw();
      },
      /**
       * @param {CallView} view
       * @param {CallAnswer} answer
       */
      answerCall: (view, answer) => {
        calls.answer(view, answer);
        onact();
      },
      rondaSafe: () => {
        ronda.safe();
        onact();
      },
    };
  }

  #tick() {
    const { reports, calls } = this.#parts;
    const open = calls.list();
    const call = this.#focusedCall(open);
    const idle = performance.now() - this.#touched > IDLE && !call?.alerting;
    if ((idle && this.#at.name !== "home") || call?.folds) this.#at = { name: "home" };
    this.draw();
    const quiet = reports.list().every(isOver) && open.length === 0;
    if (idle && this.facts.newBuild && quiet) location.reload();
  }
}
