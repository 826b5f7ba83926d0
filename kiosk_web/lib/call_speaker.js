// @ts-check

/** Plays the voices of a call, whatever screen is shown. */
export class Speaker {
  #audio = new Audio();

  /** @param {MediaStream | null} stream */
  play(stream) {
    if (this.#audio.srcObject === stream) return;
    this.#audio.srcObject = stream;
    if (!stream) return;
    this.#audio.play().catch((error) => {
      // Another stream came, or the call ended, before this one began.
      if (error.name !== "AbortError") console.warn("the call can't be heard", error);
    });
  }
}
