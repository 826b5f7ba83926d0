// @ts-check

/**
 * The services of a post besides alarms. Later releases open them; until then each says so.
 *
 * @typedef {"guest" | "officer" | "head" | "complaint"} Service
 */

/** @type {readonly Service[]} */
export const SERVICES = ["guest", "officer", "head", "complaint"];

/** @type {Record<Service, string>} */
export const SERVICE_ICONS = {
  guest: "id-card",
  officer: "phone",
  head: "house-user",
  complaint: "comment-dots",
};
