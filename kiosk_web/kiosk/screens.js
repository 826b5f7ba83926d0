// @ts-check
import { AlarmScreen } from "./alarm_screen.js";
import { AppealScreen } from "./appeal_screen.js";
import { CallScreen } from "./call_screen.js";
import { EnrolScreen } from "./enrol_screen.js";
import { GuestScreen } from "./guests/guest_screen.js";
import { HeadScreen } from "./head/head_screen.js";
import { LettersScreen } from "./head/letters_screen.js";
import { HomeScreen } from "./home_screen.js";
import { LearnScreen } from "./learn_screen.js";
import { LessonScreen } from "./lesson_screen.js";
import { ServiceScreen } from "./service_screen.js";
import { TalkScreen } from "./talk_screen.js";

/** @typedef {import("./tablet.js").Actions} Actions */
/** @typedef {import("./tablet.js").Picture} Picture */
/** @typedef {import("./tablet.js").Place} Place */
/** @typedef {import("./steps.js").Report} Report */
/** @typedef {import("./appeals.js").Appeal} Appeal */

/** What the screen is about. @typedef {{ report: Report | undefined, appeal: Appeal | undefined }} Focus */

/**
 * A screen of the tablet, whichever it is. `typed`: a key of a keyboard; `close`: it goes.
 *
 * @typedef {object} Screen
 * @property {HTMLElement} element
 * @property {(picture: Picture, focus: Focus) => void} [update]
 * @property {(event: KeyboardEvent) => void} [typed]
 * @property {() => void} [close]
 */

/**
 * The screen of a place.
 *
 * @param {Place | { name: "enrol", reason: string | null }} at
 * @param {Focus} focus
 * @param {object} parts
 * @param {import("../lib/i18n.js").Translate} parts.say
 * @param {import("./call_here.js").CallHere} parts.callHere
 * @param {import("./guests/guest_book.js").GuestBook} parts.book
 * @param {(code: string) => Promise<void>} parts.onenrol
 * @param {Actions} actions
 * @returns {Screen}
 */
export function makeScreen(at, focus, { say, callHere, book, onenrol }, actions) {
  switch (at.name) {
    case "enrol":
      return new EnrolScreen({ say, reason: at.reason, onenrol });
    case "alarm":
    case "talk":
    case "appeal":
      return aboutFocus(at.name, focus, say, actions);
    case "call":
      return callScreen(new CallScreen(say, callHere.line, actions));
    case "guest":
      return new GuestScreen(say, book, actions);
    case "head":
      return new HeadScreen(say, actions);
    case "letters":
      return new LettersScreen(say, actions);
    case "learn":
      return new LearnScreen(say, actions, actions.home);
    case "lesson":
      return new LessonScreen(at, say, actions, actions.home);
    case "service":
      return new ServiceScreen(at.service, say, actions.home);
    case "home":
      return new HomeScreen(say, actions);
  }
}

/** @param {CallScreen} screen @returns {Screen} */
function callScreen(screen) {
  return {
    element: screen.element,
    update: (picture, { report }) => picture.call && screen.update(picture.call, report, picture),
  };
}

/**
 * @param {"alarm" | "talk" | "appeal"} name
 * @param {Focus} focus
 * @param {import("../lib/i18n.js").Translate} say
 * @param {Actions} actions
 * @returns {Screen}
 */
function aboutFocus(name, { report, appeal }, say, actions) {
  if (appeal) {
    const screen = new AppealScreen(appeal.view, say, actions);
    return {
      element: screen.element,
      update: (picture, now) => now.appeal && screen.update(now.appeal, picture.soundUnlocked),
    };
  }
  if (!report) return new HomeScreen(say, actions);
  const screen = name === "alarm" ? new AlarmScreen(report, say, actions) : new TalkScreen(report, say, actions);
  return { element: screen.element, update: (picture, now) => now.report && screen.update(now.report, picture) };
}
