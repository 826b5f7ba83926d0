// @ts-check

export { KIND_ICONS } from "../lib/kinds.js";

/** @typedef {import("../lib/protocol.js").Kind} Kind */

/** The emergencies that the home screen offers, in their order. @type {readonly Kind[]} */
export const EMERGENCIES = ["fire", "disaster", "crime", "medical"];

/**
 * What to do now, in pictures: icon and the key of the sentence.
 *
 * @type {Partial<Record<Kind, readonly (readonly [icon: string, key: string])[]>>}
 */
export const GUIDANCE = {
  fire: [
    ["person-running", "guide.fire.away"],
    ["people-group", "guide.fire.out"],
    ["plug-circle-bolt", "guide.cable"],
  ],
  disaster: [
    ["hill-rockslide", "guide.disaster.away"],
    ["people-roof", "guide.disaster.help"],
    ["plug-circle-bolt", "guide.cable"],
  ],
  crime: [
    ["person-shelter", "guide.crime.safe"],
    ["hand", "guide.crime.wait"],
    ["eye", "guide.crime.remember"],
  ],
  medical: [
    ["person-falling", "guide.medical.still"],
    ["bandage", "guide.medical.press"],
    ["hand-holding-heart", "guide.medical.stay"],
  ],
};
