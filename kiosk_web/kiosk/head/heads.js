// @ts-check

/** @typedef {import("../../lib/protocol.js").ContactView} Head */

/**
 * The Ketua RT and deputies of this post, the Ketua RT first.
 *
 * @param {readonly import("../../lib/replica.js").View[]} views
 * @returns {Head[]}
 */
export function headsOf(views) {
  const heads = /** @type {Head[]} */ (views.filter(({ type }) => type === "contact"));
  return heads.sort((a, b) => rank(a) - rank(b) || a.title.localeCompare(b.title));
}

/** Those whose phone can be rung. @param {readonly Head[]} heads */
export function reachable(heads) {
  return heads.filter(({ paired }) => paired);
}

/**
 * Who is to be tried after this one.
 *
 * @param {readonly Head[]} heads
 * @param {string} tried
 */
export function following(heads, tried) {
  const able = reachable(heads);
  const at = able.findIndex(({ subject }) => subject === tried);
  return able[at + 1] ?? null;
}

/** @param {Head} head */
function rank({ role }) {
  return role === "ketua_rt" ? 0 : 1;
}
