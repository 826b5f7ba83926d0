// @ts-check

/** @typedef {import("./protocol.js").Mode} Mode */

/**
 * One stroke of a tone: s from its beginning, strength 0..1; Hz and s where the voice needs them.
 *
 * @typedef {{ at: number, strength: number, hz: number, seconds: number }} Stroke
 */
/** @typedef {{ voice: "bamboo" | "bell" | "beep", length: number, strokes: Stroke[] }} Tone */
/** @typedef {{ mode_hz: number[], decay_ms: number[], amp: number[], klik_ms: number }} Timbre */
/** @typedef {{ id: string, onsets: [number, number][], cycle_ms: number, repeat: number }} Pattern */
/** @typedef {{ timbre: { bambu: Timbre }, pola: Pattern[] }} Kentongan */
/**
 * @typedef {object} Figure
 * @property {"bell" | "beep"} voice
 * @property {number} period_s
 * @property {number} times
 * @property {[at: number, strength: number, hz: number, seconds: number][]} strokes
 */
/** @typedef {{ bell: [number, number, number][], figures: Record<string, Figure> }} Figures */

/** What the gateway calls a tone that is no kentongan, and the figure that it is. */
const BELL = { rhythm: "bell", figure: "medical" };

/** What a rhythm sounds like, from the same tables as the control room's loudspeaker. */
export class Tones {
  #kentongan;
  #figures;

  /**
   * @param {Kentongan} kentongan
   * @param {Figures} figures
   */
  constructor(kentongan, figures) {
    this.#kentongan = kentongan;
    this.#figures = figures;
  }

  /** @param {URL} folder */
  static async load(folder) {
    const names = ["kentongan.json", "tones.json"];
    const answers = await Promise.all(names.map((name) => fetch(new URL(name, folder))));
    const [kentongan, figures] = await Promise.all(answers.map((answer) => answer.json()));
    return new Tones(kentongan, figures);
  }

  /** The bamboo of the kentongan. */
  get bamboo() {
    return this.#kentongan.timbre.bambu;
  }

  /** Partials of the bell: ratio, amplitude, decay in s. */
  get bell() {
    return this.#figures.bell;
  }

  /**
   * All that is struck of a rhythm, with its repeats. A drill or a test sounds like itself, so that
   * nobody takes it for a real one; what this page doesn't know yet is a bell, never silence.
   *
   * @param {string} rhythm
   * @param {Mode} mode
   * @returns {Tone}
   */
  of(rhythm, mode) {
    const pattern = this.#kentongan.pola.find(({ id }) => id === rhythm);
    if (mode === "real" && pattern) return struck(pattern);
    const figure = this.#figures.figures[mode === "real" ? BELL.figure : mode];
    if (!figure) throw new Error(`no figure for ${mode}`);
    return repeated(figure);
  }
}

/**
 * @param {Pattern} pattern
 * @returns {Tone}
 */
function struck({ onsets, cycle_ms: cycle, repeat }) {
  const strokes = times(repeat).flatMap((turn) =>
    onsets.map(([at, strength]) => ({
      at: (at + turn * cycle) / 1_000,
      strength,
      hz: 0,
      seconds: 0,
    })),
  );
  return { voice: "bamboo", length: (cycle * repeat) / 1_000, strokes };
}

/**
 * @param {Figure} figure
 * @returns {Tone}
 */
function repeated({ voice, period_s: period, times: count, strokes }) {
  const all = times(count).flatMap((turn) =>
    strokes.map(([at, strength, hz, seconds]) => ({ at: at + turn * period, strength, hz, seconds })),
  );
  return { voice, length: period * count, strokes: all };
}

/** @param {number} count */
function times(count) {
  return Array.from({ length: count }, (_, turn) => turn);
}
