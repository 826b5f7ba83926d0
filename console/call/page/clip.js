// A recording or voice note: read once for its waveform, played to the headset.

import { tell } from "./bridge.js";

// Enough to see who speaks when, and little enough to hold an hour of it.
const RATE = 8_000;
const MOVED_MS = 100;

export class Clip {
  constructor(id, devices, stage) {
    Object.assign(this, { id, devices, stage });
    this.player = document.createElement("video");
    this.player.preload = "auto";
    this.player.preservesPitch = true;
    for (const name of ["play", "pause", "seeked", "ended"]) {
      this.player.addEventListener(name, () => this.moved());
    }
  }

  async open(address, peaks) {
    const content = await (await fetch(address)).blob();
    const sound = await new OfflineAudioContext(1, 1, RATE)
      .decodeAudioData(await content.arrayBuffer());
    this.address = URL.createObjectURL(content);
    this.player.src = this.address;
    await new Promise((resolve, reject) => {
      this.player.onloadeddata = resolve;
      this.player.onerror = () => reject(this.player.error?.message);
    });
    this.devices.play(this.player);
    this.picture = this.player.videoWidth > 0;
    return {
      duration_s: sound.duration,
      peaks: peaksOf(sound.getChannelData(0), peaks),
      picture: this.picture,
    };
  }

  async play(speed) {
    if (this.picture) this.stage.play(this.player);
    this.player.playbackRate = speed;
    await this.player.play();
    clearInterval(this.moving);
    this.moving = setInterval(() => this.moved(), MOVED_MS);
  }

  pause() {
    this.player.pause();
  }

  seek(at) {
    this.player.currentTime = at;
  }

  moved() {
    const playing = !this.player.paused && !this.player.ended;
    if (!playing) clearInterval(this.moving);
    tell("clip", { clip: this.id, at_s: this.player.currentTime, playing });
  }

  close() {
    this.pause();
    clearInterval(this.moving);
    this.devices.release(this.player);
    if (this.stage.clip === this.player) this.stage.play(null);
    this.player.removeAttribute("src");
    if (this.address) URL.revokeObjectURL(this.address);
  }
}

function peaksOf(samples, count) {
  const step = Math.max(1, samples.length / count);
  const found = [];
  for (let at = 0; at < samples.length; at += step) {
    const part = samples.subarray(Math.floor(at), Math.floor(at + step));
    found.push(Math.min(1, part.reduce((most, each) => Math.max(most, Math.abs(each)), 0)));
  }
  return found.slice(0, count);
}
