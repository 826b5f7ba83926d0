// @ts-check
import { el } from "../../lib/dom.js";

/** Pictures are looked at so often, in ms. */
const LOOK = 300;

/** @returns {any} the browser's reader of codes, where it has one */
function detector() {
  return /** @type {any} */ (globalThis)["BarcodeDetector"];
}

/** Whether this tablet can read a QR code with its camera. */
export async function canScan() {
  const formats = (await detector()?.getSupportedFormats?.()) ?? [];
  return formats.includes("qr_code") && "mediaDevices" in navigator;
}

/** Reads a QR code with the camera; the picture never leaves this tablet. */
export class QrEye {
  element = el("video", { class: "qr-eye", autoplay: true, playsinline: true });
  #onfound;
  /** @type {MediaStream | null} */
  #stream = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #looking;
  #closed = false;

  /** @param {(text: string) => void} onfound */
  constructor(onfound) {
    this.#onfound = onfound;
    this.element.muted = true;
  }

  /** Rejects where the camera can't be had. */
  async open() {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    this.#stream = stream;
    if (this.#closed) return this.close();
    this.element.srcObject = stream;
    const reader = new (detector())({ formats: ["qr_code"] });
    this.#looking = setInterval(() => void this.#look(reader), LOOK);
  }

  close() {
    this.#closed = true;
    clearInterval(this.#looking);
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.element.srcObject = null;
  }

  /** @param {{ detect: (video: HTMLVideoElement) => Promise<{ rawValue: string }[]> }} reader */
  async #look(reader) {
    if (this.element.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    const [found] = await reader.detect(this.element);
    if (found && !this.#closed) this.#onfound(found.rawValue);
  }
}
