// @ts-check
import { el, picture } from "../../lib/dom.js";

/** @typedef {import("./asks.js").Asking} Asking */

const PURPOSES = /** @type {const} */ ([
  ["family", "people-roof"],
  ["work", "briefcase"],
  ["boarding", "key"],
  ["treatment", "suitcase-medical"],
  ["tourism", "umbrella-beach"],
  ["other", "ellipsis"],
]);
const RELATIONS = /** @type {const} */ ([
  ["kin", "people-roof"],
  ["friend", "user-group"],
  ["worker", "briefcase"],
  ["tenant", "key"],
  ["trade", "handshake"],
  ["other", "ellipsis"],
]);
const WAYS = /** @type {const} */ ([
  ["message", "comment-dots"],
  ["voice", "phone"],
  ["video", "video"],
]);

/** Why they stay. One touch answers and goes on. @type {Asking} */
export function askPurpose({ draft, say, onward }) {
  return choices(PURPOSES, (value) => say(`guest.purpose.${value}`), draft.purpose, (value) => {
    draft.purpose = value;
    onward();
  });
}

/** What they are to the host; kept in Indonesian, as the Ketua RT reads it. @type {Asking} */
export function askRelation({ draft, say, onward }) {
  const held = RELATIONS.find(([value]) => RELATION_WORDS[value] === draft.guests[0]?.relation);
  return choices(RELATIONS, (value) => say(`guest.relation.${value}`), held?.[0] ?? null, (value) => {
    draft.relate(RELATION_WORDS[value]);
    onward();
  });
}

/** @type {Record<(typeof RELATIONS)[number][0], string>} */
const RELATION_WORDS = {
  kin: "Keluarga",
  friend: "Teman",
  worker: "Pekerja",
  tenant: "Penyewa",
  trade: "Urusan usaha",
  other: "Lainnya",
};

/** How the Ketua RT is to be reached. @type {Asking} */
export function askContact({ draft, say, onward }) {
  return choices(WAYS, (value) => say(`guest.contact.${value}`), draft.contact, (value) => {
    draft.contact = value;
    onward();
  });
}

/**
 * @template {string} T
 * @param {readonly (readonly [value: T, icon: string])[]} values
 * @param {(value: T) => string} label
 * @param {T | null} held
 * @param {(value: T) => void} onchoose
 */
function choices(values, label, held, onchoose) {
  const buttons = values.map(([value, icon]) =>
    el(
      "button",
      {
        class: "choice",
        type: "button",
        "data-value": value,
        "aria-pressed": String(value === held),
        onclick: () => onchoose(value),
      },
      picture(icon),
      el("span", {}, label(value)),
    ),
  );
  return { element: el("div", { class: "choices", "data-count": values.length }, ...buttons) };
}
