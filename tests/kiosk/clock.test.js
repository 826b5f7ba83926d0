import assert from "node:assert/strict";
import { test } from "node:test";

import { Clock } from "../../kiosk_web/lib/clock.js";
import { memory, movedTime } from "./support.js";

test("an age comes from the monotonic clock, whatever the wall clock does", () => {
  const time = movedTime();
  const clock = new Clock(time.sources);
  const stamp = clock.stamp();
  time.advance(2_500);
  time.jumpWall(-3_600_000);
  assert.deepEqual(clock.age(stamp), { ms: 2_500, uncertain: false });
});

test("after a reload the age comes from corrected wall clocks and is marked uncertain", () => {
  const time = movedTime({ ticks: 900_000 });
  const kept = memory();
  const before = new Clock({ ...time.sources, memory: kept });
  before.learn("2026-11-23T13:00:00Z"); // this tablet is an hour ahead
  const stamp = JSON.parse(JSON.stringify(before.stamp()));
  time.advance(60_000);

  const reloaded = new Clock({ ...movedTime({ wall: time.sources.wall() }).sources, memory: kept });
  assert.deepEqual(reloaded.age(stamp), { ms: 60_000, uncertain: true });
});

test("a wall clock that was set right in between doesn't change the age", () => {
  const wrong = movedTime();
  const kept = memory();
  const before = new Clock({ ...wrong.sources, memory: kept });
  before.learn("2026-11-23T13:00:00Z");
  const stamp = before.stamp();

  const right = movedTime({ wall: Date.parse("2026-11-23T13:02:00Z") });
  const after = new Clock({ ...right.sources, memory: kept });
  after.learn("2026-11-23T13:02:00Z");
  assert.deepEqual(after.age(stamp), { ms: 120_000, uncertain: true });
});

test("an age is never negative and never above 30 days", () => {
  const time = movedTime();
  const clock = new Clock(time.sources);
  const foreign = { ...clock.stamp(), life: "another" };
  time.jumpWall(-5_000);
  assert.equal(clock.age(foreign).ms, 0);
  time.jumpWall(90 * 86_400_000);
  assert.equal(clock.age(foreign).ms, 30 * 86_400_000);
});

test("the gateway's time counts half of the way there and back", () => {
  const time = movedTime();
  const clock = new Clock(time.sources);
  clock.learn("2026-11-23T13:59:59.000Z", 400);
  assert.equal(clock.offset, 800);
  assert.equal(clock.now(), time.sources.wall() - 800);
});
