import assert from "node:assert/strict";
import { test } from "node:test";

import { Unanswered } from "../../kiosk_web/lib/questions.js";
import { canAcknowledge, GuestBook } from "../../kiosk_web/partner/guests/book.js";
import { Orders } from "../../kiosk_web/partner/orders.js";

const PHONE = "partner:1";

/** A report as the book needs it. */
function report(subject, state, changes = {}) {
  const told = [{ partner: PHONE, delivered_at: null, read_at: null }];
  const base = { type: "guest_report", subject, state, mode: "real", sent_at: "2026-11-24T10:00:00Z" };
  return { ...base, acknowledged_at: null, told, ...changes };
}

/** A book over these views, and what it put in the outbox. */
function bookOf(...views) {
  const sent = [];
  const outbox = { entries: [], add: (body) => sent.push(body), forget() {} };
  return { book: new GuestBook(outbox, { views }, () => PHONE), sent };
}

test("reports stand where the Ketua RT looks for them, drills behind what is real", () => {
  const { book } = bookOf(
    report("a", "notifying", { mode: "drill" }),
    report("b", "sent"),
    report("c", "planned"),
    report("d", "planned", { acknowledged_at: "2026-11-24T10:01:00Z" }),
    report("e", "overdue"),
    report("f", "needs_meeting"),
    report("g", "expiring"),
    report("h", "left"),
  );
  const found = Object.entries(book.groups()).map(([name, items]) => {
    return [name, items.map(({ view }) => view.subject).join("")];
  });
  assert.deepEqual(Object.fromEntries(found), {
    waiting: "bca", overdue: "e", asked: "f", there: "g", expected: "d", over: "h",
  });
});

test("guests who are known, or gone, are not acknowledged again; who was asked back is", () => {
  const known = { acknowledged_at: "2026-11-24T10:01:00Z" };
  assert.equal(canAcknowledge(report("a", "sent")), true);
  assert.equal(canAcknowledge(report("a", "valid", known)), false);
  assert.equal(canAcknowledge(report("a", "needs_correction", known)), true);
  assert.equal(canAcknowledge(report("a", "left")), false);
});

test("what arrived is told once, and what was read once", () => {
  const view = report("a", "notifying");
  const { book, sent } = bookOf(view, report("b", "notifying", { told: [] }));
  book.settle();
  book.settle();
  book.see(view);
  book.see(view);
  assert.deepEqual(sent.map(({ guests, mark }) => [guests, mark]), [[["a"], "delivered"], [["a"], "read"]]);
});

test("an act that nobody answered keeps its id, one that was answered doesn't", async () => {
  const ids = [];
  let code = "disconnected";
  const orders = new Orders(async (id) => {
    ids.push(id);
    if (code) throw new Unanswered(code, "no");
    return { type: "ack", id, seq: 1 };
  });
  const body = { name: "extend_stay", guest: "guest:1", nights: 2 };
  await assert.rejects(orders.give(body));
  code = "";
  await orders.give(body);
  await orders.give(body);
  code = "wrong_state";
  await assert.rejects(orders.give(body));
  await assert.rejects(orders.give(body));
  assert.equal(ids[0], ids[1]);
  assert.equal(new Set(ids).size, 4);
});
