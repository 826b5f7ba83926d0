// @ts-check

/** @typedef {{ iv: Uint8Array<ArrayBuffer>, bytes: ArrayBuffer }} Sealed */

const ALGORITHM = "AES-GCM";
/** Where the key lies, in the store of the device's own key. */
const KEY = "seal";

/**
 * Keeps words about people from lying on the disk in clear. The key can't be taken out of the browser;
 * what the browser leaves of a removed record until it tidies its files is of no use without it.
 */
export class Seal {
  #database;
  /** @type {Promise<CryptoKey> | null} */
  #key = null;

  /** @param {import("./database.js").Database} database */
  constructor(database) {
    this.#database = database;
  }

  /** @param {unknown} value @returns {Promise<Sealed>} */
  async close(value) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const clear = new TextEncoder().encode(JSON.stringify(value));
    return { iv, bytes: await crypto.subtle.encrypt({ name: ALGORITHM, iv }, await this.#held(), clear) };
  }

  /** Rejects when it was sealed with another key. @param {Sealed} sealed @returns {Promise<any>} */
  async open({ iv, bytes }) {
    const clear = await crypto.subtle.decrypt({ name: ALGORITHM, iv }, await this.#held(), bytes);
    return JSON.parse(new TextDecoder().decode(clear));
  }

  #held() {
    this.#key ??= this.#load().catch((error) => {
      this.#key = null;
      throw error;
    });
    return this.#key;
  }

  /** @returns {Promise<CryptoKey>} */
  async #load() {
    const kept = await this.#database.get("device", KEY);
    if (kept) return kept;
    const made = await crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, ["encrypt", "decrypt"]);
    await this.#database.put("device", KEY, made);
    return made;
  }
}
