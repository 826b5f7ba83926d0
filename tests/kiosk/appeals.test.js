import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";

import { AppealSound, LONGEST } from "../../kiosk_web/kiosk/appeal_sound.js";
import { Appeals } from "../../kiosk_web/kiosk/appeals.js";
import { onDuty, Ronda } from "../../kiosk_web/kiosk/ronda.js";
import { Clock } from "../../kiosk_web/lib/clock.js";
import { Outbox } from "../../kiosk_web/lib/outbox.js";
import { Replica } from "../../kiosk_web/lib/replica.js";
import { Tones } from "../../kiosk_web/lib/tones.js";
import { golden, movedTime } from "./support.js";

const GOLDEN = golden("server.snapshot.post").views.find((view) => view.type === "appeal");

let time;
let outbox;
let replica;
let voice;
let played;
let appeals;
let ronda;
let version;

beforeEach(() => {
  version = 10;
  time = movedTime();
  played = [];
  voice = { unlocked: true, context: { currentTime: 0 } };
  const clock = new Clock(time.sources);
  outbox = new Outbox({ put: async () => {}, remove: async () => {} }, clock);
  replica = new Replica();
  replica.takeSnapshot({ part: 0, last: true, seq: 10, audience: "post", journal: "j", views: [] });
  const sound = new AppealSound(voice, clock);
  sound.equip(
    {
      play(tone) {
        const round = { start: voice.context.currentTime + 0.05, stopped: false };
        played.push(Object.assign(round, { tone, stop: () => (round.stopped = true) }));
        return round;
      },
    },
    tones(),
  );
  appeals = new Appeals(outbox, replica, clock, sound);
  ronda = new Ronda(outbox, replica, clock);
});

function resource(name) {
  return JSON.parse(readFileSync(new URL(`../../resources/${name}`, import.meta.url), "utf8"));
}

function tones() {
  return new Tones(resource("kentongan.json"), resource("tones.json"));
}

/** The centre says how an appeal stands. */
function centre(changes = {}) {
  const view = { ...GOLDEN, version: version + 1, ...changes };
  replica.takeEvents({ after: version, through: version + 1, items: [{ view }] });
  version += 1;
  return view;
}

/** Time passes, on the clock and on the audio context. */
function pass(ms) {
  time.advance(ms);
  if (voice.unlocked) voice.context.currentTime += ms / 1_000;
  appeals.settle();
}

function told() {
  return outbox.entries
    .filter(({ body }) => body.name === "confirm_broadcast")
    .map(({ body }) => [body.shown, body.sounded]);
}

function come(changes) {
  const view = centre(changes);
  appeals.open(appeals.fresh());
  return view;
}

// -- what is told

test("shown and sounded are told together when both were truly done", () => {
  const { subject } = come();
  pass(300);
  assert.deepEqual(told(), [], "nothing is told before it is painted");
  appeals.painted(subject);
  pass(50);
  assert.deepEqual(told(), [[true, true]]);
  pass(1_000);
  assert.equal(told().length, 1);
});

test("a locked sound is told as not sounded, and sounds when it is unlocked", () => {
  voice.unlocked = false;
  const { subject } = come();
  appeals.painted(subject);
  pass(500);
  assert.deepEqual(told(), [[true, false]]);
  assert.equal(played.length, 0);
  voice.unlocked = true;
  pass(100);
  pass(100);
  assert.deepEqual(told(), [
    [true, false],
    [true, true],
  ]);
});

test("a stroke that was ordered but never reached is not told as sounded", () => {
  const { subject } = come();
  appeals.painted(subject);
  time.advance(500); // the context stands still
  appeals.settle();
  assert.equal(played.length, 1);
  assert.deepEqual(told(), [[true, false]]);
});

test("what the centre knows as shown does not come again", () => {
  centre({ shown: true });
  assert.equal(appeals.fresh(), null);
  assert.equal(appeals.list().length, 1);
});

test("only a newer appeal takes the place of the one that is seen", () => {
  const seen = come({ sent_at: "2026-11-23T14:00:00Z" });
  centre({ subject: "broadcast:older", sent_at: "2026-11-23T13:00:00Z" });
  assert.equal(appeals.fresh(seen), null);
  assert.equal(appeals.fresh()?.subject, "broadcast:older");
  centre({ subject: "broadcast:newer", sent_at: "2026-11-23T14:01:00Z" });
  assert.equal(appeals.fresh(seen)?.subject, "broadcast:newer");
});

