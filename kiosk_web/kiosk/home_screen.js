// @ts-check
import { el, picture, setText } from "../lib/dom.js";
import { AppealBand } from "./appeal_band.js";
import { Band } from "./band.js";
import { GuestBand } from "./guests/guest_band.js";
import { wordsOf } from "./bubble.js";
import { holdButton } from "./hold_button.js";
import { EMERGENCIES, KIND_ICONS } from "./kinds.js";
import { RondaButton } from "./ronda_button.js";
import { SERVICE_ICONS, SERVICES } from "./services.js";
import { dial } from "../lib/telephone.js";

/** @typedef {import("./tablet.js").Actions} Actions */
/** @typedef {import("./tablet.js").Picture} Picture */
/** @typedef {import("../lib/i18n.js").Translate} Translate */

/** Emergencies large, services small, 112 always in the same place. */
export class HomeScreen {
  #say;
  #actions;
  #bands = el("div", { class: "bands", role: "list" });
  /** @type {Map<string, Band>} */
  #shown = new Map();
  /** @type {Map<string, AppealBand>} */
  #appeals = new Map();
  /** @type {Map<string, GuestBand>} */
  #guests = new Map();
  #unread = el("strong", { class: "service-count", hidden: true });
  #ronda;
  #notice = el("span", { class: "notice-words", role: "status" });
  #footer;
  #storage = el("span", { class: "storage" });

  /**
   * @param {Translate} say
   * @param {Actions} actions
   */
  constructor(say, actions) {
    this.#say = say;
    this.#actions = actions;
    this.#ronda = new RondaButton(say, actions.rondaSafe);
    this.#footer = el(
      "footer",
      { class: "foot" },
      this.#notice,
      dial("112", say("phone.dial"), "foot-dial"),
      this.#storage,
      el(
        "button",
        { class: "quiet-button learn", type: "button", "data-action": "learn", onclick: actions.learn },
        picture("graduation-cap"),
        say("learn"),
      ),
    );
    this.element = el(
      "main",
      { class: "home" },
      this.#bands,
      el("div", { class: "emergencies" }, ...EMERGENCIES.map((kind) => this.#emergency(kind))),
      this.#ronda.element,
      el("nav", { class: "services" }, ...SERVICES.map((service) => this.#service(service))),
      this.#footer,
    );
  }

  /** @param {Picture} now */
  update(now) {
    const { link, attended, soundUnlocked, storagePersistent, unreadLetters } = now;
    this.#showBands([...this.#appealBands(now), ...this.#reportBands(now), ...this.#guestBands(now)]);
    this.#unread.hidden = unreadLetters === 0;
    setText(this.#unread, String(unreadLetters));
    this.#ronda.update(now.watch);
    const troubled = link !== "online" && link !== "connecting";
    const key = troubled ? `notice.${link}` : attended ? "notice.also" : "notice.unattended";
    setText(this.#notice, this.#say(key));
    this.#footer.toggleAttribute("data-urgent", troubled || !attended);
    const quiet = soundUnlocked ? (storagePersistent ? "" : "storage.not_persistent") : "sound.locked";
    setText(this.#storage, quiet && this.#say(quiet));
    this.#storage.dataset.about = quiet;
  }

  /** @param {import("../lib/protocol.js").Kind} kind */
  #emergency(kind) {
    return holdButton({
      kind,
      icon: KIND_ICONS[kind],
      say: this.#say,
      onsend: () => this.#actions.raise(kind),
      onhint: this.#actions.speakHold,
    });
  }

  /** One touch calls; the camera beside it calls with a picture. */
  #officer() {
    const { callOfficer } = this.#actions;
    return el(
      "div",
      { class: "service-pair" },
      el(
        "button",
        {
          class: "service",
          type: "button",
          "data-service": "officer",
          onclick: () => callOfficer(false),
        },
        picture(SERVICE_ICONS.officer),
        el("span", {}, this.#say("service.officer")),
      ),
      el(
        "button",
        {
          class: "service service-video",
          type: "button",
          "data-service": "officer",
          "aria-label": this.#say("call.video_long"),
          onclick: () => callOfficer(true),
        },
        picture("video"),
      ),
    );
  }

  /** @param {import("./services.js").Service} service */
  #service(service) {
    if (service === "officer") return this.#officer();
    return el(
      "button",
      {
        class: "service",
        type: "button",
        "data-service": service,
        onclick: () => this.#open(service),
      },
      picture(SERVICE_ICONS[service]),
      el("span", {}, this.#say(`service.${service}`)),
      service === "head" ? this.#unread : null,
    );
  }

  /** @param {import("./services.js").Service} service */
  #open(service) {
    if (service === "guest") this.#actions.guests();
    else if (service === "head") this.#actions.head();
    else this.#actions.service(service);
  }

  /** @param {Picture} now */
  #guestBands({ guests }) {
    this.#guests = new Map(
      guests.map(({ sent, view }) => {
        const open = () => this.#actions.reviewGuests(sent);
        const band = this.#guests.get(sent.id) ?? new GuestBand(this.#say, open);
        band.update(sent, view);
        return [sent.id, band];
      }),
    );
    return this.#guests.values();
  }

  /** @param {Picture} now */
  #reportBands({ reports, worryOf, ageOf, newsOf }) {
    this.#shown = new Map(
      reports.map((report) => {
        const open = () => this.#actions.open(report);
        const band = this.#shown.get(report.key) ?? new Band(report, this.#say, open);
        const news = newsOf(report).at(-1);
        const words = news ? wordsOf(news, this.#say) : "";
        band.update(report, ageOf(report), worryOf(report) !== null, words);
        return [report.key, band];
      }),
    );
    return this.#shown.values();
  }

  /** @param {Picture} now */
  #appealBands({ appeals, now }) {
    this.#appeals = new Map(
      appeals.map((appeal) => {
        const open = () => this.#actions.openAppeal(appeal.view);
        const band = this.#appeals.get(appeal.view.subject) ?? new AppealBand(appeal, this.#say, open);
        band.update(appeal, now);
        return [appeal.view.subject, band];
      }),
    );
    return this.#appeals.values();
  }

  /** @param {{ element: HTMLElement }[]} bands */
  #showBands(bands) {
    const wanted = bands.map((band) => band.element);
    const same = wanted.length === this.#bands.children.length &&
      wanted.every((element, at) => element === this.#bands.children[at]);
    if (!same) this.#bands.replaceChildren(...wanted);
    this.#bands.toggleAttribute("data-many", wanted.length > 2);
  }
}
