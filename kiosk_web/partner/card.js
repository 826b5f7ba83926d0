// @ts-check
import { el, picture, setText } from "../lib/dom.js";
import { KIND_ICONS } from "../lib/kinds.js";

/** @typedef {import("../lib/i18n.js").Translate} Translate */
/** @typedef {import("../lib/protocol.js").Place} Place */
/** @typedef {import("../lib/protocol.js").Kind} Kind */
/** @typedef {import("../lib/protocol.js").Mode} Mode */
/** @typedef {import("../lib/outbox.js").Entry} Entry */

/** The head that tasks and appeals share: whether it is real, what it is and where. */
export class CardHead {
  #say;
  #mode = el("p", { class: "card-mode" });
  #icon = el("span", { class: "card-icon" });
  #kind = el("h3", {});
  #place = el("p", { class: "card-place" });
  #where = el("p", { class: "card-where" });
  #drawn = "";

  /** @param {Translate} say */
  constructor(say) {
    this.#say = say;
    this.element = el(
      "div",
      { class: "card-top" },
      this.#mode,
      el(
        "div",
        { class: "card-head" },
        this.#icon,
        el("div", { class: "card-words" }, this.#kind, this.#where, this.#place),
      ),
    );
  }

  /** @param {{ kind: Kind, mode: Mode, place: Place }} view */
  update({ kind, mode, place }) {
    const say = this.#say;
    this.#mode.hidden = mode === "real";
    if (mode !== "real") {
      this.#mode.replaceChildren(
        el("strong", {}, say(`mode.${mode}`)),
        ` ${say(`mode.${mode}_lead`)}`,
      );
    }
    if (this.#drawn !== kind) this.#icon.replaceChildren(picture(KIND_ICONS[kind]));
    this.#drawn = kind;
    setText(this.#kind, say(`kind.${kind}`));
    const near = place.rt || place.rw;
    this.#where.hidden = !near;
    setText(this.#where, say("place.neighbourhood", { rt: place.rt || "–", rw: place.rw || "–" }));
    setText(this.#place, `${place.desa}, ${place.kecamatan}`);
  }
}

/** What the centre said no to, until it was read. */
export class RefusedNote {
  #words = el("span", {});
  /** @type {Entry | null} */
  #entry = null;

  /**
   * @param {Translate} say
   * @param {(entry: Entry) => void} onread
   */
  constructor(say, onread) {
    const close = () => this.#entry && onread(this.#entry);
    this.element = el(
      "div",
      { class: "refused", role: "alert" },
      this.#words,
      el("button", { class: "small-button", type: "button", onclick: close }, say("refused.close")),
    );
  }

  /** @param {Entry | null} entry */
  update(entry) {
    this.#entry = entry;
    this.element.hidden = entry === null;
    setText(this.#words, entry?.refused?.message ?? "");
  }
}

/**
 * The key of the words for what was pressed and isn't answered: it is on its way, or waits.
 *
 * @param {import("../lib/link.js").LinkState} link
 */
export function pendingWords(link) {
  return link === "online" ? "sending" : "waiting";
}
