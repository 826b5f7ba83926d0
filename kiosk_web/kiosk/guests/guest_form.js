// @ts-check
import { el, picture, setText } from "../../lib/dom.js";
import { ASKS } from "./asks.js";

/** @typedef {import("../tablet.js").Actions} Actions */
/** @typedef {import("../tablet.js").Picture} Picture */
/** @typedef {import("./draft.js").Draft} Draft */

/** One question a screen, from the first name to the summary. */
export class GuestForm {
  #say;
  #draft;
  #actions;
  #icon = el("span", { class: "ask-icon" });
  #title = el("h1", {});
  #count = el("span", { class: "ask-count" });
  #bar = el("progress", { class: "ask-bar" });
  #body = el("div", { class: "ask-body" });
  #missing = el("p", { class: "ask-missing", role: "status" });
  #back;
  #forward = el("button", { class: "guest-forward", type: "button", "data-action": "forward" });
  #now;
  /** @type {(() => void) | undefined} to be done once the first question is on the screen */
  #shown;

  /**
   * @param {import("../../lib/i18n.js").Translate} say
   * @param {Draft} draft
   * @param {Actions} actions
   * @param {number} now gateway's time in ms
   */
  constructor(say, draft, actions, now) {
    this.#now = now;
    this.#say = say;
    this.#draft = draft;
    this.#actions = actions;
    this.#back = el(
      "button",
      { class: "quiet-button", type: "button", "data-action": "back", onclick: () => this.#backward() },
      picture("arrow-left"),
      say("back"),
    );
    this.#forward.addEventListener("click", () => this.#onward());
    this.element = el(
      "form",
      {
        class: "ask-form",
        onsubmit: (/** @type {Event} */ event) => {
          event.preventDefault();
          this.#onward();
        },
      },
      el(
        "header",
        { class: "ask-top" },
        this.#icon,
        el("div", { class: "ask-words" }, this.#title, el("div", { class: "ask-progress" }, this.#bar, this.#count)),
        el(
          "button",
          { class: "quiet-button", type: "button", "data-action": "leave", onclick: actions.leaveGuests },
          picture("xmark"),
          say("guest.leave"),
        ),
      ),
      this.#body,
      el("footer", { class: "ask-foot" }, this.#back, this.#missing, this.#forward),
    );
    this.#show();
  }

  /** @param {Picture} picture */
  update({ now }) {
    this.#now = now;
    this.#shown?.();
    this.#shown = undefined;
  }

  #show() {
    const draft = this.#draft;
    const [icon, asking] = ASKS[draft.at];
    const further = draft.current > 0 ? " ".concat(this.#say("guest.nth", { n: draft.current + 1 })) : "";
    this.#icon.replaceChildren(picture(icon));
    setText(this.#title, this.#say(draft.at === "summary" ? `guest.check.${draft.task}` : `guest.ask.${draft.at}`) + further);
    this.element.dataset.step = draft.at;
    const at = draft.steps.indexOf(draft.at) + 1;
    this.#bar.max = draft.steps.length;
    this.#bar.value = at;
    setText(this.#count, this.#say("guest.progress", { at, of: draft.steps.length }));
    const ask = asking({
      draft,
      say: this.#say,
      now: () => this.#now,
      regencies: this.#actions.regencies,
      planned: this.#actions.plannedGuests,
      changed: () => this.#judge(),
      onward: () => this.#onward(),
      redraw: () => this.#show(),
    });
    this.#body.replaceChildren(ask.element);
    const last = draft.at === "summary";
    this.#forward.replaceChildren(this.#say(last ? `guest.send.${draft.task}` : "guest.forward"), picture(last ? "paper-plane" : "arrow-right"));
    this.#forward.toggleAttribute("data-last", last);
    this.#judge();
    if (this.element.isConnected) ask.shown?.();
    else this.#shown = ask.shown;
  }

  #judge() {
    const missing = this.#draft.missing;
    this.#forward.disabled = missing !== null;
    setText(this.#missing, missing ? this.#say(missing) : "");
  }

  #onward() {
    if (this.#draft.at === "summary") this.#actions.sendGuests();
    else if (!this.#draft.missing) {
      this.#draft.forward();
      this.#show();
    }
  }

  #backward() {
    if (this.#draft.back()) this.#show();
    else this.#actions.leaveGuests();
  }
}
