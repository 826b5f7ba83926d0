// @ts-check
import { hostOf, mediaLines, SUBPROTOCOL } from "./signing.js";

// The twin of gateway/protocol/media.py.

const CHUNK = 16 * 1024;
/** So many chunks may be on their way without having been acknowledged. */
const WINDOW = 4;
const HEAD = 4 + 32;

/** The gateway doesn't take it: `code` says why, the message is in the user's language. */
export class MediaRefused extends Error {
  /**
   * @param {string} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** The connection was cut, or given up for something more urgent; the rest can be sent later. */
export class MediaCut extends Error {}

/**
 * @typedef {object} Sending
 * @property {string} url of `/ws/media`
 * @property {string} device
 * @property {(lines: string) => Promise<string>} sign
 * @property {string} language
 * @property {string} grant
 * @property {ArrayBuffer} bytes
 * @property {() => boolean} urgent whether something more urgent has to be sent
 * @property {(share: number) => void} onprogress 0..1
 */

/**
 * Send one object. Rejects with MediaRefused or MediaCut.
 *
 * @param {Sending} sending
 * @returns {Promise<void>}
 */
export function sendMedia(sending) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(sending.url, SUBPROTOCOL);
    const end = (/** @type {Error | null} */ why) => {
      socket.onclose = socket.onmessage = null;
      socket.close();
      if (why) reject(why);
      else resolve();
    };
    const upload = new Upload(socket, sending, () => end(new MediaCut("something is more urgent")));
    socket.onclose = () => end(new MediaCut("the connection ended"));
    socket.onmessage = ({ data }) => {
      const frame = JSON.parse(String(data));
      if (frame.type === "challenge") void open(socket, sending, frame.nonce);
      else if (frame.type === "media_opened") void upload.begin(frame.taken);
      else if (frame.type === "chunk_taken") void upload.taken(frame.number);
      else if (frame.type === "media_done") end(null);
      else end(new MediaRefused(frame.code, frame.message));
    };
  });
}

/**
 * @param {WebSocket} socket
 * @param {Sending} sending
 * @param {string} nonce
 */
async function open(socket, { url, device, sign, language, grant }, nonce) {
  const signature = await sign(mediaLines(device, hostOf(url), nonce, grant));
  socket.send(JSON.stringify({ type: "open_media", device, grant, signature, language }));
}

/** Keeps the window full, one chunk after the other. */
class Upload {
  #socket;
  #sending;
  #yield;
  #next = 0;
  #acknowledged = 0;
  #pumping = false;

  /**
   * @param {WebSocket} socket
   * @param {Sending} sending
   * @param {() => void} onyield
   */
  constructor(socket, sending, onyield) {
    this.#socket = socket;
    this.#sending = sending;
    this.#yield = onyield;
  }

  get #count() {
    return Math.ceil(this.#sending.bytes.byteLength / CHUNK);
  }

  /** @param {number} taken chunks that the gateway holds already */
  async begin(taken) {
    this.#next = this.#acknowledged = taken;
    await this.#pump();
  }

  /** @param {number} number */
  async taken(number) {
    this.#acknowledged = number + 1;
    this.#sending.onprogress(this.#acknowledged / this.#count);
    await this.#pump();
  }

  async #pump() {
    if (this.#pumping) return;
    this.#pumping = true;
    while (this.#next < this.#count && this.#next - this.#acknowledged < WINDOW) {
      if (this.#sending.urgent()) {
        this.#yield();
        return;
      }
      const frame = await chunk(this.#sending.bytes, this.#next);
      if (this.#socket.readyState !== WebSocket.OPEN) return;
      this.#socket.send(frame);
      this.#next += 1;
    }
    this.#pumping = false;
  }
}

/**
 * @param {ArrayBuffer} bytes
 * @param {number} number
 */
async function chunk(bytes, number) {
  const payload = bytes.slice(number * CHUNK, (number + 1) * CHUNK);
  const frame = new Uint8Array(HEAD + payload.byteLength);
  new DataView(frame.buffer).setUint32(0, number);
  frame.set(new Uint8Array(await crypto.subtle.digest("SHA-256", payload)), 4);
  frame.set(new Uint8Array(payload), HEAD);
  return frame;
}

/** SHA-256 in hexadecimal. @param {ArrayBuffer} bytes */
export async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
