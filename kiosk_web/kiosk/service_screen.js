// @ts-check
import { el, picture } from "../lib/dom.js";
import { SERVICE_ICONS } from "./services.js";
import { controlRoomNumber, dial } from "../lib/telephone.js";

/** @typedef {import("./services.js").Service} Service */

/** A service that isn't open yet says so, and what to do instead. */
export class ServiceScreen {
  /**
   * @param {Service} service
   * @param {import("../lib/i18n.js").Translate} say
   * @param {() => void} onback
   */
  constructor(service, say, onback) {
    const number = controlRoomNumber();
    this.element = el(
      "main",
      { class: "card-screen", "data-screen": "service", "data-service": service },
      el(
        "section",
        { class: "card" },
        el("span", { class: "card-disc" }, picture(SERVICE_ICONS[service])),
        el("h1", {}, say(`service.${service}`)),
        el("p", { class: "card-lead" }, say("service.not_open")),
        el("p", {}, say(`service.instead.${service}`)),
        number && dial(number, say("service.control_room"), "card-dial"),
        dial("112", say("service.emergency"), "card-dial"),
      ),
      el(
        "button",
        { class: "quiet-button back", type: "button", "data-action": "back", onclick: onback },
        picture("arrow-left"),
        say("back"),
      ),
    );
  }
}
