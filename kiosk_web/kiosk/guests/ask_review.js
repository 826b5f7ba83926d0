// @ts-check
import { el, picture } from "../../lib/dom.js";
import { instantOf } from "./arrival.js";
import { GUESTS_MOST } from "./draft.js";

/** @typedef {import("./asks.js").Asking} Asking */
/** @typedef {import("./draft.js").Draft} Draft */
/** @typedef {import("./draft.js").Step} Step */
/** @typedef {import("../../lib/i18n.js").Translate} Translate */

const WHEN = new Intl.DateTimeFormat("id-ID", {
  timeZone: "Asia/Jakarta",
  weekday: "short",
  day: "numeric",
  month: "short",
});

/** Whether others came too: workers and boarders come in groups. @type {Asking} */
export function askOthers({ draft, say, redraw }) {
  const rows = draft.guests.map((guest, at) =>
    el(
      "li",
      { class: "guest-row" },
      picture("user"),
      el("span", {}, el("strong", {}, guest.name), el("span", {}, guest.origin)),
      draft.guests.length > 1
        ? el(
            "button",
            {
              class: "quiet-button icon-button",
              type: "button",
              "data-remove": at,
              "aria-label": say("guest.remove", { name: guest.name }),
              onclick: () => {
                draft.remove(at);
                redraw();
              },
            },
            picture("trash"),
          )
        : null,
    ),
  );
  const add = el(
    "button",
    {
      class: "choice guest-add",
      type: "button",
      "data-action": "add-guest",
      disabled: draft.guests.length >= GUESTS_MOST,
      onclick: () => {
        draft.add();
        redraw();
      },
    },
    picture("user-plus"),
    el("span", {}, say("guest.add")),
  );
  return { element: el("div", { class: "ask-others" }, el("ul", { class: "guest-rows" }, ...rows), add) };
}

/** All that was said, each line leading back to its question. @type {Asking} */
export function askSummary({ draft, say, now, redraw, planned }) {
  const lines = LINES.filter(([step]) => draft.steps.includes(step)).map(([step, icon, words]) =>
    el(
      "button",
      {
        class: "summary-line",
        type: "button",
        "data-line": step,
        onclick: () => {
          draft.change(step);
          redraw();
        },
      },
      picture(icon),
      el("span", { class: "summary-words" }, el("span", {}, say(`guest.part.${step}`)), el("strong", {}, words(draft, say, now()) || "–")),
      picture("pen", "summary-pen"),
    ),
  );
  const match = draft.task === "report" ? planned() : [];
  const element = el(
    "div",
    { class: "ask-summary" },
    match.length > 0
      ? el(
          "p",
          { class: "summary-match", role: "status" },
          picture("user-check"),
          say("guest.planned.match", { names: match.join(", ") }),
        )
      : null,
    el("div", { class: "summary-lines" }, ...lines),
  );
  return { element };
}

/** @type {readonly (readonly [Step, string, (draft: Draft, say: Translate, now: number) => string])[]} */
const LINES = [
  ["name", "user", ({ guests }, say) => named(guests, say)],
  ["origin", "location-dot", ({ guests }) => [...new Set(guests.map(({ origin }) => origin).filter(Boolean))].join(", ")],
  ["document", "id-card", ({ guests }, say) => papers(guests, say)],
  ["house", "house-user", ({ house }) => [house.host, house.address, house.rt && `RT ${house.rt}`, house.rw && `RW ${house.rw}`].filter(Boolean).join(", ")],
  ["relation", "handshake", ({ guests }) => guests[0]?.relation ?? ""],
  ["purpose", "briefcase", ({ purpose }, say) => (purpose ? say(`guest.purpose.${purpose}`) : "")],
  ["arrival", "calendar-day", ({ arrival }, say, now) => arrived(instantOf(arrival, now), say)],
  ["nights", "bed", ({ nights }, say) => say("guest.nights", { n: nights })],
  ["people", "users", ({ people, guests, children }, say) => say("guest.people", { people: Math.max(people, guests.length), children })],
  ["phone", "phone", ({ guests }) => guests[0]?.phone ?? ""],
  ["plate", "motorcycle", ({ guests }) => guests[0]?.plate ?? ""],
  ["contact", "comment-dots", ({ contact }, say) => say(`guest.contact.${contact}`)],
];

/** @param {Draft["guests"]} guests @param {Translate} say */
function named([first, ...others], say) {
  const name = first?.name ?? "";
  return others.length > 0 ? say("guest.and_others", { name, n: others.length }) : name;
}

/** @param {Draft["guests"]} guests @param {Translate} say */
function papers(guests, say) {
  const given = guests.filter(({ foreign, nik, passport }) => (foreign ? passport : nik)).length;
  const foreign = guests.filter((guest) => guest.foreign).length;
  return [given > 0 && say("guest.papers", { n: given }), foreign > 0 && say("guest.foreigners", { n: foreign })]
    .filter(Boolean)
    .join(", ");
}

/** @param {number} at @param {Translate} say */
function arrived(at, say) {
  const hour = new Date(at + 7 * 3_600_000).getUTCHours();
  return `${WHEN.format(at)}, ${say("guest.hour", { hour: String(hour).padStart(2, "0") })}`;
}
