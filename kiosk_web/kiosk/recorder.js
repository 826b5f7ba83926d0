// @ts-check

const FORMAT = "audio/webm;codecs=opus";
const BITS_PER_SECOND = 24_000;
/** The limit of the protocol. */
export const LONGEST_NOTE = 60_000;

/** Whether this browser can record a voice note. */
export function canRecord() {
  return "MediaRecorder" in globalThis && MediaRecorder.isTypeSupported(FORMAT);
}

/** One voice note, from the first touch to the second, or to its longest length. */
export class Recorder {
  /** @type {MediaRecorder | null} */
  #recorder = null;
  #began = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #limit;

  get recording() {
    return this.#recorder !== null;
  }

  /** Seconds so far. */
  get seconds() {
    return Math.round((performance.now() - this.#began) / 1_000);
  }

  /**
   * Begin. Rejects when the microphone can't be had.
   *
   * @param {(note: Blob, seconds: number) => void} ondone
   */
  async begin(ondone) {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const recorder = new MediaRecorder(stream, {
      mimeType: FORMAT,
      audioBitsPerSecond: BITS_PER_SECOND,
    });
    /** @type {Blob[]} */
    const parts = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.onstop = () => {
      for (const track of stream.getTracks()) track.stop();
      const seconds = Math.min(this.seconds, LONGEST_NOTE / 1_000);
      this.#recorder = null;
      ondone(new Blob(parts, { type: FORMAT }), seconds);
    };
    this.#recorder = recorder;
    this.#began = performance.now();
    recorder.start();
    this.#limit = setTimeout(() => this.end(), LONGEST_NOTE);
  }

  /** That was it. */
  end() {
    clearTimeout(this.#limit);
    this.#recorder?.stop();
  }
}
