// @ts-check

/**
 * Why a microphone or camera can't be used: the page isn't secure, it was refused, there is none,
 * another program has it, or something else.
 *
 * @typedef {"insecure" | "denied" | "missing" | "busy" | "failed"} Fault
 */

/** @type {MediaTrackConstraints} */
const VOICE = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
/** @type {MediaTrackConstraints} */
const PICTURE = {
  width: { ideal: 640 },
  height: { ideal: 480 },
  frameRate: { ideal: 24, max: 30 },
  facingMode: "user",
};

/** @type {Record<string, Fault>} */
const FAULTS = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
};

/** The microphone and the camera of this device, held as long as a call needs them. */
export class CallMedia {
  microphone = new Source("audio", VOICE);
  camera = new Source("video", PICTURE);

  /** @param {() => void} onchange */
  constructor(onchange) {
    this.microphone.onchange = onchange;
    this.camera.onchange = onchange;
  }

  /** Let go of both at once. */
  close() {
    this.microphone.close();
    this.camera.close();
  }
}

/** One device that is asked for, may be refused, and may go away. */
export class Source {
  #kind;
  #constraints;
  #wanted = false;
  /** @type {MediaStreamTrack | null} */
  track = null;
  /** @type {Fault | null} why there is none */
  fault = null;
  onchange = () => {};

  /**
   * @param {"audio" | "video"} kind
   * @param {MediaTrackConstraints} constraints
   */
  constructor(kind, constraints) {
    this.#kind = kind;
    this.#constraints = constraints;
  }

  /** It was asked for, and neither had nor refused yet. */
  get opening() {
    return this.#wanted && !this.track && !this.fault;
  }

  /** Ask for it, unless it is there or on its way. */
  async open() {
    if (this.track || this.opening) return;
    this.#wanted = true;
    this.fault = null;
    try {
      this.#have(await this.#get());
    } catch (error) {
      if (!this.#wanted) return;
      this.fault = faultOf(error);
      console.warn(`no ${this.#kind} for the call`, error);
    }
    this.onchange();
  }

  /** Let go of it at once. */
  close() {
    this.#wanted = false;
    this.fault = null;
    this.track?.stop();
    this.track = null;
  }

  async #get() {
    // Chrome hides the devices from a page that isn't secure.
    const devices = /** @type {MediaDevices | undefined} */ (navigator.mediaDevices);
    if (!devices) throw new DOMException("not a secure page", "InsecureError");
    return devices.getUserMedia({ [this.#kind]: this.#constraints });
  }

  /** @param {MediaStream} stream */
  #have(stream) {
    const track = stream.getTracks()[0] ?? null;
    // The call ended while the device was being opened.
    if (!this.#wanted) {
      track?.stop();
      return;
    }
    this.track = track;
    track?.addEventListener("ended", () => {
      if (this.track !== track) return;
      this.track = null;
      this.fault = "missing";
      this.onchange();
    });
  }
}

/** @param {unknown} error @returns {Fault} */
function faultOf(error) {
  const name = error instanceof DOMException || error instanceof Error ? error.name : "";
  return name === "InsecureError" ? "insecure" : (FAULTS[name] ?? "failed");
}
