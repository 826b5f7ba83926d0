// @ts-check

/** Without a touch for so long what was filled in is wiped, in ms. */
export const WIPED_AFTER = 60_000;
/** From then on the seconds that are left are shown, in ms. */
const WARNED_AFTER = 45_000;

/**
 * Seconds until the wiping, null while nobody has to be warned.
 *
 * @param {number} idle ms without a touch
 */
export function secondsLeft(idle) {
  if (idle < WARNED_AFTER) return null;
  return Math.max(0, Math.ceil((WIPED_AFTER - idle) / 1_000));
}
