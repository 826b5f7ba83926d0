// The one AudioContext: mixes and meters. Nothing of it is played; the elements of the legs play.

export const context = new AudioContext({ latencyHint: "interactive" });

const SAMPLES = 1024;

/** A voice that can be mixed and measured. */
export class Voice {
  constructor(track) {
    this.track = track;
    this.node = context.createMediaStreamSource(new MediaStream([track]));
    this.analyser = context.createAnalyser();
    this.analyser.fftSize = SAMPLES;
    this.node.connect(this.analyser);
    this.samples = new Float32Array(SAMPLES);
  }

  /** The effective value of now, 0..1 of full scale. */
  level() {
    this.analyser.getFloatTimeDomainData(this.samples);
    const power = this.samples.reduce((sum, each) => sum + each * each, 0) / SAMPLES;
    return Math.min(1, Math.sqrt(power));
  }

  leave(output) {
    if (!this.ended) this.node.disconnect(output);
  }

  end() {
    this.ended = true;
    this.node.disconnect();
  }
}

/** The sum of some voices as one track; who is in it may change at any time. */
export class Mix {
  constructor() {
    this.output = context.createMediaStreamDestination();
    this.voices = new Set();
  }

  get track() {
    return this.output.stream.getAudioTracks()[0];
  }

  /** Exactly these from now on. */
  set(voices) {
    const wanted = new Set(voices);
    for (const voice of this.voices) {
      if (!wanted.has(voice)) voice.leave(this.output);
    }
    for (const voice of wanted) {
      if (!this.voices.has(voice)) voice.node.connect(this.output);
    }
    this.voices = wanted;
  }

  end() {
    this.set([]);
    this.track.stop();
  }
}
