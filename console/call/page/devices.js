// The officer's own microphone and camera, and the headset: opened when needed, changed while in use.

import { complain, tell } from "./bridge.js";
import { context, Voice } from "./sound.js";

const TROUBLES = {
  NotFoundError: "absent",
  OverconstrainedError: "absent",
  NotReadableError: "busy",
};
const WANTED = {
  microphone: (device) => ({
    audio: { ...device, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  }),
  camera: (device) => ({
    video: { ...device, width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { max: 30 } },
  }),
};

export class Devices {
  /** @param {() => void} changed - a track came, went or was replaced */
  constructor(changed) {
    this.changed = changed;
    this.chosen = { microphone: "", headset: "", camera: "" };
    this.tracks = { microphone: null, camera: null };
    this.needed = { microphone: false, camera: false };
    this.opening = { microphone: Promise.resolve(), camera: Promise.resolve() };
    this.muted = false;
    this.voice = null;
    /** @type {Set<HTMLMediaElement>} */
    this.players = new Set();
    navigator.mediaDevices.addEventListener("devicechange", () => this.plugged());
  }

  /** Whether a microphone or camera is needed; opens or closes it. */
  need(kind, needed) {
    if (this.needed[kind] === needed) return;
    this.needed[kind] = needed;
    this.reopen(kind);
  }

  choose(kind, device) {
    if (this.chosen[kind] === device) return;
    this.chosen[kind] = device;
    if (kind === "headset") this.players.forEach((player) => this.direct(player));
    else if (this.needed[kind]) this.reopen(kind);
  }

  mute(muted) {
    this.muted = muted;
    if (this.tracks.microphone) this.tracks.microphone.enabled = !muted;
  }

  /** Plays that element to the headset, now and after another choice. */
  play(player) {
    this.players.add(player);
    this.direct(player);
  }

  release(player) {
    this.players.delete(player);
    player.srcObject = null;
  }

  async list() {
    const found = await navigator.mediaDevices.enumerateDevices();
    const named = (kind) => found
      .filter((each) => each.kind === kind && each.deviceId && each.deviceId !== "default")
      .map((each) => ({ id: each.deviceId, title: each.label }));
    return {
      microphones: named("audioinput"),
      headsets: named("audiooutput"),
      cameras: named("videoinput"),
    };
  }

  async plugged() {
    tell("devices", { devices: await this.list() });
    for (const kind of /** @type {const} */ (["microphone", "camera"])) {
      if (this.needed[kind] && this.tracks[kind]?.readyState !== "live") this.reopen(kind);
    }
  }

  reopen(kind) {
    this.opening[kind] = this.opening[kind].then(() => this.open(kind)).catch(complain);
  }

  async open(kind) {
    const track = this.needed[kind] ? await this.opened(kind) : null;
    if (track) track.onended = () => this.lost(kind, track);
    this.tracks[kind]?.stop();
    this.tracks[kind] = track;
    if (kind === "microphone") {
      if (track) track.enabled = !this.muted;
      this.voice?.end();
      this.voice = track && new Voice(track);
    }
    this.changed();
  }

  async opened(kind) {
    try {
      const track = await this.asked(kind);
      tell("trouble", { device: kind, trouble: "none" });
      // Only now do they have names.
      tell("devices", { devices: await this.list() });
      return track;
    } catch (error) {
      tell("trouble", { device: kind, trouble: TROUBLES[error.name] ?? "refused" });
      return null;
    }
  }

  /** The chosen device, else (it was unplugged) any. */
  async asked(kind) {
    const device = this.chosen[kind];
    const exact = device ? { deviceId: { exact: device } } : {};
    const tracks = async (wish) =>
      (await navigator.mediaDevices.getUserMedia(WANTED[kind](wish))).getTracks()[0];
    try {
      return await tracks(exact);
    } catch (error) {
      if (!device || error.name !== "OverconstrainedError") throw error;
      return tracks({});
    }
  }

  lost(kind, track) {
    if (this.tracks[kind] !== track) return;
    tell("trouble", { device: kind, trouble: "absent" });
    this.reopen(kind);
  }

  direct(player) {
    player.setSinkId(this.chosen.headset).catch(complain);
  }

  /** The first sound after a start may find the context asleep. */
  wake() {
    if (context.state !== "running") context.resume().catch(complain);
  }
}
