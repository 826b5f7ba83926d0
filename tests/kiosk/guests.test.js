import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { arrivalAt, instantOf } from "../../kiosk_web/kiosk/guests/arrival.js";
import { Draft } from "../../kiosk_web/kiosk/guests/draft.js";
import { nikWarnings } from "../../kiosk_web/kiosk/guests/nik.js";
import { secondsLeft } from "../../kiosk_web/kiosk/guests/patience.js";
import { qrModules } from "../../kiosk_web/kiosk/guests/qr.js";
import { Regencies } from "../../kiosk_web/kiosk/guests/regencies.js";
import { golden } from "./support.js";

const NOW = Date.parse("2026-11-24T12:30:00Z"); // 19.30 WIB
const LIST = JSON.parse(readFileSync(new URL("../../resources/regencies.json", import.meta.url), "utf8"));
const regencies = new Regencies(LIST);

function found(typed) {
  return regencies.search(typed, 6).map(({ name }) => name);
}

test("all 514 kabupaten and kota are found by their own name", () => {
  const all = LIST.provinces.flatMap(({ regencies: held }) => Object.entries(held));
  assert.equal(all.length, 514);
  for (const [code, name] of all) {
    assert.ok(regencies.search(name, 4).some((each) => each.code === code), name);
  }
});

const SPELT = [
  ["kendal", "Kab. Kendal"],
  ["kendall", "Kab. Kendal"],
  ["kendl", "Kab. Kendal"],
  ["kedal", "Kab. Kendal"],
  ["semrang", "Kota Semarang"],
  ["smarang", "Kab. Semarang"],
  ["temangung", "Kab. Temanggung"],
  ["pekalogan", "Kota Pekalongan"],
  ["soerabaja", "Kota Surabaya"],
  ["jogja", "Kota Yogyakarta"],
  ["solo", "Kota Surakarta"],
  ["djember", "Kab. Jember"],
  ["purwrejo", "Kab. Purworejo"],
  ["banjrnegara", "Kab. Banjarnegara"],
  ["jkt selatan", undefined],
  ["jakarta selatan", "Kota Administrasi Jakarta Selatan"],
  ["kulonprogo", "Kab. Kulon Progo"],
  ["makasar", "Kota Makassar"],
  ["bukit tinggi", "Kota Bukittinggi"],
];
for (const [typed, name] of SPELT) {
  test(`"${typed}" finds ${name ?? "nothing"}`, () => {
    if (name) assert.ok(found(typed).includes(name), found(typed).join());
    else assert.deepEqual(found(typed), []);
  });
}

test("the exact beginning comes before what is only like it", () => {
  assert.deepEqual(found("batan").slice(0, 1), ["Kab. Batang"]);
  assert.equal(found("kendal")[0], "Kab. Kendal");
});

test("nothing typed shows where most guests come from", () => {
  assert.equal(found("")[0], "Kab. Kendal");
  assert.equal(found("   ").length, LIST.usual.length);
});

const NIKS = [
  ["", null, []],
  ["3324080101900000", "male", ["serial"]],
  ["3324084101900000", "female", ["serial"]],
  ["3324084101900001", "male", ["sex"]],
  ["3324083102900000", null, ["birth_date", "serial"]],
  ["3399080101900000", null, ["region", "serial"]],
  ["332408010190000", null, ["length"]],
  ["3333333333333333", null, ["repeated"]],
  ["33 24 08 010190 0001", null, []],
];
for (const [number, sex, warnings] of NIKS) {
  test(`a NIK "${number}" is warned of as ${warnings.join(", ") || "nothing"}`, () => {
    assert.deepEqual(nikWarnings(number, sex, NOW), warnings);
  });
}

test("the seconds before the wiping are shown from 45 s on", () => {
  assert.deepEqual([0, 44_999, 45_000, 59_001, 60_000, 90_000].map(secondsLeft), [null, null, 15, 1, 0, 0]);
});

