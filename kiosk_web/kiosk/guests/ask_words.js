// @ts-check
import { el, picture } from "../../lib/dom.js";
import { NIK_LENGTH, nikWarnings } from "./nik.js";
import { Note, Typing } from "./typing.js";

/** @typedef {import("./asks.js").Ask} Ask */
/** @typedef {import("./asks.js").Asking} Asking */

/** Signs of a name, a line, a number (the protocol's limits). */
const NAME_MOST = 80;
const LINE_MOST = 100;
const NUMBER_MOST = 24;

/** Who the guest is, and a woman or a man, which makes the NIK's check better. @type {Asking} */
export function askName({ draft, say, changed }) {
  const { guest } = draft;
  const toggles = pair(
    [["male", "person"], ["female", "person-dress"]],
    (sex) => say(`guest.sex.${sex}`),
    () => guest.sex,
    (sex) => (guest.sex = guest.sex === sex ? null : /** @type {typeof guest.sex} */ (sex)),
  );
  const field = { name: "name", label: say("guest.field.name"), value: guest.name, most: NAME_MOST };
  const typing = new Typing(say, [{ ...field, layout: "name" }], (_, value) => {
    guest.name = value;
    changed();
  }, toggles);
  return typed(typing);
}

/** Whose house. @type {Asking} */
export function askHouse({ draft, say, changed }) {
  const { house } = draft;
  /** @type {(name: keyof typeof house, layout: import("./typing.js").Layout, most: number) => import("./typing.js").Field} */
  const field = (name, layout, most) => ({
    name,
    label: say(`guest.field.${name}`),
    value: house[name],
    layout,
    most,
  });
  const fields = [
    field("host", "name", LINE_MOST),
    field("rt", "digits", 3),
    field("rw", "digits", 3),
    field("address", "words", LINE_MOST),
  ];
  const typing = new Typing(say, fields, (name, value) => {
    const number = name === "rt" || name === "rw";
    house[/** @type {keyof typeof house} */ (name)] = number ? value.replace(/\D/g, "") : value;
    changed();
  });
  return typed(typing);
}

/** @type {Asking} */
export function askPhone({ draft, say, changed }) {
  const [guest = draft.guest] = draft.guests;
  return askNumber(say, "phone", "phone", guest.phone, (value) => {
    guest.phone = value;
    changed();
  });
}

/** @type {Asking} */
export function askPlate({ draft, say, changed }) {
  const [guest = draft.guest] = draft.guests;
  return askNumber(say, "plate", "signs", guest.plate, (value) => {
    guest.plate = value.toUpperCase();
    changed();
  });
}

/** An Indonesian's NIK or a foreigner's passport. Warns, and never blocks. @type {Asking} */
export function askDocument({ draft, say, now, changed }) {
  const { guest } = draft;
  const note = new Note();
  const body = el("div", { class: "ask-document" });
  const hint = () => {
    const [first] = guest.foreign ? [] : nikWarnings(guest.nik, guest.sex, now());
    const key = guest.foreign ? "guest.passport.why" : "guest.nik.optional";
    note.show(first ? say(`guest.nik.${first}`) : say(key), first ? "warning" : "");
  };
  const toggles = pair(
    [["wni", "id-card"], ["wna", "earth-asia"]],
    (kind) => say(`guest.${kind}`),
    () => (guest.foreign ? "wna" : "wni"),
    (kind) => {
      guest.foreign = kind === "wna";
      show();
    },
  );
  const show = () => {
    const paper = guest.foreign ? "passport" : "nik";
    const typing = new Typing(
      say,
      [{
        name: paper,
        label: say(`guest.field.${paper}`),
        value: guest[paper],
        layout: guest.foreign ? "signs" : "digits",
        most: guest.foreign ? NUMBER_MOST : NIK_LENGTH,
      }],
      (_, value) => {
        guest[paper] = value;
        hint();
        changed();
      },
      toggles,
      note.element,
    );
    body.replaceChildren(typing.element);
    hint();
  };
  show();
  return { element: body };
}

/**
 * @param {import("../../lib/i18n.js").Translate} say
 * @param {"phone" | "plate"} name
 * @param {import("./typing.js").Layout} layout
 * @param {string} value
 * @param {(value: string) => void} oninput
 */
function askNumber(say, name, layout, value, oninput) {
  const note = new Note();
  note.show(say(`guest.${name}.optional`));
  const field = { name, label: say(`guest.field.${name}`), value, layout, most: NUMBER_MOST };
  return typed(new Typing(say, [field], (_, typedValue) => oninput(typedValue), note.element));
}

/** @param {Typing} typing @returns {Ask} */
function typed(typing) {
  return { element: typing.element, shown: () => typing.focus() };
}

/**
 * Two large keys of which one is pressed.
 *
 * @param {readonly (readonly [value: string, icon: string])[]} values
 * @param {(value: string) => string} label
 * @param {() => string | null} held
 * @param {(value: string) => void} onchoose
 */
function pair(values, label, held, onchoose) {
  const buttons = values.map(([value, icon]) =>
    el(
      "button",
      {
        class: "toggle",
        type: "button",
        "data-value": value,
        onclick: () => {
          onchoose(value);
          mark();
        },
      },
      picture(icon),
      el("span", {}, label(value)),
    ),
  );
  const mark = () => {
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.value === held()));
  };
  mark();
  return el("div", { class: "toggles" }, ...buttons);
}
