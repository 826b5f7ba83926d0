// @ts-check
// The lines that a device signs; the twin of gateway/protocol/signing.py.

export const SUBPROTOCOL = "pospin.v1";

/** The 32 signs of an enrolment code (Crockford base32: no I, L, O, U). */
export const CODE_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const CODE_LENGTH = 8;

/** @typedef {import("./protocol.js").ClientKind} ClientKind */

/**
 * What hello signs. `nonce` is the challenge's, as sent.
 *
 * @param {ClientKind} kind
 * @param {string} device
 * @param {string} host
 * @param {string} nonce
 */
export function sessionLines(kind, device, host, nonce) {
  return [SUBPROTOCOL, kind, device, host, nonce].join("\n");
}

/**
 * What open_media signs: a grant is of use to the device that asked for it alone.
 *
 * @param {string} device
 * @param {string} host
 * @param {string} nonce
 * @param {string} grant
 */
export function mediaLines(device, host, nonce, grant) {
  return [SUBPROTOCOL, "media", device, host, nonce, grant].join("\n");
}

/**
 * What enrol signs. `code` is in its plain form.
 *
 * @param {ClientKind} kind
 * @param {string} code
 * @param {string} host
 * @param {string} nonce
 */
export function enrolmentLines(kind, code, host, nonce) {
  return [SUBPROTOCOL, kind, code, host, nonce].join("\n");
}

/**
 * A code as Crockford base32 reads it: upper case, no separators, O is 0, I and L are 1; what is
 * no sign at all is left out.
 *
 * @param {string} typed
 */
export function plainCode(typed) {
  const read = typed.toUpperCase().replaceAll("O", "0").replace(/[IL]/g, "1");
  return [...read].filter((sign) => CODE_SIGNS.includes(sign)).join("");
}

/**
 * The host that a socket address names, as it stands in the gateway's certificate: no port and, for
 * an IPv6 address, no brackets.
 *
 * @param {string} address
 */
export function hostOf(address) {
  return new URL(address).hostname.replace(/^\[|\]$/g, "");
}

/**
 * Bytes in base64url without padding.
 *
 * @param {ArrayBuffer} bytes
 */
export function base64url(bytes) {
  const binary = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