test("an arrival is a day and an hour of WIB", () => {
  assert.equal(instantOf({ day: 0, hour: null }, NOW), NOW);
  const yesterday = instantOf({ day: -1, hour: 22 }, NOW);
  assert.equal(new Date(yesterday).toISOString(), "2026-11-23T15:00:00.000Z");
  assert.deepEqual(arrivalAt(yesterday, NOW), { day: -1, hour: 22 });
});

/** Answer what must be answered and go through all questions. */
function filled(task) {
  const draft = new Draft(task, { rt: "03", rw: "05" });
  draft.guest.name = "Tamu Satu";
  draft.forward();
  Object.assign(draft.guest, { origin: "Kab. Batang", origin_area: "33.25" });
  draft.house.host = "Warga 1";
  draft.purpose = "work";
  const steps = [];
  while (draft.at !== "summary") {
    steps.push(draft.at);
    draft.forward();
  }
  return { draft, steps };
}

test("a report asks every question once and says all of it", () => {
  const { draft, steps } = filled("report");
  assert.equal(steps.at(-1), "contact");
  assert.deepEqual(draft.body(NOW), {
    ...golden("client.command.report_guests").body,
    ...draft.body(NOW),
  });
  assert.deepEqual(draft.body(NOW).house, { host: "Warga 1", address: "", rt: "03", rw: "05" });
});

test("an announcement asks for no way to reach the Ketua RT", () => {
  const { draft, steps } = filled("announce");
  assert.ok(!steps.includes("contact"));
  assert.equal(draft.body(NOW).name, "announce_guest");
});

test("without a name one doesn't go on, and says why", () => {
  const draft = new Draft("report");
  draft.forward();
  assert.equal(draft.at, "name");
  assert.equal(draft.missing, "guest.missing.name");
});

test("one more guest comes from the same place; a nameless one is let go of", () => {
  const { draft } = filled("report");
  draft.change("others");
  draft.add();
  assert.equal(draft.guest.origin, "Kab. Batang");
  assert.equal(draft.people, 2);
  assert.equal(draft.back(), true);
  assert.equal(draft.guests.length, 1);
  assert.equal(draft.at, "others");
});

test("a name that is changed leads back to the summary by the questions of that guest", () => {
  const { draft } = filled("report");
  draft.change("nights");
  draft.forward();
  assert.equal(draft.at, "summary");
});

test("the number of the other paper is not sent", () => {
  const { draft } = filled("report");
  Object.assign(draft.guest, { nik: "3324080101900000", passport: "X1", foreign: true });
  assert.deepEqual([draft.body(NOW).guests[0].nik, draft.body(NOW).guests[0].passport], ["", "X1"]);
});

test("a refused report comes back as it was", () => {
  const { draft } = filled("report");
  const again = Draft.again(draft.body(NOW), NOW);
  assert.deepEqual({ ...again.body(NOW).stay, arrives_at: "" }, { ...draft.body(NOW).stay, arrives_at: "" });
  assert.equal(again.at, "summary");
});

test("a ticket's report is put right without the numbers that nobody is told", () => {
  const row = golden("server.result.guest_form").rows[0];
  const draft = Draft.from("correct", "4T7K2M9QXB", row, NOW);
  assert.equal(draft.body(NOW).ticket, "4T7K2M9QXB");
  assert.equal(draft.body(NOW).guests[0].name, row.guests[0].name);
  assert.equal(draft.body(NOW).guests[0].nik, "");
  assert.ok(!("left_at" in draft.body(NOW).guests[0]));
});

const DRAWN = JSON.parse(readFileSync(new URL("../fixtures/qr_codes.json", import.meta.url), "utf8"));
for (const [text, rows] of Object.entries(DRAWN.codes)) {
  test(`the QR code of ${text} is the one that another maker draws`, () => {
    assert.deepEqual(qrModules(text).map((row) => row.map(Number).join("")), rows);
  });
}

test("a QR code refuses what it can't hold", () => {
  assert.throws(() => qrModules("lower"), RangeError);
  assert.throws(() => qrModules("A".repeat(21)), RangeError);
});
