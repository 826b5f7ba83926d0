// @ts-check
import { SUBPROTOCOL } from "./signing.js";

/** @typedef {import("./protocol.js").Challenge} Challenge */
/** @typedef {import("./protocol.js").Signal} Signal */
/** @typedef {Exclude<import("./protocol.js").PosPin, ClientFrame> | Signal} ServerFrame */
/**
 * @typedef {import("./protocol.js").Enrol | import("./protocol.js").Hello
 *   | import("./protocol.js").Unlock | import("./protocol.js").Lock
 *   | import("./protocol.js").SignIn | import("./protocol.js").SignOut
 *   | import("./protocol.js").Command | import("./protocol.js").Query
 *   | import("./protocol.js").Resume | import("./protocol.js").Heartbeat | Signal} ClientFrame
 */

/** Close code for a connection that the client gives up because it hears nothing. */
const LOST = 4007;

/**
 * One WebSocket that carries frames. It ends once, whoever ends it, and says nothing afterwards:
 * a dead network may keep the real socket closing for minutes.
 */
export class Connection {
  #socket;
  #ended = false;
  #onend;

  /**
   * @param {string} url
   * @param {(frame: ServerFrame) => void} onframe
   * @param {(code: number) => void} onend
   */
  constructor(url, onframe, onend) {
    this.#onend = onend;
    this.#socket = new WebSocket(url, SUBPROTOCOL);
    this.#socket.onclose = (event) => this.#end(event.code);
    this.#socket.onmessage = (event) => {
      if (this.#ended) return;
      const frame = parsed(event.data);
      if (frame) onframe(frame);
    };
  }

  /** @param {ClientFrame} frame */
  send(frame) {
    if (this.open) this.#socket.send(JSON.stringify(frame));
  }

  get open() {
    return !this.#ended && this.#socket.readyState === WebSocket.OPEN;
  }

  /** Give it up. */
  drop() {
    this.#end(LOST);
  }

  /** @param {number} code */
  #end(code) {
    if (this.#ended) return;
    this.#ended = true;
    this.#socket.close();
    this.#onend(code);
  }
}

/**
 * @param {unknown} data
 * @returns {ServerFrame | null}
 */
function parsed(data) {
  try {
    return JSON.parse(String(data));
  } catch (error) {
    console.warn("a frame of the gateway could not be read", error);
    return null;
  }
}
