// @ts-check
import { wib } from "../../lib/words.js";

/** @typedef {import("../../lib/protocol.js").GuestReportView} GuestReportView */
/** @typedef {import("../../lib/protocol.js").GuestPerson} GuestPerson */
/** @typedef {import("../../lib/i18n.js").Translate} Translate */

/** A day and a time in WIB, as Sel 24 Nov 21.47, in the page's language. @param {string} instant */
export function dayTime(instant) {
  const at = Date.parse(instant);
  const locale = document.documentElement.lang === "en" ? "en-GB" : "id-ID";
  const day = new Intl.DateTimeFormat(locale, {
    timeZone: "Asia/Jakarta",
    weekday: "short",
    day: "numeric",
    month: "short",
  });
  return `${day.format(at)} ${wib(at)}`;
}

/** Who they are, in one line. @param {GuestReportView} view @param {Translate} say */
export function whoLine({ guests }, say) {
  const [first, ...others] = guests;
  if (!first) return say("guests.erased");
  if (others.length === 0) return first.name;
  return say("guests.and_others", { name: first.name, n: others.length });
}

/** From where, and how many. @param {GuestReportView} view @param {Translate} say */
export function fromLine({ guests, stay }, say) {
  const origin = guests[0]?.origin;
  const { people = 1, children = 0 } = stay;
  const count = say(children ? "guests.people_children" : "guests.people", { people, children });
  return [origin && say("guests.from", { origin }), count].filter(Boolean).join(" · ");
}

/** Whose house. @param {GuestReportView} view @param {Translate} say */
export function houseLine({ house }, say) {
  const { host, address, rt, rw } = house;
  const where = [rt && `RT ${rt}`, rw && `RW ${rw}`].filter(Boolean).join("/");
  const line = [host, address, where].filter(Boolean).join(", ");
  return line && say("guests.at_house", { house: line });
}

/** Why and for how long. @param {GuestReportView} view @param {Translate} say */
export function stayLine({ stay, until }, say) {
  const purpose = say(`guests.purpose.${stay.purpose}`);
  const nights = say("guests.nights", { n: stay.nights ?? 1, until: dayTime(until) });
  return `${purpose} · ${nights}`;
}

/** Where the report stands. @param {GuestReportView} view @param {Translate} say */
export function standingLine(view, say) {
  const { state, acknowledged_at: known, acknowledged_by: by } = view;
  if (state === "planned" && known === null) return say("guests.standing.announced");
  const time = dayTime(view.over_at ?? known ?? view.sent_at);
  const arrival = dayTime(view.stay.arrives_at);
  const values = { time, by, arrival, until: dayTime(view.until) };
  return say(`guests.standing.${state}`, values);
}

/** What is to be noticed about the people. @param {GuestReportView} view @param {Translate} say */
export function hints({ guests, foreigners, corrected_at: corrected, referred_at: referred }, say) {
  const doubted = guests.some(({ nik_warnings: warnings = [] }) => warnings.length > 0);
  return [
    foreigners > 0 && say("guests.hint.foreign", { n: foreigners }),
    doubted && say("guests.hint.nik"),
    corrected && say("guests.hint.corrected"),
    referred && say("guests.hint.referred"),
  ].filter((hint) => typeof hint === "string");
}
