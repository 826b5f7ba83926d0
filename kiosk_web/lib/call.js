// @ts-check
import { Leg } from "./call_leg.js";
import { CallMedia } from "./call_media.js";
import { Meter, qualityOf, VideoGuard } from "./call_quality.js";

/** @typedef {import("./call_peer.js").Body} Body */
/** @typedef {import("./call_leg.js").Reach} Reach */
/** @typedef {import("./call_quality.js").Quality} Quality */

/**
 * What of the media there is to be seen.
 *
 * @typedef {object} MediaPicture
 * @property {Reach} reach
 * @property {boolean} muted
 * @property {"off" | "opening" | "on" | "paused"} camera `paused`: it gave way to speech
 * @property {MediaStreamTrack | null} ownPicture
 * @property {import("./call_media.js").Fault | null} microphoneFault
 * @property {import("./call_media.js").Fault | null} cameraFault
 * @property {MediaStream | null} remote
 * @property {boolean} remoteMuted
 * @property {boolean} remoteCamera
 * @property {Quality} quality
 */

const SAMPLE = 1_000;

/**
 * The media of one call at this device: its microphone and camera, and what flows to and from the
 * others. As the hub of the call it offers to each of them; else the hub is the only other.
 */
export class Call {
  #send;
  #memory;
  #onchange;
  #media;
  /** @type {Map<string, { leg: Leg, meter: Meter }>} by subject */
  #legs = new Map();
  /** @type {RTCConfiguration} */
  #configuration = {};
  #muted = false;
  #filming = false;
  #hub = false;
  #held = false;
  #guard = new VideoGuard();
  /** @type {Quality} */
  #quality = "good";
  #sampling;

  /**
   * @param {object} options
   * @param {(peer: string, session: number, body: Body) => void} options.send
   * @param {import("./call_memory.js").SessionMemory} options.memory
   * @param {() => void} options.onchange
   */
  constructor({ send, memory, onchange }) {
    this.#send = send;
    this.#memory = memory;
    this.#onchange = onchange;
    this.#media = new CallMedia(() => this.#refresh());
    this.#sampling = setInterval(() => void this.#sample(), SAMPLE);
  }

  /** @returns {MediaPicture} */
  get picture() {
    const { microphone, camera } = this.#media;
    const legs = [...this.#legs.values()].map(({ leg }) => leg);
    const first = legs.find(({ reach }) => reach === "on") ?? legs[0];
    return {
      reach: first?.reach ?? "opening",
      muted: this.#muted,
      camera: this.#cameraState(),
      ownPicture: this.#filming ? camera.track : null,
      microphoneFault: microphone.fault,
      cameraFault: camera.fault,
      remote: first?.stream ?? null,
      remoteMuted: first?.remote.muted ?? false,
      remoteCamera: first?.remote.camera ?? false,
      quality: this.#quality,
    };
  }

  /** How media gets through to this and that device. @returns {Map<string, Reach>} */
  get reaches() {
    return new Map([...this.#legs].map(([peer, { leg }]) => [peer, leg.reach]));
  }

  /** STUN and TURN servers, for what begins from now on. @param {RTCConfiguration} configuration */
  configure(configuration) {
    this.#configuration = configuration;
    for (const { leg } of this.#legs.values()) leg.configure(configuration);
  }

  /**
   * Exchange media with exactly these devices.
   *
   * @param {readonly string[]} peers
   * @param {boolean} hub this device is the hub
   */
  meet(peers, hub) {
    if (hub !== this.#hub) this.#part();
    this.#hub = hub;
    for (const [peer, { leg }] of this.#legs) {
      if (peers.includes(peer)) continue;
      leg.close();
      this.#legs.delete(peer);
    }
    for (const peer of peers) {
      if (!this.#legs.has(peer)) this.#legs.set(peer, { leg: this.#leg(peer), meter: new Meter() });
    }
  }

  /**
   * A device said something to this one.
   *
   * @param {string} peer
   * @param {number} session
   * @param {Body} body
   */
  take(peer, session, body) {
    this.#legs.get(peer)?.leg.take(session, body);
  }

  /** The link to the gateway is back. */
  resume() {
    for (const { leg } of this.#legs.values()) leg.resume();
  }

  /** Ask for the microphone, again if it was refused. */
  listen() {
    void this.#media.microphone.open();
  }

  /** @param {boolean} muted */
  mute(muted) {
    this.#muted = muted;
    this.#refresh();
  }

  /** Turn the camera on or off. @param {boolean} filming */
  film(filming) {
    this.#filming = filming;
    if (filming) void this.#media.camera.open();
    else this.#media.camera.close();
    this.#refresh();
  }

  /** As the hub: neither side hears the other. @param {boolean} held */
  hold(held) {
    if (!this.#hub || held === this.#held) return;
    this.#held = held;
    for (const { leg } of this.#legs.values()) leg.hold(held);
  }

  /** It is over: camera and microphone are released at once. */
  close() {
    clearInterval(this.#sampling);
    this.#media.close();
    this.#part();
  }

  #part() {
    for (const { leg } of this.#legs.values()) leg.close();
    this.#legs.clear();
  }

  /** @param {string} peer */
  #leg(peer) {
    return new Leg({
      hub: this.#hub,
      session: this.#memory.of(peer),
      onsession: (session) => this.#memory.note(peer, session),
      configuration: () => this.#configuration,
      tracks: () => ({
        audio: this.#media.microphone.track,
        video: this.#filming && !this.#guard.paused ? this.#media.camera.track : null,
      }),
      mark: () => ({ muted: this.#silent(), camera: this.#cameraState() === "on" }),
      tell: (session, body) => this.#send(peer, session, body),
      onchange: this.#onchange,
    });
  }

  #silent() {
    return this.#muted || !this.#media.microphone.track;
  }

  #cameraState() {
    if (!this.#filming || this.#media.camera.fault) return "off";
    if (!this.#media.camera.track) return "opening";
    return this.#guard.paused ? "paused" : "on";
  }

  #refresh() {
    const { track } = this.#media.microphone;
    if (track) track.enabled = !this.#muted;
    for (const { leg } of this.#legs.values()) leg.refresh();
    this.#onchange();
  }

  async #sample() {
    const reports = await Promise.all(
      [...this.#legs.values()].map(async ({ leg, meter }) => {
        const report = await leg.stats();
        return report ? [meter.read(report)] : [];
      }),
    );
    const samples = reports.flat();
    if (samples.length === 0) return;
    const worst = {
      loss: Math.max(...samples.map(({ loss }) => loss)),
      rtt: Math.max(...samples.map(({ rtt }) => rtt)),
      bitrate: Math.min(...samples.map(({ bitrate }) => bitrate)),
    };
    const quality = qualityOf(worst);
    const was = this.#guard.paused;
    const paused = this.#guard.take(worst);
    if (was !== paused) this.#refresh();
    else if (quality !== this.#quality) this.#onchange();
    this.#quality = quality;
  }
}
