// @ts-check

/** @typedef {import("../lib/tones.js").Tones} Tones */
/** @typedef {import("../lib/tones.js").Tone} Tone */
/** @typedef {import("../lib/tones.js").Stroke} Stroke */

/** As the control room's: a hard beater lifts the higher modes, where small loudspeakers are loud. */
const TILT = 1.5;
const CLICK = 0.5;
const PEAK = 0.9;
/** Variation that keeps it from sounding like a machine, from the table's note. */
const JITTER = { seconds: 0.008, pitch: 0.01, strength: 0.06 };
/** The first stroke comes so much after the order to play, in s. */
const LEAD = 0.05;

/** Strikes tones on an audio context. */
export class Instrument {
  #context;
  #tones;
  /** @type {AudioBuffer | null} one stroke on bamboo, made when it is first needed */
  #bamboo = null;

  /**
   * @param {AudioContext} context
   * @param {Tones} tones
   */
  constructor(context, tones) {
    this.#context = context;
    this.#tones = tones;
  }

  /**
   * Play a tone once. Returns when its first stroke sounds, in s on the context's clock, and how to
   * cut it off.
   *
   * @param {Tone} tone
   */
  play(tone) {
    const out = new GainNode(this.#context, { gain: PEAK });
    out.connect(this.#context.destination);
    const start = this.#context.currentTime + LEAD;
    for (const stroke of tone.strokes) this.#strike(tone.voice, stroke, start, out);
    return { start, stop: () => out.disconnect() };
  }

  /**
   * @param {Tone["voice"]} voice
   * @param {Stroke} stroke
   * @param {number} start
   * @param {AudioNode} out
   */
  #strike(voice, stroke, start, out) {
    const at = Math.max(start, start + stroke.at + vary(JITTER.seconds));
    const strength = stroke.strength * (1 + vary(JITTER.strength));
    if (voice === "beep") {
      this.#ring(stroke.hz, strength, at, stroke.seconds, out);
    } else if (voice === "bell") {
      for (const [ratio, amp, decay] of this.#tones.bell) {
        this.#fade(stroke.hz * ratio, strength * amp * 0.5, at, decay, out);
      }
    } else {
      this.#knock(strength, at, out);
    }
  }

  /**
   * @param {number} strength
   * @param {number} at
   * @param {AudioNode} out
   */
  #knock(strength, at, out) {
    this.#bamboo ??= this.#carve();
    const playbackRate = 1 + vary(JITTER.pitch);
    const source = new AudioBufferSourceNode(this.#context, { buffer: this.#bamboo, playbackRate });
    source.connect(new GainNode(this.#context, { gain: strength })).connect(out);
    source.start(at);
  }

  /** One stroke: damped modes and a short click of noise. */
  #carve() {
    const { mode_hz: modes, decay_ms: decays, amp, klik_ms: click } = this.#tones.bamboo;
    const rate = this.#context.sampleRate;
    const longest = Math.max(...decays) / 1_000;
    const buffer = new AudioBuffer({ length: Math.ceil(5 * longest * rate), sampleRate: rate });
    const wave = buffer.getChannelData(0);
    const noise = Math.round((click / 1_000) * rate);
    for (let n = 0; n < wave.length; n++) {
      const seconds = n / rate;
      let sum = n < noise ? CLICK * vary(1) * (1 - n / noise) : 0;
      modes.forEach((hz, mode) => {
        const loud = (amp[mode] ?? 0) * (hz / (modes[0] ?? hz)) ** TILT;
        sum += loud * Math.exp((-seconds * 1_000) / (decays[mode] ?? 1)) * Math.sin(2 * Math.PI * hz * seconds);
      });
      wave[n] = sum;
    }
    const peak = wave.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    wave.forEach((value, n) => (wave[n] = value / peak));
    return buffer;
  }

  /**
   * A steady tone with soft edges.
   *
   * @param {number} frequency
   * @param {number} strength
   * @param {number} at
   * @param {number} seconds
   * @param {AudioNode} out
   */
  #ring(frequency, strength, at, seconds, out) {
    const gain = new GainNode(this.#context, { gain: 0 });
    gain.gain.setTargetAtTime(strength, at, 0.004);
    gain.gain.setTargetAtTime(0, at + seconds, 0.01);
    this.#sing(frequency, at, at + seconds + 0.1, gain, out);
  }

  /**
   * A struck partial that dies away.
   *
   * @param {number} frequency
   * @param {number} strength
   * @param {number} at
   * @param {number} decay
   * @param {AudioNode} out
   */
  #fade(frequency, strength, at, decay, out) {
    const gain = new GainNode(this.#context, { gain: 0 });
    gain.gain.setValueAtTime(strength, at);
    gain.gain.setTargetAtTime(0, at, decay);
    this.#sing(frequency, at, at + 6 * decay, gain, out);
  }

  /**
   * @param {number} frequency
   * @param {number} from
   * @param {number} until
   * @param {GainNode} gain
   * @param {AudioNode} out
   */
  #sing(frequency, from, until, gain, out) {
    const tone = new OscillatorNode(this.#context, { frequency });
    tone.connect(gain).connect(out);
    tone.start(from);
    tone.stop(until);
  }
}

/** A number between -most and most. @param {number} most */
function vary(most) {
  return (2 * Math.random() - 1) * most;
}
