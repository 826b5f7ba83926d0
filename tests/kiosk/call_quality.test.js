import assert from "node:assert/strict";
import { test } from "node:test";

import { Meter, qualityOf, VideoGuard } from "../../kiosk_web/lib/call_quality.js";

const CALM = { loss: 0, rtt: 0.05, bitrate: Number.POSITIVE_INFINITY };
const WEAK = { ...CALM, loss: 0.2 };

/** What the guard says after so many equal seconds. */
function after(guard, seconds, sample) {
  let paused = guard.paused;
  for (let second = 0; second < seconds; second += 1) paused = guard.take(sample);
  return paused;
}

test("a picture goes after three weak seconds, not after two", () => {
  const guard = new VideoGuard();
  assert.equal(after(guard, 2, WEAK), false);
  assert.equal(after(guard, 1, CALM), false);
  assert.equal(after(guard, 2, WEAK), false);
  assert.equal(after(guard, 1, WEAK), true);
});

test("it comes back after ten calm seconds, and later each time that it had to go again", () => {
  const guard = new VideoGuard();
  after(guard, 3, WEAK);
  assert.equal(after(guard, 9, CALM), true);
  assert.equal(after(guard, 1, CALM), false);
  after(guard, 3, WEAK);
  assert.equal(after(guard, 19, CALM), true);
  assert.equal(after(guard, 1, CALM), false);
});

test("a picture that was steady for a minute is tried again soon", () => {
  const guard = new VideoGuard();
  after(guard, 3, WEAK);
  after(guard, 10, CALM);
  after(guard, 60, CALM);
  after(guard, 3, WEAK);
  assert.equal(after(guard, 10, CALM), false);
});

test("delay and too little room are weak, some loss is fair", () => {
  assert.equal(qualityOf(CALM), "good");
  assert.equal(qualityOf({ ...CALM, rtt: 2 }), "weak");
  assert.equal(qualityOf({ ...CALM, bitrate: 90_000 }), "weak");
  assert.equal(qualityOf({ ...CALM, loss: 0.06 }), "fair");
});

test("the meter reads loss both ways since the last reading, delay and room", () => {
  const meter = new Meter();
  const report = (received, lost) =>
    new Map(
      [
        { type: "inbound-rtp", kind: "audio", packetsReceived: received, packetsLost: lost },
        { type: "remote-inbound-rtp", kind: "audio", fractionLost: 0.02, roundTripTime: 0.3 },
        { type: "candidate-pair", nominated: false, availableOutgoingBitrate: 1 },
        { type: "candidate-pair", nominated: true, availableOutgoingBitrate: 500_000 },
      ].map((entry, at) => [String(at), entry]),
    );
  assert.deepEqual(meter.read(report(100, 0)), { loss: 0.02, rtt: 0.3, bitrate: 500_000 });
  assert.equal(meter.read(report(190, 10)).loss, 0.1);
  assert.equal(meter.read(report(290, 10)).loss, 0.02);
});
