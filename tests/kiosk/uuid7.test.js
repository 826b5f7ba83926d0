import assert from "node:assert/strict";
import { test } from "node:test";

import { uuid7 } from "../../kiosk_web/lib/uuid7.js";

const FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test("an id is a UUID of version 7 that carries its time", () => {
  const now = Date.parse("2031-01-01T00:00:00Z");
  const id = uuid7(now);
  assert.match(id, FORM);
  assert.equal(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16), now);
});

test("ids sort as they were made, within a millisecond and when the clock jumps back", () => {
  const now = Date.parse("2032-01-01T00:00:00Z");
  const ids = Array.from({ length: 10_000 }, (_, at) => uuid7(at < 5_000 ? now : now - 86_400_000));
  assert.deepEqual(ids, [...ids].sort());
  assert.equal(new Set(ids).size, ids.length);
});
