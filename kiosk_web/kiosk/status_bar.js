// @ts-check
import { CallButton } from "../lib/call_button.js";
import { el, picture, setText } from "../lib/dom.js";
import { wib } from "./wording.js";

/** @typedef {import("./tablet.js").Picture} Picture */

/** Who this post is, the time, the link in words, and the two switches: night and language. */
export class StatusBar {
  #say;
  #title = el("strong", { class: "post-title" });
  #place = el("span", { class: "post-place" });
  #drill = el("strong", { class: "drill-mark", hidden: true });
  #clock = el("time", { class: "clock" });
  #link = el("span", { class: "link", role: "status" });
  #linkWord = el("span", {});
  #moon = picture("moon");
  #sun = picture("sun");
  #post = el("div", { class: "post" }, this.#title, this.#place);
  #call;

  /**
   * @param {object} options
   * @param {import("../lib/i18n.js").Translate} options.say
   * @param {string} options.following the language that the button leads to
   * @param {() => void} options.onlanguage
   * @param {() => void} options.ontheme
   * @param {() => void} options.oncall the call behind this screen is wanted
   */
  constructor({ say, following, onlanguage, ontheme, oncall }) {
    this.#say = say;
    this.#call = new CallButton(say, oncall);
    this.#link.append(el("span", { class: "dot", "aria-hidden": "true" }), this.#linkWord);
    this.element = el(
      "header",
      { class: "status" },
      this.#post,
      this.#call.element,
      this.#drill,
      this.#clock,
      this.#link,
      el(
        "button",
        { class: "quiet-button icon-button", type: "button", "aria-label": say("theme"), onclick: ontheme },
        this.#moon,
        this.#sun,
      ),
      el(
        "button",
        { class: "quiet-button", type: "button", "data-action": "language", onclick: onlanguage },
        say(`language.${following}`),
      ),
    );
  }

  /**
   * @param {Picture} picture
   * @param {boolean} drill whether the screen below is one of a drill
   * @param {import("../lib/call_line.js").CallPicture | null} call the one behind the screen below
   */
  update({ title, place, enrolled, link, night, now }, drill, call) {
    this.#post.hidden = call !== null;
    this.#call.update(call, now);
    setText(this.#title, title);
    setText(this.#place, place);
    this.#drill.hidden = !drill;
    setText(this.#drill, this.#say("mode.drill"));
    setText(this.#clock, wib(now));
    setText(this.#linkWord, this.#say(`link.${link}`));
    this.#link.dataset.link = link;
    this.#link.hidden = !enrolled;
    this.#moon.hidden = night;
    this.#sun.hidden = !night;
  }
}
