// @ts-check
import { setText } from "../lib/dom.js";
import { sha256 } from "../lib/media_line.js";
import { AlarmScreen } from "./alarm_screen.js";
import { wordsOf } from "./bubble.js";
import { callActions } from "./call_actions.js";
import { CallScreen } from "./call_screen.js";
import { EnrolScreen } from "./enrol_screen.js";
import { HomeScreen } from "./home_screen.js";
import { LearnScreen } from "./learn_screen.js";
import { LessonScreen } from "./lesson_screen.js";
import { reportActions } from "./report_actions.js";
import { ServiceScreen } from "./service_screen.js";
import { StatusBar } from "./status_bar.js";
import { isOver, worryOf } from "./steps.js";
import { TalkScreen } from "./talk_screen.js";

/** @typedef {import("./steps.js").Report} Report */
/** @typedef {import("../lib/protocol.js").Kind} Kind */
/** @typedef {import("../lib/link.js").LinkState} LinkState */
/** @typedef {import("./services.js").Service} Service */
/** @typedef {import("./calls.js").Call} Call */
/** @typedef {import("./call_actions.js").CallActions} CallActions */
/** @typedef {import("./report_actions.js").ReportActions} ReportActions */
/** @typedef {import("./conversations.js").Conversations} Conversations */
/** @typedef {import("./conversations.js").Message} Message */

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
 *   messagesOf: (report: Report) => Message[],
 *   newsOf: (report: Report) => Message[],
 *   progressOf: (message: string) => number | null,
 *   urlOf: (message: string) => string,
 * }} Picture
 */

/** @typedef {{ sort: "photo" | "voice", blob: Blob, seconds: number }} Made */

/**
 * What a person can do.
 *
 * @typedef {ReportActions & CallActions & OwnActions} Actions
 */

/**
 * @typedef {object} OwnActions
 * @property {(report: Report) => void} talk
 * @property {(report: Report, words: Parameters<Conversations["write"]>[1]) => void} write
 * @property {(report: Report, made: Made) => void} attach
 * @property {(report: Report, messages: Message[]) => void} see they are before a person's eyes
 * @property {(words: string) => void} speak
 * @property {(service: Service) => void} service
 * @property {() => void} learn
 * @property {() => void} speakHold
 */

/**
 * @typedef {{ name: "home" } | { name: "learn" } | { name: "service", service: Service }
 *   | { name: "lesson", kind: Kind, began: number } | { name: "alarm" | "talk", press: string } | { name: "call", subject: string }} Place
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
   * @param {Conversations} parts.conversations
   * @param {import("./attachments.js").Attachments} parts.attachments
   * @param {import("../lib/theme.js").Theme} parts.theme
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
    if ("press" in this.#at && !report) this.#at = { name: "home" };
    if ("subject" in this.#at && !call) this.#at = { name: "home" };
    const name = this.#at.name === "home" && this.#locked() ? "enrol" : this.#at.name;
    const wanted = [
      name,
      this.#parts.sentences.language,
      report ? `${report.key} ${report.kind}` : "",
      this.#at.name === "service" ? this.#at.service : "",
      this.#at.name === "lesson" ? `${this.#at.kind} ${this.#at.began}` : "",
      call ? call.view.subject : "",
    ].join("|");
    if (wanted !== this.#drawn) this.#build(name, report, call);
    this.#drawn = wanted;
    document.documentElement.dataset.theme = picture.night ? "night" : "day";
    const drill = name === "learn" || name === "lesson" || report?.mode === "drill";
    this.#parts.root.dataset.mode = drill ? "drill" : "real";
    this.#status?.update(picture, drill);
    if (this.#screen instanceof LearnScreen) this.#screen.update(picture);
    if (this.#screen instanceof HomeScreen) this.#screen.update(picture);
    if (this.#screen instanceof AlarmScreen && report) this.#screen.update(report, picture);
    if (this.#screen instanceof CallScreen && call) {
      this.#screen.update(call, this.facts.soundUnlocked);
    }
    if (this.#screen instanceof TalkScreen && report) this.#screen.update(report, picture);
  }

  /** Alarms can't be taken: the tablet has no identity that the gateway accepts. */
  #locked() {
    return !this.facts.enrolled || this.facts.link === "rejected";
  }

  /** @returns {Picture} */
  #picture() {
    const { reports, calls, ronda, conversations, attachments, clock, theme } = this.#parts;
    for (const part of [reports, calls, ronda, conversations]) part.settle();
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
      messagesOf: (report) => conversations.of(report),
      newsOf: (report) => conversations.news(report),
      progressOf: (message) => attachments.progress(message),
      urlOf: (message) => attachments.url(message),
    };
  }

  /** @param {Report[]} reports */
  #focused(reports) {
    const at = this.#at;
    if (!("press" in at)) return undefined;
    return reports.find((report) => report.presses.includes(at.press));
  }

  /** A new call comes to the screen, unless somebody is just reporting an emergency here. */
  #bringCall() {
    const { calls, root } = this.#parts;
    const held = root.querySelector('.hold[data-state="holding"]');
    const open = this.#focusedCall(calls.list());
    const fresh = calls.fresh(open?.view);
    if (!fresh || held || "press" in this.#at || this.#locked()) return;
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
    if (name === "talk" && report) return new TalkScreen(report, say, this.#actions);
    if (name === "learn") return new LearnScreen(say, this.#actions, home);
    if (this.#at.name === "lesson") {
      return new LessonScreen(this.#at, say, this.#actions, home);
    }
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
    const { conversations, voice, onact } = this.#parts;
    const go = (/** @type {Place} */ place) => this.#go(place);
    const parts = { ...this.#parts, go, draw: () => this.draw() };
    return {
      ...reportActions(parts),
      ...callActions(parts),
      talk: (report) => this.#go({ name: "talk", press: report.presses[0] ?? "" }),
      write: (report, words) => {
        conversations.write(report, words);
        onact();
        this.draw();
      },
      attach: (report, made) => void this.#attach(report, made),
      see: (report, messages) => conversations.see(report, messages),
      speak: (words) => voice.say(words),
      service: (service) => this.#go({ name: "service", service }),
      learn: () => this.#go({ name: "learn" }),
      speakHold: () => voice.say(this.#parts.sentences.say("speak.hold")),
    };
  }

  /**
   * A photo or a voice note was made: its message goes first, and says what follows.
   *
   * @param {Report} report
   * @param {Made} made
   */
  async #attach(report, { sort, blob, seconds }) {
    const { conversations, attachments, onact } = this.#parts;
    const bytes = await blob.arrayBuffer();
    const media = { sort, size: bytes.byteLength, sha256: await sha256(bytes), seconds };
    attachments.add(conversations.write(report, { media }), blob, bytes);
    onact();
    this.draw();
  }

  /**
   * An officer wrote. Where somebody may be hiding, the tablet shows it without a sound.
   *
   * @param {string} incident
   * @param {import("./conversations.js").Said} said
   */
  hear(incident, said) {
    const report = this.#parts.reports.list().find(({ key }) => key === incident);
    if (!report || report.kind === "crime") return;
    const { voice, sentences } = this.#parts;
    voice.news();
    voice.say(wordsOf(said, sentences.say));
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
