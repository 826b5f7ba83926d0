import assert from "node:assert/strict";
import { test } from "node:test";

import { Replica } from "../../kiosk_web/lib/replica.js";
import { golden } from "./support.js";

const view = (version, more = {}) => ({ subject: "incident:a", version, type: "report", ...more });
const events = (after, through, ...views) => ({
  type: "events",
  after,
  through,
  items: views.map((each) => ({ seq: through, view: each })),
});
const snapshot = (part, last, views, seq = 10) => ({
  type: "snapshot",
  part,
  last,
  seq,
  audience: "post",
  journal: "j",
  views,
});

function at10() {
  const replica = new Replica();
  replica.takeSnapshot(snapshot(0, true, [view(1)]));
  return replica;
}

test("a snapshot becomes the picture only when its last part came", () => {
  const replica = new Replica();
  assert.equal(replica.takeSnapshot(snapshot(0, false, [view(1)])), false);
  assert.deepEqual(replica.views, []);
  assert.equal(replica.takeSnapshot(snapshot(1, true, [view(3, { subject: "post:a" })])), true);
  assert.equal(replica.views.length, 2);
  assert.deepEqual(replica.position(), { after: 10, audience: "post", journal: "j" });
});

test("a snapshot that was cut off is not continued on the next connection", () => {
  const replica = new Replica();
  replica.takeSnapshot(snapshot(0, false, [view(1)]));
  replica.interrupted();
  replica.takeSnapshot(snapshot(0, true, []));
  assert.deepEqual(replica.views, []);
});

test("events that follow on are taken, newer views win and older ones don't", () => {
  const replica = at10();
  assert.equal(replica.takeEvents(events(10, 12, view(2))), true);
  assert.equal(replica.takeEvents(events(12, 13, view(1), null)), true);
  assert.equal(replica.views[0].version, 2);
  assert.equal(replica.position().after, 13);
});

test("events that leave a gap or repeat are refused and change nothing", () => {
  const replica = at10();
  assert.equal(replica.takeEvents(events(11, 12, view(9))), false);
  assert.equal(replica.takeEvents(events(9, 12, view(9))), false);
  assert.equal(replica.views[0].version, 1);
  assert.equal(replica.position().after, 10);
});

test("the heartbeat's answer moves the number forward, never back", () => {
  const replica = at10();
  replica.reach(15);
  replica.reach(11);
  assert.equal(replica.position().after, 15);
});

test("a kept picture is the start, unless the gateway was quicker", () => {
  const kept = at10().picture();
  const fresh = new Replica();
  fresh.restore(kept);
  assert.deepEqual(fresh.picture(), kept);

  const quicker = new Replica();
  quicker.takeSnapshot(snapshot(0, true, [], 20));
  quicker.restore(kept);
  assert.equal(quicker.position().after, 20);
});

test("the golden frames for a post are taken", () => {
  const replica = new Replica();
  const first = golden("server.snapshot.post");
  assert.equal(replica.takeSnapshot({ ...first, last: true }), true);
  const more = golden("server.events.post");
  assert.equal(replica.takeEvents({ ...more, after: replica.position().after }), true);
  assert.equal(replica.position().after, more.through);
});
