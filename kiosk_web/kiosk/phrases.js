// @ts-check

/** @typedef {import("../lib/protocol.js").Phrase} Phrase */

/** The picture of each prepared sentence. @type {Record<Phrase, string>} */
export const PHRASE_ICONS = {
  come_quickly: "person-running",
  someone_trapped: "person-falling-burst",
  someone_hurt: "user-injured",
  growing: "arrow-trend-up",
  road_blocked: "road-barrier",
  under_control: "circle-check",
  yes: "check",
  no: "xmark",
  help_coming: "truck-fast",
  stay_safe: "person-shelter",
  what_happens: "circle-question",
  where_exactly: "location-dot",
  anyone_hurt: "user-injured",
  send_photo: "camera",
  show_the_way: "signs-post",
};

/** What a resident may say by one touch, in its order. @type {readonly Phrase[]} */
export const OWN_PHRASES = [
  "someone_trapped",
  "someone_hurt",
  "growing",
  "road_blocked",
  "come_quickly",
  "under_control",
  "yes",
  "no",
];
