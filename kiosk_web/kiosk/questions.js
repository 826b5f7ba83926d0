// @ts-check

/** @typedef {import("../lib/protocol.js").Kind} Kind */
/** @typedef {import("../lib/protocol.js").Subkind} Subkind */
/** @typedef {import("../lib/outbox.js").Entry} Entry */
/** @typedef {import("../lib/protocol.js").ReportView} ReportView */

/** @typedef {"subkind" | "hurt" | "trapped"} Topic what a question is about */

/**
 * What the resident answered. `held`: the centre has it. `refused`: why it will not take it.
 *
 * @typedef {object} Answer
 * @property {string} value
 * @property {boolean} held
 * @property {string | null} refused
 */

/** @typedef {Partial<Record<Topic, Answer>>} Answers */

/** @type {readonly Topic[]} in the order in which they are asked */
export const TOPICS = ["subkind", "hurt", "trapped"];

/** @type {Record<Subkind, string>} */
const SUBKIND_ICONS = {
  building_fire: "house-fire",
  land_fire: "fire-land",
  vehicle_fire: "fire-vehicle",
  flood: "house-flood-water",
  landslide: "hill-rockslide",
  strong_wind: "wind",
  fallen_tree: "tree-fallen",
  earthquake: "house-crack",
  tidal_flood: "house-tsunami",
  theft: "sack-dollar",
  robbery: "people-robbery",
  fight: "hand-fist",
  domestic_violence: "person-harassing",
  suspicious_person: "user-secret",
  missing_person: "person-circle-question",
  accident: "car-burst",
  unconscious: "person-lying",
  illness: "bed-pulse",
  childbirth: "person-pregnant",
  animal_rescue: "paw",
};

/** @type {Record<string, string>} */
const YES_NO_ICONS = { yes: "check", no: "xmark", unknown: "question" };

/** @type {Record<"hurt" | "trapped", string>} */
const TOPIC_ICONS = { hurt: "user-injured", trapped: "square-person-confined" };

/** @type {Partial<Record<Kind, readonly Subkind[]>>} */
const SUBKINDS = {
  fire: ["building_fire", "land_fire", "vehicle_fire"],
  disaster: ["flood", "landslide", "strong_wind", "fallen_tree", "earthquake", "tidal_flood"],
  crime: [
    "theft",
    "robbery",
    "fight",
    "domestic_violence",
    "suspicious_person",
    "missing_person",
  ],
  medical: ["accident", "unconscious", "illness", "childbirth"],
};

/** Where the further questions would be senseless, only these are asked. */
/** @type {Partial<Record<string, readonly Topic[]>>} */
const ASKED_OF = {
  theft: ["hurt"],
  suspicious_person: [],
  missing_person: [],
  unconscious: ["hurt"],
  illness: [],
  childbirth: [],
};

/**
 * The questions of a report, in their order.
 *
 * @param {Kind} kind
 * @param {Answers} answers
 * @returns {Topic[]}
 */
export function questionsOf(kind, answers) {
  const further = ASKED_OF[answers.subkind?.value ?? ""] ?? ["hurt", "trapped"];
  return TOPICS.filter((topic) => (topic === "subkind" ? kind in SUBKINDS : further.includes(topic)));
}

/**
 * @param {Kind} kind
 * @param {Topic} topic
 * @returns {readonly string[]} values to choose from
 */
export function choicesOf(kind, topic) {
  return topic === "subkind" ? (SUBKINDS[kind] ?? []) : ["yes", "no", "unknown"];
}

/** @param {Topic} topic @param {string} value */
export function choiceIcon(topic, value) {
  return (topic === "subkind" ? SUBKIND_ICONS[/** @type {Subkind} */ (value)] : YES_NO_ICONS[value]) ?? "";
}

/** The picture of what was answered. @param {Topic} topic @param {string} value */
export function answerIcon(topic, value) {
  return topic === "subkind" ? choiceIcon(topic, value) : TOPIC_ICONS[topic];
}

/** The key of the word for a value. @param {Topic} topic @param {string} value */
export function choiceKey(topic, value) {
  return topic === "subkind" ? `subkind.${value}` : `answer.${value}`;
}

/**
 * What is answered: what the centre holds, and over it what this tablet still has to send.
 *
 * @param {readonly Entry[]} entries of the outbox, oldest first
 * @param {readonly string[]} presses of the report
 * @param {ReportView | null} view
 * @returns {Answers}
 */
export function answersOf(entries, presses, view) {
  /** @type {Answers} */
  const answers = {};
  for (const topic of TOPICS) {
    const value = view?.[topic];
    if (value) answers[topic] = { value, held: true, refused: null };
  }
  for (const { body, refused, acked } of entries) {
    if (body.name !== "answer_questions" || !presses.includes(body.press)) continue;
    for (const topic of TOPICS) {
      const value = body[topic];
      if (!value) continue;
      answers[topic] = { value, held: acked !== null, refused: refused?.message ?? null };
    }
  }
  return answers;
}
