// @ts-check
import { el, picture } from "../lib/dom.js";

/** @typedef {import("../lib/protocol.js").Kind} Kind */
/** @typedef {import("../lib/protocol.js").ReportView["help"]} Help */

/** @type {Partial<Record<Kind, string>>} */
const VEHICLES = { fire: "truck-droplet", medical: "truck-medical" };

/** How near help is: a road from the station to this post, and who drives on it. */
export class HelpRoad {
  /** @param {Kind} kind */
  constructor(kind) {
    this.element = el(
      "div",
      { class: "help", hidden: true, "aria-hidden": "true" },
      picture("building-shield", "help-station"),
      el(
        "span",
        { class: "help-way" },
        el("span", { class: "help-driver" }, picture(VEHICLES[kind] ?? "truck-fast")),
      ),
      picture("pos-kamling", "help-post"),
    );
  }

  /** @param {Help | undefined} help */
  update(help) {
    this.element.hidden = !help;
    this.element.dataset.help = help ?? "";
  }
}
