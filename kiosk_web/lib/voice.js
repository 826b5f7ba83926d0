// @ts-check

/** The tablet's voice and tones, and whether the browser lets them be heard. */
export class Voice {
  #context = new AudioContext();
  /** Called when the sound became free or was taken away. */
  onchange = () => {};

  constructor() {
    this.#context.onstatechange = () => this.onchange();
    addEventListener("pointerdown", () => void this.#unlock(), { capture: true });
  }

  /** On which all tones of the page are played. */
  get context() {
    return this.#context;
  }

  /** Whether a tone would be heard. Chrome wants a touch first unless the page is installed. */
  get unlocked() {
    return this.#context.state === "running";
  }

  /**
   * Say a word, if this tablet can speak.
   *
   * @param {string} words
   */
  say(words) {
    if (!("speechSynthesis" in globalThis)) return;
    const utterance = new SpeechSynthesisUtterance(words);
    utterance.lang = "id-ID";
    speechSynthesis.cancel();
    speechSynthesis.speak(utterance);
  }

  /** Two short notes: it was sent. */
  confirm() {
    if (!this.unlocked) return;
    const start = this.#context.currentTime;
    this.#note(660, start);
    this.#note(880, start + 0.16);
  }

  /** Three low notes, unlike any of earnest: a drill was sent. */
  drill() {
    if (!this.unlocked) return;
    [330, 262, 330].forEach((hertz, at) => this.#note(hertz, this.#context.currentTime + 0.3 * at));
  }

  /** Two notes that rise, three times: a task came. */
  duty() {
    if (!this.unlocked) return;
    const start = this.#context.currentTime;
    [0, 0.6, 1.2].forEach((later) => {
      this.#note(740, start + later);
      this.#note(1_110, start + later + 0.2);
    });
  }

  /** Three notes that fall: an officer wrote. */
  news() {
    if (!this.unlocked) return;
    [880, 660, 550].forEach((hertz, at) => this.#note(hertz, this.#context.currentTime + 0.16 * at));
  }

  /**
   * @param {number} frequency Hz
   * @param {number} start s on the context's clock
   */
  #note(frequency, start) {
    const tone = new OscillatorNode(this.#context, { frequency });
    const gain = new GainNode(this.#context, { gain: 0 });
    gain.gain.setTargetAtTime(0.3, start, 0.01);
    gain.gain.setTargetAtTime(0, start + 0.12, 0.03);
    tone.connect(gain).connect(this.#context.destination);
    tone.start(start);
    tone.stop(start + 0.3);
  }

  async #unlock() {
    if (this.unlocked) return;
    try {
      await this.#context.resume();
    } catch (error) {
      console.warn("sound stays locked", error);
    }
  }
}
