// @ts-check
import { el, picture, setText } from "../lib/dom.js";

/** @typedef {import("./phone.js").Picture} Picture */
/** @typedef {"duty" | "guests" | "talk" | "own"} Tab */

/** @type {Record<Tab, string>} */
const ICONS = { duty: "bell", guests: "house-user", talk: "comments", own: "mobile-screen" };
/** What only a Ketua RT or deputy has. @type {ReadonlySet<Tab>} */
const KEEPERS = new Set(/** @type {const} */ (["guests", "talk"]));

/** The parts of the open page, at the thumb; each says how much waits there. */
export class Tabs {
  #say;
  #buttons;

  /**
   * @param {import("../lib/i18n.js").Translate} say
   * @param {(tab: Tab) => void} ongo
   */
  constructor(say, ongo) {
    this.#say = say;
    const tabs = /** @type {Tab[]} */ (Object.keys(ICONS));
    this.#buttons = tabs.map((tab) => {
      const badge = el("span", { class: "badge" });
      const element = el(
        "button",
        { class: "tab", type: "button", "data-tab": tab, onclick: () => ongo(tab) },
        picture(ICONS[tab]),
        el("span", {}, say(`tab.${tab}`)),
        badge,
      );
      return { tab, element, badge };
    });
    this.element = el("nav", { class: "tabs" }, ...this.#buttons.map(({ element }) => element));
  }

  /**
   * @param {Picture} shown
   * @param {string} screen
   */
  update({ keeps, guests, unread }, screen) {
    this.element.hidden = !(screen in ICONS);
    const waiting = guests.waiting.length + guests.overdue.length;
    for (const { tab, element, badge } of this.#buttons) {
      element.hidden = KEEPERS.has(tab) && !keeps;
      if (tab === screen) element.setAttribute("aria-current", "page");
      else element.removeAttribute("aria-current");
      const n = tab === "guests" ? waiting : tab === "talk" ? unread : 0;
      setText(badge, n ? String(n) : "");
      badge.toggleAttribute("hidden", n === 0);
      badge.setAttribute("aria-label", this.#say("tab.waiting", { n }));
    }
  }
}
