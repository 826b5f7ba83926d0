// @ts-check
import { Peer } from "./call_peer.js";

/** @typedef {import("./call_peer.js").Body} Body */
/** @typedef {import("./call_peer.js").Tracks} Tracks */
/** @typedef {{ muted: boolean, camera: boolean }} Mark */

/**
 * Whether media flows: not yet, now, not any more, or given up.
 *
 * @typedef {"opening" | "on" | "reconnecting" | "lost"} Reach
 */

/** An offer that should have come by now has been lost, in ms. */
const OPENING = 3_000;
/** A break of the flow heals by itself within so long, in ms. */
const BLIP = 1_500;
/** Between two tries to mend it, in ms. */
const RETRY = 4_000;
/** Then it is given up (design section 5), in ms. */
export const GIVE_UP = 30_000;

/**
 * The media between this device and one other, over all peer connections that it takes. The hub
 * counts them as sessions, and begins a new one when a restart didn't help.
 */
export class Leg {
  #options;
  #session = 0;
  /** @type {Peer | null} */
  #peer = null;
  /** @type {Reach} */
  #reach = "opening";
  #tries = 0;
  #restarted = Number.NEGATIVE_INFINITY;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #mending;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #ending;
  /** What the other device says of its microphone and camera. @type {Mark} */
  remote = { muted: false, camera: false };

  /**
   * @param {object} options
   * @param {boolean} options.hub this device is the hub
   * @param {number} [options.session] the newest one that an earlier life of the page had
   * @param {(session: number) => void} [options.onsession] a newer one began
   * @param {() => RTCConfiguration} options.configuration
   * @param {() => Tracks} options.tracks
   * @param {() => Mark} options.mark
   * @param {(session: number, body: Body) => void} options.tell
   * @param {() => void} options.onchange
   */
  constructor(options) {
    this.#options = options;
    this.#session = options.session ?? 0;
    this.#patience();
    if (options.hub) this.#begin(this.#session + 1);
    this.#mendAfter(OPENING);
  }

  get reach() {
    return this.#reach;
  }

  /** What the other device sends, once there is a connection. */
  get stream() {
    return this.#peer?.stream ?? null;
  }

  /** @returns {Promise<RTCStatsReport | null>} */
  async stats() {
    return this.#reach === "on" && this.#peer ? this.#peer.stats() : null;
  }

  /**
   * The other device said something.
   *
   * @param {number} session
   * @param {Body} body
   */
  take(session, body) {
    if (body.what === "restart") {
      if (this.#options.hub) this.#asked(session);
      return;
    }
    if (session < this.#session) {
      // The hub counts anew after its page was loaded again: tell it where we are.
      if (body.what === "offer") this.#tell({ what: "restart" });
      return;
    }
    const fresh = session > this.#session || (!this.#peer && body.what === "offer");
    if (fresh && this.#options.hub) return;
    if (fresh) this.#begin(session);
    if (body.what === "mark") {
      this.remote = { muted: body.muted, camera: body.camera };
      this.#options.onchange();
    } else {
      this.#peer?.take(body);
    }
  }

  /** Microphone or camera changed: send what there is now, and say so. */
  refresh() {
    this.#peer?.send(this.#options.tracks());
    this.#mark();
  }

  /** Signals pass again: what was said meanwhile was lost. */
  resume() {
    if (this.#reach !== "on" && this.#reach !== "lost") this.#mendAfter(0);
    else if (this.#reach === "on") this.#mark();
  }

  /** @param {RTCConfiguration} configuration */
  configure(configuration) {
    this.#peer?.configure(configuration);
  }

  /** @param {boolean} held */
  hold(held) {
    this.#peer?.hold(held);
  }

  close() {
    clearTimeout(this.#mending);
    clearTimeout(this.#ending);
    this.#peer?.close();
    this.#peer = null;
  }

  /** @param {number} session */
  #begin(session) {
    this.#session = session;
    this.#options.onsession?.(session);
    this.#peer?.close();
    if (this.#reach === "lost") this.#reach = "reconnecting";
    this.#patience();
    const { configuration, hub, tracks, onchange } = this.#options;
    this.#peer = new Peer({
      configuration: configuration(),
      offers: hub,
      tracks: tracks(),
      tell: (body) => session === this.#session && this.#tell(body),
      onstate: (state) => session === this.#session && this.#notice(state),
      ontrack: onchange,
    });
    onchange();
  }

  /** @param {RTCPeerConnectionState} state */
  #notice(state) {
    if (state === "connected") {
      clearTimeout(this.#mending);
      clearTimeout(this.#ending);
      this.#ending = undefined;
      this.#tries = 0;
      this.#become("on");
      this.#mark();
    } else if (state === "disconnected" || state === "failed" || state === "closed") {
      if (this.#reach === "on") this.#become("reconnecting");
      this.#patience();
      this.#mendAfter(state === "disconnected" ? BLIP : 0);
    }
  }

  /** A device that isn't the hub asks for another way, or knows another session. @param {number} session */
  #asked(session) {
    const again = performance.now() - this.#restarted < 2 * RETRY;
    this.#restarted = performance.now();
    if (session !== this.#session || again) this.#begin(Math.max(session, this.#session) + 1);
    else this.#peer?.restart();
  }

  #mend() {
    this.#tries += 1;
    if (!this.#options.hub) this.#tell({ what: "restart" });
    else if (this.#tries % 2 === 1) this.#peer?.restart();
    else this.#begin(this.#session + 1);
    this.#mendAfter(RETRY);
  }

  /** @param {number} wait ms */
  #mendAfter(wait) {
    clearTimeout(this.#mending);
    this.#mending = setTimeout(() => this.#mend(), wait);
  }

  /** From now on there are 30 s, unless they are running. */
  #patience() {
    this.#ending ??= setTimeout(() => {
      this.close();
      this.#ending = undefined;
      this.#become("lost");
    }, GIVE_UP);
  }

  /** @param {Reach} reach */
  #become(reach) {
    if (reach === this.#reach) return;
    this.#reach = reach;
    this.#options.onchange();
  }

  #mark() {
    if (this.#peer) this.#tell({ what: "mark", ...this.#options.mark() });
  }

  /** A device that knows of no session yet speaks of the first. @param {Body} body */
  #tell(body) {
    this.#options.tell(Math.max(1, this.#session), body);
  }
}
