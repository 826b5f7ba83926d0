// One picture track whose source may change at any time, as a recorder needs it.

const WIDTH = 640;
const HEIGHT = 480;
// A muxer keeps back sound for which there is no picture yet: one comes at least so often.
const LONGEST_MS = 500;

export class PictureTrack {
  constructor() {
    this.track = new MediaStreamTrackGenerator({ kind: "video" });
    this.writer = this.track.writable.getWriter();
    this.source = null;
    this.last = dark();
    this.at = 0;
    this.write(this.last.clone());
    this.filling = setInterval(() => this.fill(), LONGEST_MS);
  }

  /** Take pictures from that track, or none. */
  follow(source) {
    if (this.source === source) return;
    this.reader?.cancel().catch(() => console.info("the picture had ended"));
    this.source = source;
    this.reader = null;
    if (source) this.read(new MediaStreamTrackProcessor({ track: source }).readable.getReader());
    else this.keep(dark());
  }

  async read(reader) {
    this.reader = reader;
    while (this.reader === reader) {
      const { value, done } = await reader.read();
      if (done) return;
      if (this.reader !== reader) value.close();
      else this.take(value);
    }
  }

  take(frame) {
    this.keep(frame.clone());
    this.write(frame);
  }

  keep(frame) {
    this.last.close();
    this.last = frame;
  }

  fill() {
    if (performance.now() - this.at >= LONGEST_MS) this.write(this.last.clone());
  }

  write(frame) {
    this.at = performance.now();
    // A frame of another source has a clock of its own.
    const timed = new VideoFrame(frame, { timestamp: Math.round(this.at * 1_000) });
    frame.close();
    this.writer.write(timed).catch(() => timed.close());
  }

  end() {
    clearInterval(this.filling);
    this.follow(null);
    this.track.stop();
    this.last.close();
  }
}

function dark() {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  canvas.getContext("2d").fillRect(0, 0, WIDTH, HEIGHT);
  return new VideoFrame(canvas, { timestamp: 0 });
}
