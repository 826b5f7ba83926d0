// @ts-check
import { setText } from "../lib/dom.js";
import { sha256 } from "../lib/media_line.js";
import { AlarmScreen } from "./alarm_screen.js";
import { appealActions } from "./appeal_actions.js";
import { AppealScreen } from "./appeal_screen.js";
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
import { worryOf } from "./steps.js";
import { TalkScreen } from "./talk_screen.js";

/** @typedef {import("./steps.js").Report} Report */
/** @typedef {import("../lib/protocol.js").Kind} Kind */
/** @typedef {import("../lib/link.js").LinkState} LinkState */
/** @typedef {import("./services.js").Service} Service */
/** @typedef {import("./appeals.js").Appeal} Appeal */
/** @typedef {import("./appeal_actions.js").AppealActions} AppealActions */
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
 *   appeals: Appeal[],
 *   call: import("../lib/call_line.js").CallPicture | null,
 *   calling: boolean,
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
 * @typedef {ReportActions & AppealActions & CallActions & OwnActions} Actions
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
 *   | { name: "lesson", kind: Kind, began: number } | { name: "alarm" | "talk", press: string }
 *   | { name: "call", press: string | null } | { name: "appeal", subject: string }} Place
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
   * @param {import("./appeals.js").Appeals} parts.appeals
   * @param {import("./call_here.js").CallHere} parts.callHere
   * @param {import("./ronda.js").Ronda} parts.ronda
   * @param {Conversations} parts.conversations
   * @param {import("./attachments.js").Attachments} parts.attachments
   * @param {import("../lib/theme.js").Theme} parts.theme
   * @param {import("../lib/voice.js").Voice} parts.voice
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
    this.#bringAppeal();
    const picture = this.#picture();
    this.#bringCall(picture);
    const report = this.#focused(picture.reports);
    const appeal = this.#focusedAppeal(picture.appeals);
    if (this.#ofReport() && !report) this.#at = { name: "home" };
    if ("subject" in this.#at && !appeal) this.#at = { name: "home" };
    const name = this.#at.name === "home" && this.#locked() ? "enrol" : this.#at.name;
    const wanted = [
      name,
      this.#parts.sentences.language,
      report ? `${report.key} ${report.kind}` : "",
      this.#at.name === "service" ? this.#at.service : "",
      this.#at.name === "lesson" ? `${this.#at.kind} ${this.#at.began}` : "",
      appeal ? appeal.view.subject : "",
    ].join("|");
    if (wanted !== this.#drawn) this.#build(name, report, appeal);
    this.#drawn = wanted;
    document.documentElement.dataset.theme = picture.night ? "night" : "day";
    const mode = this.#at.name === "call" ? picture.call?.view?.mode : report?.mode;
    const drill = name === "learn" || name === "lesson" || mode === "drill";
    this.#parts.root.dataset.mode = drill ? "drill" : "real";
    this.#status?.update(picture, drill, this.#behind(picture));
    if (this.#screen instanceof LearnScreen) this.#screen.update(picture);
    if (this.#screen instanceof HomeScreen) this.#screen.update(picture);
    if (this.#screen instanceof AlarmScreen && report) this.#screen.update(report, picture);
    if (this.#screen instanceof AppealScreen && appeal) {
      this.#screen.update(appeal, this.facts.soundUnlocked);
    }
    if (this.#screen instanceof TalkScreen && report) this.#screen.update(report, picture);
    if (this.#screen instanceof CallScreen && picture.call) {
      this.#screen.update(picture.call, report, picture);
    }
  }

  /** The call that goes on, rings or was missed behind the screen. @param {Picture} picture */
  #behind({ call, calling }) {
    return this.#at.name !== "call" && (calling || call?.missed) ? call : null;
  }

  /** Whether the screen is that of a report. */
  #ofReport() {
    return this.#at.name === "alarm" || this.#at.name === "talk";
  }

  /** Alarms can't be taken: the tablet has no identity that the gateway accepts. */
  #locked() {
    return !this.facts.enrolled || this.facts.link === "rejected";
  }

  /** @returns {Picture} */
  #picture() {
    const { reports, appeals, ronda, conversations, attachments, clock, theme } = this.#parts;
    for (const part of [reports, appeals, ronda, conversations]) part.settle();
    const { callHere } = this.#parts;
    callHere.settle(reports.list(), appeals.list().some(({ alerting }) => alerting));
    const call = callHere.picture;
    const now = clock.now();
    return {
      ...this.facts,
      now,
      night: theme.night(now),
      reports: reports.list(),
      appeals: appeals.list(),
      call,
      calling: call !== null && call.stage !== "over",
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
    const press = this.#pressed();
    return reports.find(({ presses }) => press !== null && presses.includes(press));
  }

  /** The alarm that the screen is about. */
  #pressed() {
    return "press" in this.#at ? this.#at.press : null;
  }

  /**
   * A call comes to the screen once, but not before a button that is being held, a report that can
   * still be cancelled, or neighbours who call for help. When it is over, its screen goes.
   *
   * @param {Picture} picture
   */
  #bringCall({ call, reports, appeals, cancellable }) {
    const at = this.#at;
    if (at.name === "call" && !call) this.#at = this.#beforeCall();
    if (!call || this.#locked()) return;
    const held = this.#parts.root.querySelector('.hold[data-state="holding"]');
    const report = this.#focused(reports);
    const fresh = report !== undefined && cancellable(report) > 0;
    if (at.name !== "call" && (held || fresh || this.#focusedAppeal(appeals)?.alerting)) return;
    if (!this.#parts.callHere.comes(call) || at.name === "call") return;
    this.#touched = performance.now();
    this.#at = { name: "call", press: this.#pressed() };
  }

  /** @returns {Place} */
  #beforeCall() {
    const press = this.#pressed();
    return press === null ? { name: "home" } : { name: "alarm", press };
  }

  /** A new appeal comes to the screen, unless somebody is just reporting an emergency here. */
  #bringAppeal() {
    const { appeals, root } = this.#parts;
    const held = root.querySelector('.hold[data-state="holding"]');
    const open = this.#focusedAppeal(appeals.list());
    const fresh = appeals.fresh(open?.view);
    if (!fresh || held || this.#ofReport() || this.#locked()) return;
    appeals.open(fresh);
    this.#touched = performance.now();
    this.#at = { name: "appeal", subject: fresh.subject };
  }

  /** @param {Appeal[]} appeals */
  #focusedAppeal(appeals) {
    const at = this.#at;
    if (at.name !== "appeal") return undefined;
    return appeals.find((appeal) => appeal.view.subject === at.subject);
  }

  /** Tell what the eye can see: two frames from now it is painted, if the page is in sight. */
  #notePaint() {
    const at = this.#at;
    if (at.name !== "appeal") return;
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (document.visibilityState === "visible") this.#parts.appeals.painted(at.subject);
      }),
    );
  }

  /**
   * @param {Place["name"] | "enrol"} name
   * @param {Report | undefined} report
   * @param {Appeal | undefined} appeal
   */
  #build(name, report, appeal) {
    const { root, sentences, theme, clock } = this.#parts;
    this.#status = new StatusBar({
      say: sentences.say,
      following: sentences.following,
      onlanguage: this.#parts.onlanguage,
      ontheme: () => {
        theme.toggle(clock.now());
        this.draw();
      },
      oncall: () => this.#actions.openCall(),
    });
    this.#screen = this.#make(name, report, appeal);
    root.dataset.screen = name;
    root.dataset.kind = report?.kind ?? appeal?.view.kind ?? "";
    root.replaceChildren(this.#status.element, this.#screen.element);
    document.documentElement.lang = sentences.language;
    setText(document.head.querySelector("title") ?? root, sentences.say("app.name"));
    this.#notePaint();
  }

  /**
   * @param {Place["name"] | "enrol"} name
   * @param {Report | undefined} report
   * @param {Appeal | undefined} appeal
   */
  #make(name, report, appeal) {
    const { say } = this.#parts.sentences;
    const home = () => this.#go({ name: "home" });
    if (name === "alarm" && report) return new AlarmScreen(report, say, this.#actions);
    if (name === "appeal" && appeal) return new AppealScreen(appeal.view, say, this.#actions);
    if (name === "call") return new CallScreen(say, this.#parts.callHere.line, this.#actions);
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
      ...appealActions(parts),
      ...callActions({
        ...parts,
        goBack: () => this.#go(this.#beforeCall()),
        pressed: () => this.#pressed(),
      }),
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
    const { reports, appeals } = this.#parts;
    const open = appeals.list();
    const appeal = this.#focusedAppeal(open);
    const call = this.#parts.callHere.picture;
    const talks = call !== null && call.stage !== "over";
    const busy = appeal?.alerting || (talks && this.#at.name === "call");
    const idle = performance.now() - this.#touched > IDLE && !busy;
    if ((idle && this.#at.name !== "home") || appeal?.folds) this.#at = { name: "home" };
    this.draw();
    // A report that is over is listed until its end has been on the screen for its time.
    const quiet = reports.list().length + open.length === 0 && !talks;
    if (idle && this.facts.newBuild && quiet) location.reload();
  }
}
