// @ts-check
import { el, picture, setText } from "../../lib/dom.js";
import { CODE_SIGNS, plainCode } from "../../lib/signing.js";
import { TICKET_LENGTH } from "./guest_book.js";
import { canScan, QrEye } from "./qr_eye.js";

/** @typedef {import("../tablet.js").Actions} Actions */
/** @typedef {import("./guest_book.js").GuestBook} GuestBook */

/** A ticket's code, typed or held before the camera. */
export class CodeEntry {
  #say;
  #book;
  #actions;
  #code = "";
  #slots = Array.from({ length: TICKET_LENGTH }, () => el("span", { class: "slot" }));
  #word = el("p", { class: "ask-missing", role: "status" });
  #forward;
  #scan;
  #place;
  #keys;
  /** @type {QrEye | null} */
  #eye = null;

  /**
   * @param {import("../../lib/i18n.js").Translate} say
   * @param {GuestBook} book
   * @param {Actions} actions
   */
  constructor(say, book, actions) {
    this.#say = say;
    this.#book = book;
    this.#actions = actions;
    this.#keys = el("div", { class: "code-keys" }, ...[...CODE_SIGNS].map((sign) => this.#key(sign)), this.#erase());
    this.#place = el("div", { class: "code-place" }, this.#keys);
    this.#scan = el(
      "button",
      { class: "quiet-button", type: "button", "data-action": "scan", hidden: true, onclick: () => void this.#look() },
      picture("camera"),
      say("guest.code.scan"),
    );
    this.#forward = el(
      "button",
      { class: "guest-forward", type: "button", "data-action": "forward", onclick: () => this.#send() },
      say("guest.code.open"),
      picture("arrow-right"),
    );
    this.element = this.#lay();
    void canScan().then((can) => (this.#scan.hidden = !can));
    this.#show();
  }

  /** Bring it in step with what the centre said. */
  update() {
    this.#show();
  }

  close() {
    this.#eye?.close();
    this.#eye = null;
  }

  /** A key of a keyboard, where the tablet has one. @param {KeyboardEvent} event */
  typed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Backspace") this.#remove();
    else if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) this.#send();
    else if (event.key.length === 1) this.#add(event.key);
  }

  #lay() {
    const say = this.#say;
    return el(
      "div",
      { class: "guest-code" },
      el(
        "header",
        { class: "ask-top" },
        el("span", { class: "ask-icon" }, picture("qrcode")),
        el("div", { class: "ask-words" }, el("h1", {}, say("guest.code.title"))),
        this.#scan,
      ),
      el("div", { class: "slots code-slots", "aria-label": say("guest.ticket.title") }, ...this.#slots),
      this.#place,
      el(
        "footer",
        { class: "ask-foot" },
        el(
          "button",
          { class: "quiet-button", type: "button", "data-action": "back", onclick: this.#actions.restartGuests },
          picture("arrow-left"),
          say("back"),
        ),
        this.#word,
        this.#forward,
      ),
    );
  }

  /** @param {string} sign */
  #key(sign) {
    return el("button", { class: "key", type: "button", "data-key": sign, onclick: () => this.#add(sign) }, sign);
  }

  #erase() {
    const label = this.#say("enrol.erase");
    return el(
      "button",
      { class: "key typing-erase", type: "button", "data-key": "erase", "aria-label": label, onclick: () => this.#remove() },
      picture("delete-left"),
    );
  }

  /** @param {string} typed */
  #add(typed) {
    if (this.#book.busy) return;
    this.#code = (this.#code + plainCode(typed)).slice(0, TICKET_LENGTH);
    this.#book.fault = "";
    this.#show();
  }

  #remove() {
    this.#code = this.#code.slice(0, -1);
    this.#book.fault = "";
    this.#show();
  }

  #send() {
    if (this.#code.length === TICKET_LENGTH && !this.#book.busy) this.#actions.openTicket(this.#code);
    this.#show();
  }

  async #look() {
    const eye = new QrEye((text) => {
      if (plainCode(text).length !== TICKET_LENGTH) return;
      this.#code = plainCode(text);
      this.#stop();
      this.#send();
    });
    this.#eye = eye;
    this.#place.replaceChildren(eye.element);
    try {
      await eye.open();
    } catch (error) {
      console.warn("the camera can't be used", error);
      this.#stop();
      this.#book.fault = this.#say("guest.code.no_camera");
    }
  }

  #stop() {
    this.close();
    this.#place.replaceChildren(this.#keys);
  }

  #show() {
    this.#slots.forEach((slot, at) => {
      setText(slot, this.#code[at] ?? "");
      slot.toggleAttribute("data-next", at === this.#code.length);
    });
    setText(this.#word, this.#book.busy ? this.#say("enrol.busy") : this.#book.fault);
    this.#forward.disabled = this.#book.busy || this.#code.length < TICKET_LENGTH;
  }
}
