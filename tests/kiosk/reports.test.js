import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { questionsOf } from "../../kiosk_web/kiosk/questions.js";
import { Reports } from "../../kiosk_web/kiosk/reports.js";
import { isOver, provenSteps, worryOf } from "../../kiosk_web/kiosk/steps.js";
import { standing } from "../../kiosk_web/kiosk/wording.js";
import { Clock } from "../../kiosk_web/lib/clock.js";
import { Outbox } from "../../kiosk_web/lib/outbox.js";
import { Replica } from "../../kiosk_web/lib/replica.js";
import { eventually, golden, movedTime } from "./support.js";

let time;
let outbox;
let replica;
let reports;
let disk;
let seq;

beforeEach(() => {
  seq = 10;
  time = movedTime();
  disk = { put: async () => {}, remove: async () => {} };
  const clock = new Clock(time.sources);
  outbox = new Outbox({ put: (...all) => disk.put(...all), remove: async () => {} }, clock);
  replica = new Replica();
  replica.takeSnapshot({
    part: 0,
    last: true,
    seq,
    audience: "post",
    journal: "j",
    views: [],
  });
  reports = new Reports(outbox, replica, clock);
});

const GOLDEN = golden("server.snapshot.post").views.find((view) => view.type === "report") ??
  golden("server.events.post").items.find((item) => item.view?.type === "report").view;

/** The centre says how a report stands. */
function centre(press, changes = {}) {
  const subject = `incident:${changes.first ?? press}`;
  const presses = [...new Set([changes.first ?? press, press])];
  const { first: _, ...more } = changes;
  const view = { ...GOLDEN, subject, presses, version: seq, ...more };
  replica.takeEvents({ after: seq, through: seq + 1, items: [{ view }] });
  seq += 1;
  reports.settle();
}

const CLAIMED = {
  state: "claimed",
  shown_at: "2026-11-23T14:00:01Z",
  claimed_at: "2026-11-23T14:00:09Z",
};
const only = () => reports.list()[0];
const steps = () => [...provenSteps(only())];
const around = (more = {}) => ({ link: "online", attended: true, waited: 0, ...more });

test("nothing is lit before it is proven", () => {
  disk.put = () => new Promise(() => {});
  reports.raise("fire");
  assert.deepEqual(steps(), []);
});

test("each step lights by its own proof and no other", async () => {
  const press = reports.raise("fire");
  await eventually(() => outbox.entries[0].kept === "stored");
  assert.deepEqual(steps(), ["stored"]);
  outbox.acked(press, seq + 1);
  assert.deepEqual(steps(), ["stored", "reached"]);
  centre(press, { shown_at: null, claimed_at: null, state: "waiting" });
  assert.deepEqual(steps(), ["stored", "reached"]);
  centre(press, { shown_at: "2026-11-23T14:00:01Z" });
  assert.deepEqual(steps(), ["stored", "reached", "seen"]);
  centre(press, { state: "claimed", claimed_at: "2026-11-23T14:00:09Z" });
  assert.deepEqual(steps(), ["stored", "reached", "seen", "handled"]);
  assert.deepEqual(outbox.entries, [], "the outbox let go of what the centre is seen to hold");
});

test("a released claim puts the last step out again", () => {
  const press = reports.raise("fire");
  centre(press, CLAIMED);
  centre(press, { ...CLAIMED, state: "waiting", claimed_at: null });
  assert.equal(steps().includes("handled"), false);
});

test("what follows a claim keeps all four steps lit, each in its own words", () => {
  const press = reports.raise("fire");
  const said = new Set();
  const course = ["claimed", "verifying", "dispatched", "in_progress", "controlled", "on_hold"];
  for (const state of course) {
    centre(press, { ...CLAIMED, state });
    assert.deepEqual(steps().slice(-2), ["seen", "handled"]);
    assert.equal(isOver(only()), false);
    said.add(standing(only()));
  }
  assert.equal(said.size, course.length);
});

test("a merged report says that it goes on elsewhere and leaves after a minute", () => {
  const press = reports.raise("fire");
  centre(press, { ...CLAIMED, state: "merged" });
  assert.equal(standing(only()), "standing.merged");
  assert.equal(worryOf(only(), around({ waited: 99_999 })), null);
  time.advance(60_000);
  assert.equal(reports.list().length, 0);
});

test("a failed disk leaves the first step unlit while the others light, for good", async () => {
  disk.put = () => Promise.reject(new Error("full"));
  const press = reports.raise("fire");
  await eventually(() => outbox.entries[0].kept === "failed");
  outbox.acked(press, seq + 1);
  centre(press, CLAIMED);
  assert.deepEqual(steps(), ["reached", "seen", "handled"]);
});

test("a disk slower than the centre still gets its step lit", async () => {
  let finish;
  disk.put = () => new Promise((resolve) => (finish = resolve));
  const press = reports.raise("fire");
  const first = finish;
  outbox.acked(press, seq + 1);
  centre(press);
  assert.equal(steps().includes("stored"), false);
  first();
  await eventually(() => outbox.entries[0].kept === "stored");
  reports.settle();
  assert.equal(steps().includes("stored"), true);
});

test("a second press of a seen report starts its own four steps until the centre has it", () => {
  const first = reports.raise("fire");
  centre(first, { shown_at: "2026-11-23T14:00:01Z" });
  const second = reports.raise("fire");
  const newest = reports.list().find((report) => report.presses.includes(second));
  assert.equal(provenSteps(newest).has("reached"), false);
  assert.equal(provenSteps(newest).has("seen"), false);
  centre(second, { first, shown_at: "2026-11-23T14:00:01Z" });
  assert.equal(reports.list().length, 1);
  assert.equal(steps().includes("seen"), true);
});

