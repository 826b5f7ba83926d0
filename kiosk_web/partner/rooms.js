// @ts-check
import { CallAbout } from "./call_about.js";
import { CallScreen } from "./call_screen.js";
import { DutyScreen } from "./duty_screen.js";
import { GuestsScreen } from "./guests/guests_screen.js";
import { NeedsMe } from "./needs_me.js";
import { OwnScreen } from "./own_screen.js";
import { TalkScreen } from "./talk/talk_screen.js";

/** @typedef {import("./tabs.js").Tab} Tab */
/** @typedef {import("./phone.js").Picture} Picture */
/** @typedef {{ element: HTMLElement, update: (picture: Picture) => void }} Screen */

/** The screens of the open phone: kept while it is open, so that nothing typed is lost on the way. */
export class Rooms {
  #parts;
  #go;
  /** @type {Map<string, Screen>} */
  #screens = new Map();

  /**
   * @param {object} parts
   * @param {import("../lib/i18n.js").Translate} parts.say
   * @param {import("./duties.js").Duties} parts.duties
   * @param {import("./wake.js").Wake} parts.wake
   * @param {import("../lib/call_line.js").CallLine} parts.line
   * @param {import("./guests/book.js").GuestBook} parts.book
   * @param {import("./guests/acts.js").Acts} parts.acts
   * @param {import("./talk/letters.js").Letters} parts.letters
   * @param {(tab: Tab) => void} parts.go
   * @param {() => void} parts.onfound what a notification was about is in sight
   * @param {() => void} parts.onaside the call goes on behind the others
   */
  constructor(parts) {
    this.#parts = parts;
    this.#go = parts.go;
  }

  /** @param {Tab | "call"} name */
  of(name) {
    const screen = this.#screens.get(name) ?? this.#make(name);
    this.#screens.set(name, screen);
    return screen;
  }

  /** Back was pressed. */
  back() {
    const guests = this.#screens.get("guests");
    if (guests instanceof GuestsScreen) guests.back();
  }

  /** The phone was locked: nothing of them is left. */
  clear() {
    this.#screens.clear();
  }

  /** Show one report whole. @param {import("./guests/book.js").GuestReportView} view */
  open = (view) => {
    this.#go("guests");
    const guests = this.of("guests");
    if (guests instanceof GuestsScreen) guests.open(view);
  };

  /** Show the conversation with a post. @param {string} post */
  talk(post) {
    this.#go("talk");
    const talk = this.of("talk");
    if (talk instanceof TalkScreen) talk.choose(post);
  }

  /** @param {Tab | "call"} name @returns {Screen} */
  #make(name) {
    const { say, duties, wake, line, book, acts, letters, onfound, onaside } = this.#parts;
    switch (name) {
      case "guests":
        return new GuestsScreen({ say, acts, book, line });
      case "talk":
        return new TalkScreen(say, letters);
      case "own":
        return new OwnScreen(say, wake);
      case "call":
        return new CallScreen(say, line, new CallAbout(say, line, acts, book), onaside);
      default: {
        const needs = new NeedsMe(say, acts, { open: this.open, go: this.#go });
        return new DutyScreen({ say, duties, line, needs, onfound });
      }
    }
  }
}
