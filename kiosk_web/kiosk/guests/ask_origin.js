// @ts-check
import { el } from "../../lib/dom.js";
import { Note, Typing } from "./typing.js";

/** @typedef {import("./asks.js").Asking} Asking */

const SHOWN = 5;
const WORDS_MOST = 60;

/** Kabupaten or kota by a few letters of it; a country, or what is in no list, as it is typed. @type {Asking} */
export function askOrigin({ draft, say, regencies, changed, onward }) {
  const { guest } = draft;
  const list = el("div", { class: "origin-list" });
  const note = new Note();
  const typing = new Typing(
    say,
    [{ name: "origin", label: say("guest.field.origin"), value: guest.origin, layout: "name", most: WORDS_MOST }],
    (_, value) => {
      guest.origin = value;
      guest.origin_area = null;
      changed();
      show();
    },
  );
  const take = (/** @type {import("./regencies.js").Regency} */ { name, code }) => {
    guest.origin = name;
    guest.origin_area = code;
    typing.set("origin", name);
    onward();
  };
  const show = () => {
    const found = regencies()?.search(guest.origin_area ? "" : guest.origin, SHOWN) ?? [];
    list.replaceChildren(...found.map((regency) => row(regency, take)));
    note.show(found.length ? "" : say("guest.origin.unknown"));
    if (found.length === 0) list.append(note.element);
  };
  show();
  const element = el("div", { class: "ask-origin" }, typing.fields, typing.keys, list);
  return { element, shown: () => typing.focus() };
}

/**
 * @param {import("./regencies.js").Regency} regency
 * @param {(regency: import("./regencies.js").Regency) => void} ontake
 */
function row(regency, ontake) {
  return el(
    "button",
    { class: "origin", type: "button", "data-code": regency.code, onclick: () => ontake(regency) },
    el("span", {}, el("strong", {}, regency.name), el("span", {}, regency.province)),
  );
}
