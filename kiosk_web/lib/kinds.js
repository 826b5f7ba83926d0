// @ts-check

/** @typedef {import("./protocol.js").Kind} Kind */

/** The picture of each kind of emergency. @type {Record<Kind, string>} */
export const KIND_ICONS = {
  fire: "house-fire",
  disaster: "house-flood-water",
  crime: "mask",
  medical: "heart-pulse",
  rescue: "people-pulling",
  public_order: "bullhorn",
  other: "circle-exclamation",
};

/**
 * The desk that answers for a kind.
 *
 * @param {Kind | undefined} kind
 * @returns {import("./protocol.js").Desk}
 */
export function deskOf(kind) {
  return kind === "medical" ? "PSC_119" : "SATPOL_PP";
}
