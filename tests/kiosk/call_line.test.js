import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { CallLine } from "../../kiosk_web/lib/call_line.js";
import { marksOf } from "../../kiosk_web/lib/call_marks.js";
import { stageOf, stageWithMedia } from "../../kiosk_web/lib/call_stage.js";
import { Clock } from "../../kiosk_web/lib/clock.js";
import { Outbox } from "../../kiosk_web/lib/outbox.js";
import { Replica } from "../../kiosk_web/lib/replica.js";
import { golden, movedTime } from "./support.js";

const VIEW = {
  ...golden("server.snapshot.post").views.find(({ type }) => type === "party_call"),
  incoming: true,
  state: "ringing",
  own: "ringing",
  hub: null,
  answered_at: null,
  ended_at: null,
  end: null,
};

let time;
let outbox;
let replica;
let line;
let version;
let stored;

beforeEach(() => {
  time = movedTime();
  version = 10;
  stored = [];
  const clock = new Clock(time.sources);
  outbox = new Outbox({ put: async (...put) => stored.push(put), remove: async () => {} }, clock);
  replica = new Replica();
  replica.takeSnapshot({ part: 0, last: true, seq: 10, audience: "post", journal: "j", views: [] });
  line = new CallLine({
    own: () => "post:own",
    outbox,
    replica,
    clock,
    servers: async () => [],
    signal: () => {},
    onchange: () => {},
  });
});

/** The centre says how the call stands. */
function centre(changes = {}) {
  const view = { ...VIEW, version: version + 1, ...changes };
  replica.takeEvents({ after: version, through: version + 1, items: [{ view }] });
  version += 1;
  line.settle();
}

function orders() {
  return outbox.entries.map(({ body }) => body.name);
}

test("stages by what the centre says", () => {
  const stage = (changes) => stageOf({ ...VIEW, ...changes });
  assert.equal(stage({}), "incoming");
  assert.equal(stage({ state: "active" }), "incoming");
  assert.equal(stage({ incoming: false, own: "connecting" }), "calling");
  assert.equal(stage({ state: "connecting", own: "connecting" }), "connecting");
  assert.equal(stage({ state: "active", own: "on" }), "on");
  assert.equal(stage({ state: "on_hold", own: "on" }), "held");
  assert.equal(stage({ state: "active", own: "reconnecting" }), "reconnecting");
  assert.equal(stage({ state: "active", own: "left" }), "over");
  assert.equal(stage({ state: "missed", ended_at: "2026-11-23T14:00:00Z" }), "over");
});

test("media that flows or stops is seen before the centre tells of it", () => {
  assert.equal(stageWithMedia("connecting", "on"), "on");
  assert.equal(stageWithMedia("on", "reconnecting"), "reconnecting");
  assert.equal(stageWithMedia("on", "lost"), "over");
  assert.equal(stageWithMedia("held", "reconnecting"), "held");
  assert.equal(stageWithMedia("calling", "opening"), "calling");
});

test("a call is asked for once, never stored, and given up when the centre doesn't learn of it", () => {
  line.call({ desk: "SATPOL_PP", video: false });
  assert.equal(line.picture().stage, "dialling");
  assert.deepEqual(orders(), ["start_call"]);
  assert.deepEqual(stored, []);
  time.advance(12_001);
  line.settle();
  assert.equal(line.picture().stage, "over");
  assert.equal(line.picture().end, "no_link");
  // What may have arrived all the same must not ring on.
  assert.ok(orders().includes("end_call"));
  time.advance(8_001);
  assert.equal(line.picture(), null);
});

test("a refused call says the centre's words", () => {
  line.call({ desk: "SATPOL_PP" });
  outbox.refused(outbox.entries[0].id, "forbidden", "Meja ini tidak menerima panggilan.");
  line.settle();
  assert.equal(line.picture().end, "refused");
  assert.equal(line.picture().words, "Meja ini tidak menerima panggilan.");
});

test("an order that is late is not sent any more", () => {
  line.call({ desk: "SATPOL_PP" });
  assert.equal(outbox.unsent().length, 1);
  time.advance(20_001);
  assert.equal(outbox.unsent().length, 0);
});

test("an incoming call is declined at once, and its end needs no more word from the centre", () => {
  centre();
  assert.equal(line.picture().stage, "incoming");
  line.decline();
  assert.deepEqual(orders(), ["decline_call"]);
  assert.equal(line.picture().stage, "over");
  centre();
  assert.equal(line.picture().stage, "over");
});

test("a call that nobody answered here is missed, and can be called back", () => {
  centre();
  centre({ state: "missed", end: "unanswered", ended_at: "2026-11-23T14:00:45Z" });
  const picture = line.picture();
  assert.equal(picture.missed, true);
  assert.deepEqual(picture.wish, { desk: VIEW.desk, calls_back: VIEW.subject });
  time.advance(60_000);
  assert.equal(line.picture().missed, true);
  line.dismiss();
  assert.equal(line.picture(), null);
});

test("marks say what everybody in front of the screen must know", () => {
  const media = {
    camera: "on",
    cameraFault: null,
    microphoneFault: null,
    muted: false,
    remoteMuted: true,
    quality: "weak",
  };
  const view = { ...VIEW, recording: true, parties: 3 };
  const marks = (changes) => [...marksOf({ stage: "on", view, media, ...changes }).keys()];
  assert.deepEqual(marks({}), ["recorded", "camera_on", "other_muted", "parties", "weak"]);
  assert.deepEqual(marks({ stage: "incoming", media: null }), []);
  assert.deepEqual(marks({ media: { ...media, camera: "off", cameraFault: "missing" } }), [
    "recorded",
    "camera_fault",
    "other_muted",
    "parties",
    "weak",
  ]);
});
