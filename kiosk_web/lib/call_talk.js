// @ts-check
import { Call } from "./call.js";
import { SessionMemory } from "./call_memory.js";
import { stageOf } from "./call_stage.js";

/** @typedef {import("./protocol.js").PartyCallView} PartyCallView */
/** @typedef {import("./protocol.js").Signal} Signal */
/** @typedef {{ urls: string[], username: string, credential: string, relay_only: boolean }} IceServer */

/** Without an answer to who the servers are, the call goes on without them, in ms. */
const SERVERS_WITHIN = 2_000;
/** A login at a relay is good for 10 minutes: one that is older is renewed, in ms. */
const SERVERS_FRESH = 300_000;
const SERVERS_AGAIN = 5_000;

/** This device in one call: its media, the servers they need, and what the centre is told of them. */
export class Talk {
  #parts;
  #films;
  #filmed = false;
  #ready = false;
  /** @type {number} when the servers are to be asked for again */
  #stale = 0;
  /** @type {Set<string>} the others, when this device is the hub */
  #peers;
  /** @type {Signal[]} */
  #early = [];
  /** @type {Map<string, string>} what the centre was told, by device */
  #told = new Map();
  /** @type {PartyCallView | null} */
  #view = null;

  /**
   * @param {object} parts
   * @param {string} parts.subject of the call
   * @param {boolean} parts.films with the camera on, once the other side has answered
   * @param {string | null} parts.called the device that was called from here
   * @param {() => string} parts.own
   * @param {import("./clock.js").Clock} parts.clock
   * @param {(call: string) => Promise<IceServer[]>} parts.servers
   * @param {(signal: Signal) => void} parts.signal
   * @param {(body: import("./outbox.js").Body) => void} parts.order
   * @param {() => void} parts.onchange
   */
  constructor(parts) {
    const { subject, films, called, signal, onchange } = parts;
    this.#parts = parts;
    this.#films = films;
    this.#peers = new Set(called === null ? [] : [called]);
    this.call = new Call({
      memory: new SessionMemory(sessionStorage, subject),
      send: (peer, session, body) => signal({ type: "signal", call: subject, peer, session, body }),
      onchange: () => {
        this.#report();
        onchange();
      },
    });
    this.call.listen();
    void this.#equip();
  }

  get subject() {
    return this.#parts.subject;
  }

  /** Whether the camera is wanted. It stays off until the other side has answered. */
  get films() {
    return this.#films;
  }

  /** @param {boolean} films */
  film(films) {
    this.#films = films;
    if (this.#filmed || !films) this.call.film(films);
    else this.#begin();
  }

  /** @param {Signal} signal */
  take(signal) {
    if (!this.#ready || !this.#view || stageOf(this.#view) === "calling") {
      this.#early.push(signal);
      return;
    }
    if (this.#hub && !this.#peers.has(signal.peer)) {
      this.#peers.add(signal.peer);
      this.update(this.#view);
    }
    this.call.take(signal.peer, signal.session, signal.body);
  }

  /** @param {PartyCallView} view */
  update(view) {
    this.#view = view;
    if (!this.#ready) return;
    if (stageOf(view) !== "calling") this.#connect(view);
    if (this.call.picture.reach === "reconnecting") void this.#equip();
  }

  get #hub() {
    return this.#view?.hub === this.#parts.own();
  }

  /** @param {PartyCallView} view */
  #connect({ hub, state }) {
    this.call.meet(this.#hub ? [...this.#peers] : hub ? [hub] : [], this.#hub);
    this.call.hold(state === "on_hold");
    if (this.#films && !this.#filmed) {
      this.#filmed = true;
      this.call.film(true);
    }
    for (const signal of this.#early.splice(0)) this.take(signal);
  }

  /** Learn the servers, before the first connection and again before they are out of date. */
  async #equip() {
    const { clock, servers, subject, onchange } = this.#parts;
    if (clock.ticks() < this.#stale) return;
    this.#stale = clock.ticks() + SERVERS_FRESH;
    const late = setTimeout(() => this.#begin(), SERVERS_WITHIN);
    try {
      this.call.configure(configurationOf(await servers(subject)));
    } catch (error) {
      this.#stale = clock.ticks() + SERVERS_AGAIN;
      console.warn("no servers for the call", error);
    }
    clearTimeout(late);
    this.#begin();
    onchange();
  }

  #begin() {
    this.#ready = true;
    if (this.#view) this.update(this.#view);
  }

  /** The hub tells of every other device, each device of itself. */
  #report() {
    const { own, order, subject } = this.#parts;
    const audioOnly = !this.#hub && this.call.picture.camera === "paused";
    for (const [peer, reach] of this.call.reaches) {
      if (reach === "opening" || reach === "lost" || (!this.#hub && reach !== "on")) continue;
      const told = `${reach} ${audioOnly}`;
      if (this.#told.get(peer) === told) continue;
      this.#told.set(peer, told);
      const party = this.#hub ? peer : own();
      order({ name: "report_leg", call: subject, party, state: reach, audio_only: audioOnly });
    }
  }
}

/** @param {IceServer[]} rows @returns {RTCConfiguration} */
function configurationOf(rows) {
  return {
    iceServers: rows.map(({ urls, username, credential }) => ({ urls, username, credential })),
    iceTransportPolicy: rows.some(({ relay_only: only }) => only) ? "relay" : "all",
  };
}
