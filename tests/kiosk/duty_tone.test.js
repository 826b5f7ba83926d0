import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { DutyTone } from "../../kiosk_web/partner/duty_tone.js";

let heard;
let tone;

beforeEach(() => {
  heard = [];
  tone = new DutyTone({ duty: () => heard.push("duty"), drill: () => heard.push("drill") });
});

const task = (subject, mode = "real", state = "sent") => ({ view: { subject, mode, state } });

test("a task that comes while the page is open sounds once", () => {
  tone.update([task("task:1")]);
  assert.deepEqual(heard, [], "what was there when it opened is no news");
  tone.update([task("task:1"), task("task:2")]);
  tone.update([task("task:1"), task("task:2", "real", "acknowledged")]);
  assert.deepEqual(heard, ["duty"]);
});

test("drills have their own tone, what is over has none", () => {
  tone.update([]);
  tone.update([task("task:1", "drill")]);
  tone.update([task("task:1", "drill"), task("task:2", "real", "withdrawn")]);
  assert.deepEqual(heard, ["drill"]);
});

test("what came while the page was locked is no news when it opens", () => {
  tone.update([]);
  tone.forget();
  tone.update([task("task:1")]);
  assert.deepEqual(heard, []);
});
