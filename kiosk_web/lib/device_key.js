// @ts-check
import { base64url } from "./signing.js";

/** @typedef {import("./database.js").Database} Database */
/** @typedef {{ subject: string, title: string }} Identity */

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256" };
const SIGNATURE = { name: "ECDSA", hash: "SHA-256" };

/**
 * The tablet's own P-256 key. The private half can't be read out, not even by this page; it lives
 * in IndexedDB beside the identity that the gateway gave for it.
 */
export class DeviceKey {
  #database;
  #pair;

  /**
   * @param {Database} database
   * @param {CryptoKeyPair} pair
   * @param {Identity | null} identity null until enrolled
   */
  constructor(database, pair, identity) {
    this.#database = database;
    this.#pair = pair;
    this.identity = identity;
  }

  /**
   * The key of this tablet, or null when it has none.
   *
   * @param {Database} database
   */
  static async load(database) {
    const kept = await database.get("device", "key");
    return kept ? new DeviceKey(database, kept.pair, kept.identity) : null;
  }

  /**
   * A new key, kept before it is used: a code spent on a key that is lost would be gone.
   *
   * @param {Database} database
   */
  static async create(database) {
    const pair = await crypto.subtle.generateKey(ALGORITHM, false, ["sign", "verify"]);
    const key = new DeviceKey(database, pair, null);
    await key.#keep();
    return key;
  }

  /**
   * The key now speaks for this device.
   *
   * @param {Identity} identity
   */
  async bind(identity) {
    this.identity = identity;
    await this.#keep();
  }

  /** The raw 65-byte public point in base64url. */
  async publicKey() {
    return base64url(await crypto.subtle.exportKey("raw", this.#pair.publicKey));
  }

  /**
   * The raw 64-byte signature in base64url.
   *
   * @param {string} lines
   */
  async sign(lines) {
    const bytes = new TextEncoder().encode(lines);
    return base64url(await crypto.subtle.sign(SIGNATURE, this.#pair.privateKey, bytes));
  }

  async #keep() {
    await this.#database.put("device", "key", { pair: this.#pair, identity: this.identity });
  }
}
