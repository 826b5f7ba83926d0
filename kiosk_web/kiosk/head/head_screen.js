// @ts-check
import { el, picture, setText } from "../../lib/dom.js";
import { alarmRail } from "../alarm_rail.js";
import { reachable } from "./heads.js";

/** @typedef {import("../tablet.js").Actions} Actions */
/** @typedef {import("../tablet.js").Picture} Picture */

const WAYS = /** @type {const} */ ([
  ["message", "comment-dots"],
  ["voice", "phone"],
  ["video", "video"],
]);

/** Reaching the Ketua RT about any matter: write, call, or call with a picture; and whoever is next. */
export class HeadScreen {
  #say;
  #actions;
  #buttons;
  #count = el("strong", { class: "talk-count", hidden: true });
  #list = el("ul", { class: "head-list" });
  #note = el("p", { class: "head-note", role: "status" });
  #drawn = "";

  /**
   * @param {import("../../lib/i18n.js").Translate} say
   * @param {Actions} actions
   */
  constructor(say, actions) {
    this.#say = say;
    this.#actions = actions;
    const acts = {
      message: actions.letters,
      voice: () => actions.callHead({ video: false }),
      video: () => actions.callHead({ video: true }),
    };
    this.#buttons = WAYS.map(([way, icon]) =>
      el(
        "button",
        { class: "choice", type: "button", "data-way": way, onclick: acts[way] },
        picture(icon),
        el("span", {}, say(`head.${way}`)),
        way === "message" ? this.#count : null,
      ),
    );
    this.element = el("main", { class: "guest head", "data-service": "head" }, this.#panel(), alarmRail(say, actions));
  }

  #panel() {
    const say = this.#say;
    return el(
      "section",
      { class: "guest-panel" },
      el(
        "header",
        { class: "ask-top" },
        el("span", { class: "ask-icon" }, picture("house-user")),
        el("div", { class: "ask-words" }, el("h1", {}, say("service.head"))),
        el(
          "button",
          { class: "quiet-button", type: "button", "data-action": "back", onclick: this.#actions.home },
          picture("arrow-left"),
          say("back"),
        ),
      ),
      el("div", { class: "choices", "data-count": 3 }, ...this.#buttons),
      this.#list,
      this.#note,
    );
  }

  /** @param {Picture} picture */
  update({ heads, link, unreadLetters }) {
    const able = reachable(heads).length > 0;
    const online = link === "online";
    const [message, ...calls] = this.#buttons;
    if (message) message.disabled = heads.length === 0;
    for (const button of calls) button.disabled = !able || !online;
    this.#count.hidden = unreadLetters === 0;
    setText(this.#count, String(unreadLetters));
    const key = JSON.stringify([heads, online]);
    if (key !== this.#drawn) this.#list.replaceChildren(...heads.map((head) => this.#row(head, online)));
    this.#drawn = key;
    const about = heads.length === 0 ? "none" : !online ? "offline" : able ? "then" : "unpaired";
    setText(this.#note, this.#say(`head.note.${about}`));
  }

  /**
   * @param {import("./heads.js").Head} head
   * @param {boolean} online
   */
  #row({ subject, title, role, paired }, online) {
    const call = (/** @type {boolean} */ video) =>
      el(
        "button",
        {
          class: "quiet-button icon-button",
          type: "button",
          "data-call": video ? "video" : "voice",
          disabled: !paired || !online,
          "aria-label": this.#say(video ? "head.video_to" : "head.voice_to", { name: title }),
          onclick: () => this.#actions.callHead({ video, to: subject }),
        },
        picture(video ? "video" : "phone"),
      );
    const words = el("span", {}, el("strong", {}, title), el("span", {}, this.#say(paired ? `head.role.${role}` : "head.unpaired")));
    return el("li", { class: "guest-row", "data-head": subject }, picture(role === "ketua_rt" ? "user-tie" : "user"), words, call(false), call(true));
  }
}
