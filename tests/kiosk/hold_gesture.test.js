import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { HoldGesture } from "../../kiosk_web/kiosk/hold_gesture.js";

let told;
let gesture;
let now;

function pass(ms) {
  now += ms;
  mock.timers.tick(ms);
}

function tap(finger = 1, length = 80) {
  gesture.down(finger, 10, 10);
  pass(length);
  gesture.up(finger);
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  told = [];
  now = 1_000;
  const tell = (word) => () => told.push(word);
  const events = {
    onstart: tell("start"),
    onstop: tell("stop"),
    onsend: tell("send"),
    ontap: tell("tap"),
  };
  gesture = new HoldGesture(events, () => now);
});

const sent = () => told.filter((word) => word === "send").length;

test("a hold is sent when its time is full, before the finger leaves, and once", () => {
  gesture.down(1, 10, 10);
  pass(1_499);
  assert.equal(sent(), 0);
  pass(1);
  assert.equal(sent(), 1);
  pass(5_000);
  gesture.up(1);
  assert.deepEqual(told, ["start", "send"]);
});

test("a finger that leaves too early sends nothing and asks to hold", () => {
  tap(1, 1_400);
  pass(5_000);
  assert.deepEqual(told, ["start", "stop", "tap"]);
});

test("a slip of 48 px is forgiven, one more px ends the hold and is no tap", () => {
  gesture.down(1, 100, 100);
  gesture.move(1, 148, 100);
  pass(1_500);
  assert.equal(sent(), 1);
  gesture.up(1);

  gesture.down(1, 100, 100);
  gesture.move(1, 149, 100);
  pass(2_000);
  gesture.up(1);
  assert.equal(sent(), 1);
  assert.equal(told.includes("tap"), false);
});

test("a second finger neither ends the hold nor starts it anew", () => {
  gesture.down(1, 100, 100);
  pass(1_000);
  gesture.down(2, 140, 140);
  pass(200);
  gesture.up(1);
  pass(300);
  assert.equal(sent(), 1);
  gesture.up(2);
  assert.deepEqual(told, ["start", "send"]);
});

test("three taps within 4 s count as a hold", () => {
  tap();
  pass(1_500);
  tap();
  pass(1_500);
  tap();
  assert.equal(sent(), 1);
});

test("three taps over more than 4 s do not, but three of four may", () => {
  tap();
  pass(2_500);
  tap();
  pass(2_000);
  tap();
  assert.equal(sent(), 0);
  pass(500);
  tap();
  assert.equal(sent(), 1);
});

test("two fingers at once are one tap", () => {
  for (let times = 0; times < 2; times += 1) {
    gesture.down(1, 10, 10);
    gesture.down(2, 30, 30);
    pass(50);
    gesture.up(1);
    gesture.up(2);
    pass(50);
  }
  assert.equal(sent(), 0);
});

test("taps before a hold are not counted again after it", () => {
  tap();
  tap();
  gesture.down(1, 10, 10);
  pass(1_500);
  gesture.up(1);
  tap();
  tap();
  assert.equal(sent(), 1);
});

test("a touch that the system takes away is no tap and no hold", () => {
  gesture.down(1, 10, 10);
  pass(500);
  gesture.cancel(1);
  pass(2_000);
  assert.deepEqual(told, ["start", "stop"]);
});

test("by keyboard the second activation sends, unless it comes too late", () => {
  gesture.activate();
  assert.deepEqual(told, ["tap"]);
  now += 8_001;
  gesture.activate();
  assert.equal(sent(), 0);
  now += 7_000;
  gesture.activate();
  assert.equal(sent(), 1);
  gesture.activate();
  assert.equal(sent(), 1);
});
