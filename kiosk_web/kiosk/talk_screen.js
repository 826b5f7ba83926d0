// @ts-check
import { el, picture } from "../lib/dom.js";
import { Bubble } from "./bubble.js";
import { OWN_PHRASES, PHRASE_ICONS } from "./phrases.js";
import { TalkMedia } from "./talk_media.js";
import { reportTitle } from "./wording.js";

/** @typedef {import("./steps.js").Report} Report */
/** @typedef {import("./tablet.js").Actions} Actions */
/** @typedef {import("./tablet.js").Picture} Picture */
/** @typedef {import("./conversations.js").Message} Message */
/** @typedef {import("../lib/i18n.js").Translate} Translate */

/** The limit of the protocol. */
const LONGEST = 2_000;

/** The conversation about one report: what was said, sentences by picture, a line to write. */
export class TalkScreen {
  #say;
  #actions;
  #list = el("ol", { class: "talk-list", role: "log" });
  #empty;
  #text;
  #media;
  /** @type {Map<string, Bubble>} by message and picture */
  #bubbles = new Map();
  /** @type {Report} */
  #report;

  /**
   * @param {Report} report
   * @param {Translate} say
   * @param {Actions} actions
   */
  constructor(report, say, actions) {
    this.#report = report;
    this.#say = say;
    this.#actions = actions;
    this.#empty = el("p", { class: "talk-empty" }, say("talk.empty"));
    this.#media = new TalkMedia(say, (sort, blob, seconds) =>
      this.#actions.attach(this.#report, { sort, blob, seconds }),
    );
    this.#text = el("textarea", {
      class: "talk-text",
      rows: 1,
      maxlength: LONGEST,
      placeholder: say("talk.write"),
      "aria-label": say("talk.write"),
    });
    this.element = el(
      "main",
      { class: "talk", "data-kind": report.kind, "data-mode": report.mode },
      this.#head(),
      el("section", { class: "talk-said" }, this.#empty, this.#list),
      el("div", { class: "phrases" }, ...OWN_PHRASES.map((phrase) => this.#phrase(phrase))),
      this.#line(),
    );
  }

  #line() {
    return el(
      "form",
      {
        class: "talk-line",
        onsubmit: (/** @type {Event} */ event) => {
          event.preventDefault();
          this.#write();
        },
      },
      this.#media.fault,
      this.#text,
      this.#media.photo,
      this.#media.voice,
      el("button", { class: "talk-send" }, picture("paper-plane"), this.#say("talk.send")),
    );
  }

  #head() {
    return el(
      "div",
      { class: "talk-head" },
      el(
        "button",
        {
          class: "quiet-button",
          type: "button",
          "data-action": "back",
          onclick: () => this.#actions.open(this.#report),
        },
        picture("arrow-left"),
        this.#say("back"),
      ),
      el("h1", {}, this.#say("talk.title")),
      el("span", { class: "talk-kind" }, reportTitle(this.#report, this.#say)),
    );
  }

  /** @param {import("./conversations.js").Phrase} phrase */
  #phrase(phrase) {
    return el(
      "button",
      {
        class: "phrase",
        type: "button",
        "data-phrase": phrase,
        onclick: () => this.#actions.write(this.#report, { phrase }),
      },
      picture(PHRASE_ICONS[phrase]),
      el("span", {}, this.#say(`phrase.${phrase}`)),
    );
  }

  #write() {
    const text = this.#text.value.trim();
    if (!text) return;
    this.#text.value = "";
    this.#actions.write(this.#report, { text });
  }

  /**
   * @param {Report} report
   * @param {Picture} around
   */
  update(report, { messagesOf, progressOf, urlOf }) {
    this.#report = report;
    this.#media.update();
    const messages = messagesOf(report);
    this.#empty.hidden = messages.length > 0;
    const wanted = messages.map((message) => {
      const bubble = this.#bubble(message, urlOf(message.id));
      bubble.update(message, progressOf(message.id));
      return bubble.element;
    });
    const same =
      wanted.length === this.#list.children.length &&
      wanted.every((element, at) => element === this.#list.children[at]);
    if (!same) {
      this.#list.replaceChildren(...wanted);
      this.#list.lastElementChild?.scrollIntoView({ block: "end" });
    }
    if (document.visibilityState === "visible") this.#actions.see(report, messages);
  }

  /**
   * @param {Message} message
   * @param {string} url
   */
  #bubble(message, url) {
    const key = `${message.id} ${url}`;
    const held = this.#bubbles.get(key);
    const bubble = held ?? new Bubble(message, this.#say, this.#actions.speak, url);
    this.#bubbles.set(key, bubble);
    return bubble;
  }
}