test("Batalkan is offered for 5 s, sends a second command and leaves the report", () => {
  const press = reports.raise("fire");
  assert.equal(reports.cancellable(only()), 5_000);
  time.advance(4_000);
  assert.equal(reports.cancellable(only()), 1_000);
  reports.cancel(only());
  assert.deepEqual(outbox.entries.at(-1).body, { name: "cancel_alarm", press });
  assert.equal(only().cancelled, true);
  assert.ok(reports.cancellable(only()) < 0);
});

test("a refused cancellation says why and the report counts as before", () => {
  reports.raise("fire");
  reports.cancel(only());
  outbox.refused(outbox.entries.at(-1).id, "wrong_state", "Tidak dapat dilakukan.");
  assert.equal(only().cancelled, false);
  assert.equal(only().cancelRefused, "Tidak dapat dilakukan.");
});

test("an open report never disappears; a closed one after a minute", () => {
  const press = reports.raise("fire");
  centre(press, { state: "waiting" });
  time.advance(86_400_000);
  assert.equal(reports.list().length, 1);
  centre(press, { state: "closed", closed_at: "2026-11-24T14:00:00Z" });
  assert.equal(reports.list().length, 1);
  time.advance(59_000);
  assert.equal(reports.list().length, 1);
  time.advance(1_000);
  assert.equal(reports.list().length, 0);
});

test("dismissing never takes an unsent alarm from the outbox", () => {
  reports.raise("fire");
  reports.dismiss(only());
  assert.equal(outbox.unsent().length, 1);
  outbox.refused(outbox.entries[0].id, "forbidden", "…");
  reports.dismiss(only());
  assert.deepEqual(outbox.entries, []);
});

test("the telephone is offered by the first reason that holds", () => {
  const press = reports.raise("fire");
  assert.equal(worryOf(only(), around()), null);
  assert.equal(worryOf(only(), around({ waited: 19_999 })), null);
  assert.equal(worryOf(only(), around({ waited: 20_000 })), "slow");
  assert.equal(worryOf(only(), around({ attended: false })), "unattended");
  assert.equal(worryOf(only(), around({ link: "lost" })), "offline");
  centre(press, { unanswered: true, shown_at: null, claimed_at: null, state: "waiting" });
  assert.equal(worryOf(only(), around()), "unanswered");
  centre(press, { ...CLAIMED, unanswered: true });
  assert.equal(worryOf(only(), around({ link: "lost", waited: 99_999 })), null);
});

test("waiting counts from the newest step", () => {
  const press = reports.raise("fire");
  only();
  time.advance(15_000);
  assert.equal(reports.waited(only()), 15_000);
  outbox.acked(press, 99);
  assert.equal(reports.waited(only()), 0);
});

test("a final refusal is a worry of its own", () => {
  reports.raise("fire");
  outbox.refused(outbox.entries[0].id, "revoked", "Pendaftaran dicabut.");
  assert.equal(worryOf(only(), around()), "refused");
  assert.equal(steps().includes("reached"), false);
});

test("an answer is shown at once, held when the centre has it, and can be corrected", async () => {
  const stored = () => outbox.entries.every((entry) => entry.kept === "stored");
  const press = reports.raise("fire");
  reports.answer(only(), "hurt", "yes");
  assert.deepEqual(only().answers.hurt, { value: "yes", held: false, refused: null });
  outbox.acked(press, seq + 1);
  await eventually(stored);
  centre(press, { hurt: null });
  const { id, body } = outbox.entries.at(-1);
  assert.deepEqual(body, { name: "answer_questions", press, hurt: "yes" });
  outbox.acked(id, seq + 1);
  assert.equal(only().answers.hurt.held, true, "it never vanishes between the answer and the view");
  await eventually(stored);
  centre(press, { hurt: "yes" });
  assert.deepEqual(outbox.entries, []);
  reports.answer(only(), "hurt", "yes");
  assert.deepEqual(outbox.entries, [], "the same answer again is nothing new");
  reports.answer(only(), "hurt", "no");
  assert.equal(only().answers.hurt.value, "no");
});

test("a refused answer says why and stays to be seen", () => {
  reports.raise("fire");
  reports.answer(only(), "trapped", "yes");
  outbox.refused(outbox.entries.at(-1).id, "not_found", "Tidak ditemukan.");
  assert.equal(only().answers.trapped.refused, "Tidak ditemukan.");
});

test("only questions that make sense are asked, and a skipped one not again", () => {
  assert.deepEqual(questionsOf("fire", {}), ["subkind", "hurt", "trapped"]);
  const childbirth = { subkind: { value: "childbirth", held: true, refused: null } };
  assert.deepEqual(questionsOf("medical", childbirth), ["subkind"]);
  reports.raise("fire");
  reports.skip(only(), "subkind");
  assert.deepEqual([...only().skipped], ["subkind"]);
});

test("the way of the help leads what is said, until the danger is over", () => {
  const press = reports.raise("fire");
  for (const help of ["sent", "acknowledged", "en_route", "on_scene"]) {
    centre(press, { ...CLAIMED, state: "dispatched", help });
    assert.equal(standing(only()), `standing.help_${help}`);
  }
  centre(press, { ...CLAIMED, state: "controlled", help: "on_scene" });
  assert.equal(standing(only()), "standing.controlled");
});
