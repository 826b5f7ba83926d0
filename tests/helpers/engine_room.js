// Put into an engine's page before its own scripts: a microphone with one tone, a camera with one
// colour, and ears for what the page hears.

const TONES = [400, 700, 1000];
const sources = new Map();
const own = new Set();

function spectrum(analyser, rate) {
  const bins = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(bins);
  const at = (tone) => Math.max(...[-1, 0, 1].map((off) =>
    bins[Math.round((tone * analyser.fftSize) / rate) + off]));
  return TONES.filter((tone) => at(tone) > -60);
}

const source = AudioContext.prototype.createMediaStreamSource;
AudioContext.prototype.createMediaStreamSource = function (stream) {
  const node = source.call(this, stream);
  const analyser = Object.assign(this.createAnalyser(), { fftSize: 4096, smoothingTimeConstant: 0 });
  node.connect(analyser);
  const [track] = stream.getAudioTracks();
  sources.set(track, () => spectrum(analyser, this.sampleRate));
  return node;
};

/** The tones in each live source, the own microphone first. */
globalThis.heard = () => {
  for (const track of sources.keys()) if (track.readyState === "ended") sources.delete(track);
  const tracks = [...sources.keys()].sort((one, other) => own.has(other) - own.has(one));
  return JSON.stringify(tracks.map((track) => sources.get(track)()));
};

/** Finds the tones in a recording; ``recognised`` holds them when it is done. */
globalThis.recognise = async (base64) => {
  globalThis.recognised = "";
  const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
  const context = new OfflineAudioContext(1, 48_000, 48_000);
  const buffer = await context.decodeAudioData(bytes.buffer);
  const player = new AudioBufferSourceNode(context, { buffer });
  const analyser = new AnalyserNode(context, { fftSize: 16_384, smoothingTimeConstant: 0 });
  player.connect(analyser).connect(context.destination);
  // Its end may be quieter: the middle is listened to.
  player.start(0, Math.max(0, buffer.duration / 2 - 0.5));
  await context.startRendering();
  globalThis.recognised = JSON.stringify(spectrum(analyser, 48_000));
};

/** Replaces the devices; those lacking aren't plugged in. */
globalThis.furnish = (tone, lacking) => {
  navigator.mediaDevices.getUserMedia = async ({ audio, video }) => {
    if (lacking.includes(audio ? "audio" : "video")) throw new DOMException("", "NotFoundError");
    if (video) return canvas(tone);
    const context = new AudioContext();
    const output = context.createMediaStreamDestination();
    const oscillator = new OscillatorNode(context, { frequency: tone });
    oscillator.connect(new GainNode(context, { gain: 0.3 })).connect(output);
    oscillator.start();
    own.add(output.stream.getAudioTracks()[0]);
    return output.stream;
  };
};

function canvas(tone) {
  const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 240 });
  const pen = canvas.getContext("2d");
  let turn = 0;
  setInterval(() => {
    pen.fillStyle = `hsl(${tone / 4} 80% ${40 + (turn++ % 10)}%)`;
    pen.fillRect(0, 0, 320, 240);
  }, 66);
  return canvas.captureStream();
}
