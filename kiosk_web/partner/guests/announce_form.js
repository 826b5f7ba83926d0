// @ts-check
import { el } from "../../lib/dom.js";
import { Attempt } from "../attempt.js";
import { choice, line, text } from "./fields.js";

/** @typedef {import("../../lib/protocol.js").GuestCard} GuestCard */
/** @typedef {import("../../lib/protocol.js").GuestPurpose} GuestPurpose */
/** @typedef {import("../../lib/protocol.js").PostView} PostView */
/** @typedef {import("../../lib/i18n.js").Translate} Translate */

/** @type {GuestPurpose[]} */
const PURPOSES = ["family", "work", "boarding", "treatment", "tourism", "other"];
/** WIB has no summer time. */
const WIB = "+07:00";
const WIB_MS = 7 * 3_600_000;
/** Guests in one report at most (the protocol's limit). */
const MOST = 20;

/** The Ketua RT writes down guests who are expected, so that nobody has to ask again. */
export class AnnounceForm {
  #say;
  #acts;
  #attempt;
  #names = el("div", { class: "guest-names" });
  #post;
  #parts;

  /**
   * @param {Translate} say
   * @param {import("./acts.js").Acts} acts
   * @param {PostView[]} posts of this partner, at least one
   * @param {number} now gateway's time in ms
   * @param {() => void} ondone
   */
  constructor(say, acts, posts, now, ondone) {
    this.#say = say;
    this.#acts = acts;
    this.#attempt = new Attempt(say);
    this.#post = choice(say("guests.announce.post"), "post", posts.map(({ subject, title }) => [subject, title]));
    this.#post.element.hidden = posts.length < 2;
    this.#parts = parts(say, posts[0] ?? null, now);
    this.#addName();
    const add = () => this.#addName();
    const form = el(
      "form",
      { class: "act-form" },
      this.#post.element,
      this.#names,
      el("button", { class: "small-button", type: "button", onclick: add }, say("guests.announce.add")),
      ...Object.values(this.#parts).map(({ element }) => element),
      el("button", { class: "main-button", type: "submit" }, say("guests.announce.send")),
      this.#attempt.element,
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#send(ondone);
    });
    const lead = el("p", { class: "act-lead" }, say("guests.announce.lead"));
    this.element = el("div", { class: "announce" }, el("h1", {}, say("guests.announce.title")), lead, form);
  }

  /** Nothing here changes with the picture. */
  update() {}

  #addName() {
    if (this.#names.childElementCount >= MOST) return;
    const first = this.#names.childElementCount === 0;
    const name = line(this.#say("guests.announce.name"), "name", { required: first, maxlength: 100 });
    this.#names.append(name.element);
    if (!first) name.field.focus();
  }

  /** @param {() => void} ondone */
  async #send(ondone) {
    const sent = await this.#attempt.run(() => this.#acts.announce(this.#expected()));
    if (sent) ondone();
  }

  #expected() {
    const { origin, host, address, rt, rw, purpose, arrival, nights, people, children, phone, plate, remark } =
      this.#parts;
    const fields = [...this.#names.querySelectorAll("input")];
    const names = fields.map(({ value }) => value.trim()).filter(Boolean);
    const cards = names.map((name, at) => {
      const own = at === 0 ? { phone: phone.field.value.trim(), plate: plate.field.value.trim() } : {};
      return { name, origin: origin.field.value.trim(), ...own };
    });
    const post = this.#post.field.value;
    return {
      post,
      guests: /** @type {any} */ (cards),
      house: {
        host: host.field.value.trim(),
        address: address.field.value.trim(),
        rt: rt.field.value.trim(),
        rw: rw.field.value.trim(),
      },
      stay: {
        purpose: /** @type {GuestPurpose} */ (purpose.field.value),
        arrives_at: new Date(`${arrival.field.value}:00${WIB}`).toISOString(),
        nights: nights.field.valueAsNumber,
        people: Math.max(people.field.valueAsNumber, cards.length),
        children: children.field.valueAsNumber,
      },
      remark: remark.field.value.trim(),
    };
  }
}

/**
 * @param {Translate} say
 * @param {PostView | null} post whose neighbourhood is likely meant
 * @param {number} now
 */
function parts(say, post, now) {
  const said = (/** @type {string} */ key) => say(`guests.announce.${key}`);
  const number = (/** @type {number} */ min, /** @type {number} */ max, /** @type {number} */ value) => {
    return { type: "number", inputmode: "numeric", required: true, min, max, value };
  };
  const purposes = PURPOSES.map((each) => /** @type {[string, string]} */ ([each, say(`guests.purpose.${each}`)]));
  const today = new Date(now + WIB_MS).toISOString().slice(0, 16);
  return {
    origin: line(said("origin"), "origin", { maxlength: 60 }),
    host: line(said("host"), "host", { required: true, maxlength: 100 }),
    address: line(said("address"), "address", { maxlength: 100 }),
    rt: line("RT", "rt", { inputmode: "numeric", maxlength: 3, value: post?.place.rt ?? "" }),
    rw: line("RW", "rw", { inputmode: "numeric", maxlength: 3, value: post?.place.rw ?? "" }),
    purpose: choice(said("purpose"), "purpose", purposes),
    arrival: line(said("arrival"), "arrival", { type: "datetime-local", required: true, value: today }),
    nights: line(said("nights"), "nights", number(1, 366, 1)),
    people: line(said("people"), "people", number(1, 500, 1)),
    children: line(said("children"), "children", number(0, 500, 0)),
    phone: line(said("phone"), "phone", { type: "tel", maxlength: 24 }),
    plate: line(said("plate"), "plate", { maxlength: 24 }),
    remark: text(said("remark"), "remark"),
  };
}