test("an appeal that ended is gone and silent", () => {
  const { subject } = come();
  pass(10);
  centre({ subject, ended_at: "2026-11-23T14:10:00Z" });
  pass(10);
  assert.deepEqual(appeals.list(), []);
  assert.ok(played[0].stopped);
});

// -- sound

test("it sounds in rounds with a rest between, and not for ever", () => {
  come();
  const { length } = tones().of("telu", "real");
  pass(length * 1_000 + 14_000);
  assert.equal(played.length, 1);
  pass(2_000);
  assert.equal(played.length, 2);
  pass(LONGEST);
  assert.ok(played[1].stopped);
  assert.equal(appeals.list()[0].alerting, false);
});

test("an answer ends the sound, is shown as being sent, and then as the centre's", () => {
  const view = come();
  appeals.answer(view, "coming");
  assert.ok(played[0].stopped);
  assert.deepEqual(
    [appeals.list()[0].answer, appeals.list()[0].sending, appeals.list()[0].folds],
    ["coming", true, false],
  );
  centre({ answer: "coming" });
  for (const { id } of outbox.entries) outbox.acked(id, version);
  assert.deepEqual([appeals.list()[0].answer, appeals.list()[0].sending], ["coming", false]);
  pass(3_100);
  assert.ok(appeals.list()[0].folds);
  appeals.reopen(view);
  assert.equal(appeals.list()[0].folds, false);
});

test("a refused answer is let go of: the appeal is over", () => {
  const view = come();
  appeals.answer(view, "on_scene");
  outbox.refused(outbox.entries[0].id, "wrong_state", "Tidak dapat dilakukan.");
  appeals.settle();
  assert.deepEqual(outbox.entries, []);
});

// -- tones

/** Strokes in groups: those that follow each other within half a second. */
function groups({ strokes }) {
  const found = [];
  strokes.forEach(({ at }, n) => {
    if (n > 0 && at - strokes[n - 1].at < 0.5) found[found.length - 1] += 1;
    else found.push(1);
  });
  return [...new Set(found)];
}

test("each rhythm has the strokes of its table", () => {
  const counted = ["loro", "telu", "papat", "lima"].map((id) => groups(tones().of(id, "real")));
  assert.deepEqual(counted, [[2], [3], [4], [5]]);
  const titir = tones().of("titir", "real").strokes;
  assert.ok(titir.slice(1).every(({ at }, n) => Math.abs(at - titir[n].at - 0.13) < 0.001));
});

test("a drill and a test have tones of their own, an unknown rhythm is a bell", () => {
  assert.deepEqual(tones().of("titir", "drill"), tones().of("telu", "drill"));
  assert.notDeepEqual(tones().of("titir", "drill"), tones().of("titir", "test"));
  assert.equal(tones().of("titir", "drill").voice, "beep");
  for (const rhythm of ["bell", "rhythm_of_a_newer_gateway"]) {
    assert.equal(tones().of(rhythm, "real").voice, "bell");
  }
});

// -- ronda

const at = (hour) => Date.parse(`2026-11-23T${hour}:30:00+07:00`);

test("the ronda is on between its hours, over midnight", () => {
  const on = ["21", "22", "23", "00", "03", "04", "12"].map((hour) => onDuty({}, at(hour)));
  assert.deepEqual(on, [false, true, true, true, true, false, false]);
  assert.ok(onDuty({ first: 8, last: 8 }, at("07")));
});

test("a press of this hour is told, one of the last hour is not", () => {
  const post = golden("server.snapshot.post").views.find((view) => view.type === "post");
  delete post.version;
  const hours = { first: 20, last: 23 }; // the test's clock stands at 21.00 WIB
  const learn = (more) => centre({ ...post, ronda: hours, ronda_safe_at: null, ...more });
  assert.equal(ronda.watch(), null);
  learn({});
  assert.deepEqual(ronda.watch(), { told: null, sending: false });
  ronda.safe();
  ronda.safe();
  assert.equal(outbox.entries.length, 1);
  assert.equal(ronda.watch()?.sending, true);
  learn({ ronda_safe_at: "2026-11-23T13:59:00Z" });
  assert.equal(ronda.watch()?.told, null);
  learn({ ronda_safe_at: "2026-11-23T14:00:01Z" });
  assert.equal(ronda.watch()?.told, Date.parse("2026-11-23T14:00:01Z"));
  outbox.refused(outbox.entries[0].id, "no_ronda", "Ronda tidak berjalan.");
  ronda.settle();
  assert.deepEqual(outbox.entries, []);
});
