import assert from "node:assert/strict";
import { test } from "node:test";

import { Clock } from "../../kiosk_web/lib/clock.js";
import { Outbox } from "../../kiosk_web/lib/outbox.js";
import { database, eventually, movedTime } from "./support.js";

const FIRE = { name: "raise_alarm", kind: "fire", mode: "real" };
const CRIME = { name: "raise_alarm", kind: "crime", mode: "real" };

function outbox(store) {
  return new Outbox(store, new Clock(movedTime().sources));
}

async function reloaded(store) {
  const box = outbox(database(store.factory));
  await box.load();
  return box;
}

test("what was stored is sent first after a reload, oldest first", async () => {
  const store = database();
  const box = outbox(store);
  const ids = [box.add(FIRE), box.add(CRIME)].map((entry) => entry.id);
  await eventually(() => box.entries.every((entry) => entry.kept === "stored"));

  const next = outbox(database(store.factory));
  const newer = next.add(FIRE);
  await next.load();
  assert.deepEqual(next.unsent().map((entry) => entry.id), [...ids, newer.id]);
  assert.deepEqual(next.unsent()[0].body, FIRE);
});

test("every write is durable on the disk before it is told done", async () => {
  const store = database();
  const modes = [];
  await store.put("outbox", "warm", {});
  const opened = await new Promise((resolve) => {
    store.factory.open("pospin").onsuccess = (event) => resolve(event.target.result);
  });
  const prototype = Object.getPrototypeOf(opened);
  const real = prototype.transaction;
  prototype.transaction = function (names, mode, options) {
    modes.push([mode, options?.durability]);
    return real.call(this, names, mode, options);
  };
  const box = outbox(store);
  const entry = box.add(FIRE);
  await eventually(() => entry.kept === "stored");
  box.acked(entry.id, 7);
  box.forget(entry.id);
  await eventually(() => modes.length >= 3);
  prototype.transaction = real;
  opened.close();
  assert.deepEqual(modes, Array(3).fill(["readwrite", "strict"]));
});

test("an entry is there to be sent at once, before the disk has answered", () => {
  const box = outbox({ put: () => new Promise(() => {}) });
  const entry = box.add(FIRE);
  assert.equal(entry.kept, "storing");
  assert.deepEqual(box.unsent(), [entry]);
});

test("a disk that fails leaves the entry to be sent and its storing unproven", async () => {
  const failing = { put: () => Promise.reject(new Error("disk full")), remove: async () => {} };
  const box = outbox(failing);
  const entry = box.add(FIRE);
  await eventually(() => entry.kept === "failed");
  assert.deepEqual(box.unsent(), [entry]);
});

test("an acknowledged alarm is not sent again but survives until it is forgotten", async () => {
  const store = database();
  const box = outbox(store);
  const { id } = box.add(FIRE);
  box.acked(id, 12);
  assert.deepEqual(box.unsent(), []);
  await eventually(() => box.entries[0].kept === "stored");

  const next = await reloaded(store);
  assert.deepEqual(next.entries.map((entry) => [entry.id, entry.acked]), [[id, 12]]);
  next.forget(id);
  assert.deepEqual((await reloaded(store)).entries, []);
});

test("an acknowledged cancellation is forgotten at once", () => {
  const box = outbox(database());
  const { id } = box.add({ name: "cancel_alarm", press: "p" });
  box.acked(id, 3);
  assert.deepEqual(box.entries, []);
});

test("a final refusal is shown, not sent again and gone after a reload", async () => {
  const store = database();
  const box = outbox(store);
  const { id } = box.add(FIRE);
  box.refused(id, "forbidden", "Anda tidak berwenang melakukan ini.");
  assert.deepEqual(box.unsent(), []);
  assert.equal(box.entries[0].refused.message, "Anda tidak berwenang melakukan ini.");
  assert.deepEqual((await reloaded(store)).entries, []);
});

test("the order holds when an answer overtakes the disk", async () => {
  const store = database();
  const box = outbox(store);
  const { id } = box.add(FIRE);
  box.acked(id, 1);
  box.forget(id);
  await store.all("outbox");
  assert.deepEqual((await reloaded(store)).entries, []);
});

test("what is about a press waits until the centre has the press, and goes in its order", () => {
  const box = outbox(database());
  const alarm = box.add(FIRE);
  const kind = box.add({ name: "answer_questions", press: alarm.id, subkind: "land_fire" });
  const hurt = box.add({ name: "answer_questions", press: alarm.id, hurt: "no" });
  const crime = box.add(CRIME);
  const sendable = () => box.unsent().filter((entry) => !box.waits(entry));
  assert.deepEqual(sendable(), [alarm, crime]);
  box.acked(alarm.id, 7);
  assert.deepEqual(sendable(), [kind, hurt, crime]);
});

test("answers survive a reload of a tablet that is offline", async () => {
  const store = database();
  const box = outbox(store);
  const { id } = box.add(FIRE);
  box.add({ name: "answer_questions", press: id, hurt: "yes" });
  await eventually(() => box.entries.every((entry) => entry.kept === "stored"));
  const next = await reloaded(store);
  assert.deepEqual(next.unsent().map(({ body }) => body.name), ["raise_alarm", "answer_questions"]);
  assert.equal(next.entries[1].body.hurt, "yes");
});

const GUESTS = { name: "report_guests", guests: [{ name: "Tamu Rahasia" }], house: {}, stay: {} };

test("what tells of people lies sealed on the disk, is sent after a reload, and goes with its answer", async () => {
  const store = database();
  const box = outbox(store);
  const { id } = box.add(GUESTS);
  await eventually(() => box.entries[0].kept === "stored");
  const [record] = await store.all("outbox");
  assert.equal(record.body, undefined);
  assert.ok(!Buffer.from(record.sealed.bytes).includes("Rahasia"));

  const next = await reloaded(store);
  assert.deepEqual(next.unsent()[0].body, GUESTS);
  const answers = [];
  next.onacked = (entry, { grant }) => answers.push([entry.id, grant.code]);
  next.acked(id, 5, { grant: { code: "4T7K2M9QXB" } });
  assert.deepEqual(answers, [[id, "4T7K2M9QXB"]]);
  await store.all("outbox");
  assert.deepEqual(await store.all("outbox"), []);
});

test("what was answered while it was being sealed does not come to the disk", async () => {
  const store = database();
  const box = outbox(store);
  const { id } = box.add(GUESTS);
  box.acked(id, 5);
  await eventually(() => box.entries.length === 0);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(await store.all("outbox"), []);
});
