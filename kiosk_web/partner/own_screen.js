// @ts-check
import { el } from "../lib/dom.js";
import { ReachPanel } from "./reach_panel.js";

/** @typedef {import("./phone.js").Picture} Picture */

/** This phone: how it is reached, for which posts, and who looks after them besides. */
export class OwnScreen {
  #say;
  #reach;
  #posts = el("ul", { class: "own-posts" });
  #section;
  #drawn = "";

  /**
   * @param {import("../lib/i18n.js").Translate} say
   * @param {import("./wake.js").Wake} wake
   */
  constructor(say, wake) {
    this.#say = say;
    this.#reach = new ReachPanel(say, wake);
    this.#section = el("section", {}, el("h2", {}, say("own.posts")), this.#posts);
    this.element = el("main", { class: "duty own" }, this.#section, this.#reach.element);
  }

  /** @param {Picture} shown */
  update({ posts, colleagues, role }) {
    this.#reach.update();
    this.#section.hidden = posts.length === 0;
    const drawn = JSON.stringify([posts, colleagues, role]);
    if (drawn !== this.#drawn) this.#posts.replaceChildren(...posts.map((post) => this.#post(post, colleagues, role)));
    this.#drawn = drawn;
  }

  /**
   * @param {import("../lib/protocol.js").PostView} post
   * @param {readonly import("../lib/protocol.js").ContactView[]} colleagues
   * @param {string} role
   */
  #post({ subject, title, link }, colleagues, role) {
    const say = this.#say;
    const here = colleagues.filter(({ posts = [] }) => posts.includes(subject));
    const people = here.map((each) => {
      const unpaired = each.paired ? "" : ` · ${say("own.unpaired")}`;
      return el("li", {}, `${each.title} · ${say(`role.${each.role}`)}${unpaired}`);
    });
    return el(
      "li",
      { class: "card own-post" },
      el("strong", {}, title),
      el("p", {}, say(link === "online" ? "own.tablet_on" : "own.tablet_off")),
      el("ul", {}, el("li", {}, `${say("own.you")} · ${say(`role.${role}`)}`), ...people),
    );
  }
}
