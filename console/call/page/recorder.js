// Records a call as it runs: all voices in one track, and the large picture if wished.

import { tell } from "./bridge.js";
import { PictureTrack } from "./picture_track.js";
import { Mix } from "./sound.js";

const PART_MS = 500;
const AUDIO_BITRATE = 32_000;
const VIDEO_BITRATE = 800_000;

export class Recorder {
  /** @param {() => MediaStreamTrack | null} picture - the large picture of now */
  constructor(call, id, video, picture) {
    Object.assign(this, { call, id, picture });
    this.number = 0;
    this.work = Promise.resolve();
    this.mix = new Mix();
    this.pictures = video ? new PictureTrack() : null;
    const tracks = [this.mix.track, ...(video ? [this.pictures.track] : [])];
    this.recorder = new MediaRecorder(new MediaStream(tracks), {
      mimeType: video ? "video/webm;codecs=vp8,opus" : "audio/webm;codecs=opus",
      audioBitsPerSecond: AUDIO_BITRATE,
      ...(video && { videoBitsPerSecond: VIDEO_BITRATE }),
    });
    this.recorder.ondataavailable = ({ data }) => this.part(data, false);
    this.recorder.onerror = ({ error }) => this.fail(error);
    this.recorder.onstop = () => this.part(new Blob(), true);
    call.recorders.add(this);
    call.route();
    this.recorder.start(PART_MS);
  }

  follow(voices) {
    this.mix.set(voices);
    this.pictures?.follow(this.picture());
  }

  /** Parts keep their order, however long each takes to be read. */
  part(blob, last) {
    this.work = this.work
      .then(() => encoded(blob))
      .then((data) => tell("recorded", { recording: this.id, number: this.number++, data, last }))
      .catch((error) => this.fail(error));
    if (last) this.end();
  }

  stop() {
    if (this.recorder.state !== "inactive") this.recorder.stop();
  }

  fail(error) {
    tell("recording_failed", { recording: this.id, reason: String(error) });
    this.stop();
    this.end();
  }

  end() {
    this.call.recorders.delete(this);
    this.pictures?.end();
    this.mix.end();
  }
}

async function encoded(blob) {
  const url = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(/** @type {string} */ (reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
  return url.slice(url.lastIndexOf(",") + 1);
}
