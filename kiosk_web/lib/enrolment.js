// @ts-check
import { Connection } from "./connection.js";
import { enrolmentLines, hostOf } from "./signing.js";

/** @typedef {import("./device_key.js").DeviceKey} DeviceKey */
/** @typedef {import("./device_key.js").Identity} Identity */

const PATIENCE = 25_000;

/** The gateway's answer to a code that it doesn't take, in the user's language. */
export class EnrolmentRefused extends Error {}

/** The gateway couldn't be reached, or said nothing that helps. */
export class EnrolmentFailed extends Error {}

/**
 * Bind a key to the post or partner that the code was made for. Rejects with EnrolmentRefused or
 * EnrolmentFailed; the code is spent only when this resolves.
 *
 * @param {object} options
 * @param {string} options.url
 * @param {import("./protocol.js").ClientKind} options.kind
 * @param {string} options.code in its plain form
 * @param {DeviceKey} options.key
 * @param {string} options.language
 * @param {string} [options.pin] a partner's, who opens the phone with it from then on
 * @returns {Promise<Identity>}
 */
export function enrol({ url, kind, code, key, language, pin }) {
  return new Promise((resolve, reject) => {
    const connection = new Connection(
      url,
      async (frame) => {
        if (frame.type === "challenge") {
          const lines = enrolmentLines(kind, code, hostOf(url), frame.nonce);
          const [public_key, signature] = await Promise.all([key.publicKey(), key.sign(lines)]);
          connection.send({ type: "enrol", kind, code, public_key, signature, language, pin });
        } else if (frame.type === "enrolled") {
          resolve({ subject: frame.device, title: frame.title });
          connection.drop();
        } else if (frame.type === "refusal") {
          reject(new EnrolmentRefused(frame.message));
          connection.drop();
        }
      },
      (code) => {
        clearTimeout(patience);
        reject(new EnrolmentFailed(`the connection ended with ${code}`));
      },
    );
    const patience = setTimeout(() => connection.drop(), PATIENCE);
  });
}
