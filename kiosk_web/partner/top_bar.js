// @ts-check
import { CallButton } from "../lib/call_button.js";
import { el, picture, setText } from "../lib/dom.js";

/** @typedef {import("./phone.js").Picture} Picture */
/** @typedef {import("../lib/i18n.js").Translate} Translate */

/** Whose phone it is, the link in words, and the lock. */
export class TopBar {
  #say;
  #title = el("strong", { class: "bar-title" });
  #link = el("span", { class: "link", role: "status" });
  #linkWord = el("span", {});
  #lock;
  #words;
  #call;

  /**
   * @param {object} options
   * @param {Translate} options.say
   * @param {() => void} options.onlock
   * @param {() => void} options.oncall the call behind this screen is wanted
   */
  constructor({ say, onlock, oncall }) {
    this.#say = say;
    this.#link.append(el("span", { class: "dot", "aria-hidden": "true" }), this.#linkWord);
    this.#lock = el(
      "button",
      { class: "bar-button", type: "button", "data-action": "lock", onclick: onlock },
      picture("lock"),
      say("lock"),
    );
    this.#words = el("div", { class: "bar-words" }, this.#title, this.#link);
    this.#call = new CallButton(say, oncall);
    this.element = el("header", { class: "bar" }, this.#words, this.#call.element, this.#lock);
  }

  /** @param {Picture} picture */
  update({ title, open, paired, link, call, now, aside }) {
    setText(this.#title, open ? title : this.#say("app.name"));
    setText(this.#linkWord, this.#say(`link.${link}`));
    this.#link.dataset.link = link;
    this.#link.hidden = !paired;
    this.#lock.hidden = !open;
    this.#words.hidden = aside;
    this.#call.update(aside ? call : null, now);
  }
}

/** The switches that nobody needs in a hurry: language, and day or night. */
export class BottomBar {
  #moon = picture("moon");
  #sun = picture("sun");

  /**
   * @param {object} options
   * @param {Translate} options.say
   * @param {string} options.following the language that the button leads to
   * @param {() => void} options.onlanguage
   * @param {() => void} options.ontheme
   */
  constructor({ say, following, onlanguage, ontheme }) {
    this.element = el(
      "footer",
      { class: "foot" },
      el(
        "button",
        { class: "bar-button", type: "button", "data-action": "language", onclick: onlanguage },
        say(`language.${following}`),
      ),
      el(
        "button",
        { class: "bar-button", type: "button", "aria-label": say("theme"), onclick: ontheme },
        this.#moon,
        this.#sun,
      ),
    );
  }

  /** @param {Picture} picture */
  update({ night }) {
    this.#moon.hidden = night;
    this.#sun.hidden = !night;
  }
}
