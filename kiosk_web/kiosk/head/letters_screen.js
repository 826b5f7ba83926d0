// @ts-check
import { el, picture, setText } from "../../lib/dom.js";
import { alarmRail } from "../alarm_rail.js";
import { Typing } from "../guests/typing.js";
import { PHRASE_ICONS } from "../phrases.js";
import { wib } from "../wording.js";

/** @typedef {import("../tablet.js").Actions} Actions */
/** @typedef {import("./letters.js").Letter} Letter */
/** @typedef {import("../../lib/i18n.js").Translate} Translate */

/** The limit of the protocol. */
const LONGEST = 300;
/** Said by one touch. */
const PHRASES = /** @type {const} */ (["come_quickly", "yes", "no"]);

/** Writing with the Ketua RT. */
export class LettersScreen {
  #say;
  #actions;
  #list = el("ol", { class: "talk-list", role: "log" });
  #empty;
  #text = "";
  #typing;
  #drawn = "";

  /**
   * @param {Translate} say
   * @param {Actions} actions
   */
  constructor(say, actions) {
    this.#say = say;
    this.#actions = actions;
    this.#empty = el("p", { class: "talk-empty" }, say("head.empty"));
    const send = el("button", { class: "talk-send", "data-action": "send" }, picture("paper-plane"), say("talk.send"));
    const field = { name: "text", label: say("head.write"), value: "", most: LONGEST };
    this.#typing = new Typing(say, [{ ...field, layout: "words" }], (_, value) => (this.#text = value), send);
    this.element = el("main", { class: "guest head", "data-service": "head" }, this.#panel(), alarmRail(say, actions));
  }

  #panel() {
    const phrases = PHRASES.map((phrase) =>
      el(
        "button",
        { class: "phrase", type: "button", "data-phrase": phrase, onclick: () => this.#actions.writeLetter({ phrase }) },
        picture(PHRASE_ICONS[phrase]),
        el("span", {}, this.#say(`phrase.${phrase}`)),
      ),
    );
    return el(
      "form",
      {
        class: "guest-panel letters",
        onfocusin: (/** @type {FocusEvent} */ { target, currentTarget }) => {
          // The keys take the room of the messages only while somebody writes.
          const panel = /** @type {HTMLElement} */ (currentTarget);
          if (target instanceof HTMLInputElement) panel.toggleAttribute("data-writing", true);
        },
        onsubmit: (/** @type {Event} */ event) => {
          event.preventDefault();
          this.#write();
        },
      },
      el(
        "header",
        { class: "ask-top" },
        el("span", { class: "ask-icon" }, picture("comment-dots")),
        el("div", { class: "ask-words" }, el("h1", {}, this.#say("head.letters"))),
        el(
          "button",
          { class: "quiet-button", type: "button", "data-action": "back", onclick: this.#actions.head },
          picture("arrow-left"),
          this.#say("back"),
        ),
      ),
      el("section", { class: "talk-said" }, this.#empty, this.#list),
      el("div", { class: "letters-phrases" }, ...phrases),
      this.#typing.element,
    );
  }

  #write() {
    const text = this.#text.trim();
    if (!text) return;
    this.#text = "";
    this.#typing.set("text", "");
    this.element.querySelector(".letters")?.removeAttribute("data-writing");
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    this.#actions.writeLetter({ text });
  }

  /** @param {import("../tablet.js").Picture} picture */
  update({ letters }) {
    const key = JSON.stringify(letters);
    if (key !== this.#drawn) {
      this.#drawn = key;
      this.#empty.hidden = letters.length > 0;
      this.#list.replaceChildren(...letters.map((letter) => bubble(letter, this.#say)));
      this.#list.lastElementChild?.scrollIntoView({ block: "end" });
    }
    if (document.visibilityState === "visible") this.#actions.seeLetters();
  }
}

/**
 * @param {Letter} letter
 * @param {Translate} say
 */
function bubble({ side, title, text, phrase, at, standing, reason }, say) {
  const words = [phrase && say(`phrase.${phrase}`), text].filter(Boolean).join("\n");
  const foot = el("span", {});
  setText(foot, side === "post" ? say(`head.${standing}`, { reason }) : title);
  return el(
    "li",
    { class: "bubble", "data-side": side === "post" ? "post" : "officer", "data-standing": standing },
    el("span", { class: "bubble-words" }, phrase ? picture(PHRASE_ICONS[phrase]) : null, el("span", { class: "bubble-text" }, words)),
    el("span", { class: "bubble-foot" }, el("time", {}, wib(at)), foot),
  );
}
