// @ts-check

const KEY = "pospin.call.sessions";

/**
 * The newest session with each device of one call, over a reload of the page: the gateway passes on
 * nothing of an older one.
 */
export class SessionMemory {
  #storage;
  #call;
  /** @type {Record<string, number>} */
  #sessions = {};

  /**
   * @param {Pick<Storage, "getItem" | "setItem">} storage
   * @param {string} call
   */
  constructor(storage, call) {
    this.#storage = storage;
    this.#call = call;
    const kept = JSON.parse(storage.getItem(KEY) ?? "null");
    if (kept?.call === call) this.#sessions = kept.sessions;
  }

  /** 0: none yet. @param {string} peer */
  of(peer) {
    return this.#sessions[peer] ?? 0;
  }

  /**
   * @param {string} peer
   * @param {number} session
   */
  note(peer, session) {
    this.#sessions[peer] = session;
    this.#storage.setItem(KEY, JSON.stringify({ call: this.#call, sessions: this.#sessions }));
  }
}
