// @ts-check
import { el, picture, setText } from "../../lib/dom.js";
import { DAYS_AHEAD, DAYS_BEFORE, hourOf } from "./arrival.js";
import { NIGHTS_MOST, PEOPLE_MOST } from "./draft.js";

/** @typedef {import("./asks.js").Asking} Asking */
/** @typedef {import("../../lib/i18n.js").Translate} Translate */

const USUAL_NIGHTS = [1, 2, 3, 7, 14, 30];

/** @type {Asking} */
export function askNights({ draft, say }) {
  const counter = stepper(say, "nights", "bed", {
    read: () => draft.nights,
    write: (value) => (draft.nights = value),
    least: 1,
    most: NIGHTS_MOST,
  });
  const usual = USUAL_NIGHTS.map((nights) =>
    quick(say("guest.nights", { n: nights }), () => {
      draft.nights = nights;
      counter.show();
    }, nights),
  );
  return { element: el("div", { class: "ask-counts" }, counter.element, el("div", { class: "quicks" }, ...usual)) };
}

/** @type {Asking} */
export function askPeople({ draft, say }) {
  const people = stepper(say, "people", "users", {
    read: () => Math.max(draft.people, draft.guests.length),
    write: (value) => {
      draft.people = value;
      draft.children = Math.min(draft.children, value);
      children.show();
    },
    least: draft.guests.length,
    most: PEOPLE_MOST,
  });
  const children = stepper(say, "children", "children", {
    read: () => draft.children,
    write: (value) => (draft.children = Math.min(value, Math.max(draft.people, draft.guests.length))),
    least: 0,
    most: PEOPLE_MOST,
  });
  return { element: el("div", { class: "ask-counts", "data-two": true }, people.element, children.element) };
}

/** The day by a touch, the hour by steps: nobody is asked for minutes. @type {Asking} */
export function askArrival({ draft, say, now }) {
  const days = draft.task === "announce" ? DAYS_AHEAD : DAYS_BEFORE;
  const hour = () => draft.arrival.hour ?? hourOf(now());
  const counter = stepper(say, "hour", "clock", {
    read: hour,
    write: (value) => (draft.arrival = { ...draft.arrival, hour: value }),
    least: 0,
    most: 23,
    words: (value) => say("guest.hour", { hour: String(value).padStart(2, "0") }),
  });
  const buttons = days.map((day) =>
    quick(say(`guest.day.${day}`), () => {
      draft.arrival = { day, hour: hour() };
      mark();
    }, day),
  );
  const mark = () => {
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(Number(button.dataset.value) === draft.arrival.day));
    }
  };
  mark();
  return { element: el("div", { class: "ask-counts" }, el("div", { class: "quicks" }, ...buttons), counter.element) };
}

/**
 * @param {string} label
 * @param {() => void} onclick
 * @param {number} value
 */
function quick(label, onclick, value) {
  return el("button", { class: "quick", type: "button", "data-value": value, onclick }, label);
}

/**
 * A number between two large keys.
 *
 * @param {Translate} say
 * @param {string} name
 * @param {string} icon
 * @param {{ read: () => number, write: (value: number) => void, least: number, most: number,
 *   words?: (value: number) => string }} figure
 */
function stepper(say, name, icon, { read, write, least, most, words = String }) {
  const value = el("output", { class: "stepper-value" });
  const move = (/** @type {number} */ by) => {
    write(Math.min(most, Math.max(least, read() + by)));
    show();
  };
  const key = (/** @type {"minus" | "plus"} */ sign, /** @type {number} */ by) =>
    el(
      "button",
      { class: "stepper-key", type: "button", "data-step": sign, "aria-label": say(`guest.${sign}`), onclick: () => move(by) },
      picture(sign),
    );
  const show = () => setText(value, words(read()));
  show();
  const element = el(
    "div",
    { class: "stepper", "data-field": name },
    el("span", { class: "stepper-label" }, picture(icon), say(`guest.field.${name}`)),
    key("minus", -1),
    value,
    key("plus", 1),
  );
  return { element, show };
}
