// @ts-check

/**
 * Notes as Hz, from and to in s; `period` s until they come again, 0: never; `gain` 0..1.
 *
 * @typedef {{ notes: [hertz: number, from: number, to: number][], period: number, gain: number }} Figure
 */
/** @typedef {"incoming" | "calling" | "recorded" | "over"} RingName */

/**
 * A telephone that rings twice and rests, loud; the tone that a caller knows (425 Hz, 1 s in 5);
 * two high notes: from now on this is recorded; two low ones: it is over. None is like an alarm.
 *
 * @type {Record<RingName, Figure>}
 */
const FIGURES = {
  incoming: { notes: [...warble(0), ...warble(0.7)], period: 3, gain: 0.8 },
  calling: { notes: [[425, 0, 1]], period: 5, gain: 0.15 },
  recorded: {
    notes: [
      [1_400, 0, 0.2],
      [1_400, 0.4, 0.6],
    ],
    period: 0,
    gain: 0.3,
  },
  over: {
    notes: [
      [480, 0, 0.2],
      [400, 0.3, 0.5],
    ],
    period: 0,
    gain: 0.2,
  },
};
const FADE = 0.01;

/** @param {number} start @returns {Figure["notes"]} */
function warble(start) {
  return Array.from({ length: 8 }, (_, at) => {
    const from = start + at * 0.06;
    return [at % 2 === 0 ? 950 : 1_270, from, from + 0.06];
  });
}

/** What a call sounds like before and after the talk, on the context that a touch has unlocked. */
export class RingSound {
  #context;
  /** @type {RingName | null} */
  #name = null;
  /** @type {GainNode | null} */
  #output = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #again;

  /** @param {AudioContext} context */
  constructor(context) {
    this.#context = context;
  }

  /** What sounds now. */
  get name() {
    return this.#name;
  }

  /** Sound this until told otherwise; null is silence. @param {"incoming" | "calling" | null} name */
  keep(name) {
    if (name === this.#name) return;
    this.#stop();
    this.#name = name;
    if (!name) return;
    this.#play(name);
    this.#again = setInterval(() => this.#play(name), FIGURES[name].period * 1_000);
  }

  /** Sound this once. @param {"recorded" | "over"} name */
  once(name) {
    this.#sound(FIGURES[name]);
  }

  #stop() {
    clearInterval(this.#again);
    this.#output?.disconnect();
    this.#output = null;
  }

  /** @param {RingName} name */
  #play(name) {
    this.#output?.disconnect();
    this.#output = this.#sound(FIGURES[name]);
  }

  /** @param {Figure} figure */
  #sound({ notes, gain }) {
    const context = this.#context;
    const output = new GainNode(context, { gain });
    output.connect(context.destination);
    const start = context.currentTime + 0.02;
    for (const [frequency, from, to] of notes) {
      const tone = new OscillatorNode(context, { frequency });
      const shape = new GainNode(context, { gain: 0 });
      shape.gain.setTargetAtTime(1, start + from, FADE);
      shape.gain.setTargetAtTime(0, start + to - FADE, FADE);
      tone.connect(shape).connect(output);
      tone.start(start + from);
      tone.stop(start + to + 5 * FADE);
    }
    return output;
  }
}
