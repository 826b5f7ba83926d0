// @ts-check
import { setText } from "../lib/dom.js";
import { sha256 } from "../lib/media_line.js";
import { appealActions } from "./appeal_actions.js";
import { wordsOf } from "./bubble.js";
import { callActions } from "./call_actions.js";
import { guestActions } from "./guests/guest_actions.js";
import { WIPED_AFTER } from "./guests/patience.js";
import { headActions } from "./head/head_actions.js";
import { headsOf, reachable } from "./head/heads.js";
import { reportActions } from "./report_actions.js";
import { makeScreen } from "./screens.js";
import { StatusBar } from "./status_bar.js";
import { worryOf } from "./steps.js";

/** @typedef {import("./steps.js").Report} Report */
/** @typedef {import("../lib/protocol.js").Kind} Kind */
/** @typedef {import("../lib/link.js").LinkState} LinkState */
/** @typedef {import("./services.js").Service} Service */
/** @typedef {import("./appeals.js").Appeal} Appeal */
/** @typedef {import("./appeal_actions.js").AppealActions} AppealActions */
/** @typedef {import("./call_actions.js").CallActions} CallActions */
/** @typedef {import("./report_actions.js").ReportActions} ReportActions */
/** @typedef {import("./guests/guest_actions.js").GuestActions} GuestActions */
/** @typedef {import("./guests/guest_book.js").Sent} Sent */
/** @typedef {import("./head/head_actions.js").HeadActions} HeadActions */
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
 *   idle: number,
 *   guests: ReturnType<import("./guests/guest_book.js").GuestBook["recent"]>,
 *   guestsAsked: import("./guests/guest_book.js").GuestTicketView[],
 *   heads: import("./head/heads.js").Head[],
 *   headReachable: boolean,
 *   letters: import("./head/letters.js").Letter[],
 *   unreadLetters: number,
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
 * @typedef {ReportActions & AppealActions & CallActions & GuestActions & HeadActions & OwnActions} Actions
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
 * @property {() => void} home
 * @property {() => void} speakHold
 */

/**
 * @typedef {{ name: "home" | "learn" | "guest" | "head" | "letters" } | { name: "service", service: Service }
 *   | { name: "lesson", kind: Kind, began: number } | { name: "alarm" | "talk", press: string }
 *   | { name: "call", press: string | null } | { name: "appeal", subject: string }} Place
 */

/** Without a touch for so long every screen gives way to the home screen, in ms. */
const IDLE = WIPED_AFTER;
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
  /** @type {import("./screens.js").Screen | null} */
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
   * @param {import("./guests/guest_book.js").GuestBook} parts.book
   * @param {() => import("./guests/regencies.js").Regencies | null} parts.regencies
   * @param {import("./head/letters.js").Letters} parts.letters
   * @param {import("../lib/replica.js").Replica} parts.replica
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
      this.#screen?.typed?.(event);
    });
    parts.book.onchange = () => this.draw();
    parts.book.onreached = (sent) => this.#reached(sent);
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
    this.#screen?.update?.(picture, { report, appeal });
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
    const { callHere, book, letters, replica } = this.#parts;
    for (const part of [reports, appeals, ronda, conversations, book]) part.settle();
    if (letters.settle() > 0 && !reports.list().some(({ kind }) => kind === "crime")) this.#parts.voice.news();
    const heads = headsOf(replica.views);
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
      idle: performance.now() - this.#touched,
      guests: book.recent(),
      guestsAsked: book.asked(),
      heads,
      headReachable: reachable(heads).length > 0,
      letters: letters.list(),
      unreadLetters: letters.unread,
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
    if (at.name === "call" && !call) {
      this.#at = this.#beforeCall();
      this.#touched = performance.now();
    }
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
    if (press !== null) return { name: "alarm", press };
    return { name: this.#parts.book.stage === "start" ? "home" : "guest" };
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
    this.#screen?.close?.();
    const at = name === "enrol" ? this.#enrolment() : this.#at;
    this.#screen = makeScreen(at, { report, appeal }, { ...this.#parts, say: sentences.say }, this.#actions);
    root.dataset.screen = name;
    root.dataset.kind = report?.kind ?? appeal?.view.kind ?? "";
    root.replaceChildren(this.#status.element, this.#screen.element);
    document.documentElement.lang = sentences.language;
    setText(document.head.querySelector("title") ?? root, sentences.say("app.name"));
    this.#notePaint();
  }

  /** A tablet that the gateway knew asks again, and says why. */
  #enrolment() {
    const reason = this.facts.enrolled ? "enrol.rejected" : null;
    return { name: /** @type {const} */ ("enrol"), reason };
  }

  /** The centre has guests' report: whoever wanted to speak with the Ketua RT does now. @param {Sent} sent */
  #reached({ task, contact, subject }) {
    if (this.#at.name !== "guest" || task !== "report" || contact === "message") return;
    this.#actions.callHead({ video: contact === "video", about: subject });
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
        heads: () => headsOf(this.#parts.replica.views),
      }),
      ...guestActions(parts),
      ...headActions(parts),
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
      home: () => this.#go({ name: "home" }),
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
    const untouched = performance.now() - this.#touched > IDLE;
    const idle = untouched && !busy;
    // A ticket is shown after the call that the report began; what is half filled in doesn't wait.
    if (untouched && (!busy || this.#parts.book.draft)) this.#parts.book.wipe();
    if ((idle && this.#at.name !== "home") || appeal?.folds) this.#at = { name: "home" };
    this.draw();
    // A report that is over is listed until its end has been on the screen for its time.
    const quiet = reports.list().length + open.length === 0 && !talks;
    if (idle && this.facts.newBuild && quiet) location.reload();
  }
}
