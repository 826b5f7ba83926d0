import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { Clock } from "../../kiosk_web/lib/clock.js";
import { Link } from "../../kiosk_web/lib/link.js";
import { Outbox } from "../../kiosk_web/lib/outbox.js";
import { Replica } from "../../kiosk_web/lib/replica.js";
import { FakeSocket, golden, movedTime, settled } from "./support.js";

const FIRE = { name: "raise_alarm", kind: "fire", mode: "real" };
const POST = "post:0198b000-0000-7000-8000-00000000000a";
const neverStores = { put: () => new Promise(() => {}), remove: async () => {} };

let time;
let link;
let outbox;
let replica;
let states;
let signed;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  globalThis.WebSocket = FakeSocket;
  FakeSocket.made = [];
  time = movedTime();
  const clock = new Clock(time.sources);
  outbox = new Outbox(neverStores, clock);
  replica = new Replica();
  states = [];
  signed = [];
  link = new Link({
    url: "wss://pusat.example:8444/ws/post",
    kind: "post",
    build: "b1",
    device: POST,
    sign: async (lines) => {
      signed.push(lines);
      return "c2ln";
    },
    language: () => "id",
    vitals: () => ({ queue: outbox.unsent().length, network: "wifi" }),
    outbox,
    replica,
    clock,
    random: () => 0.5,
  });
  link.onstate = (state) => states.push(state);
});

/** Time goes by in steps small enough for every timer. */
async function pass(ms) {
  for (let left = ms; left > 0; left -= 500) {
    time.advance(Math.min(left, 500));
    mock.timers.tick(Math.min(left, 500));
    await settled();
  }
}

async function greeted() {
  FakeSocket.newest.says(golden("server.challenge"));
  await settled();
  return FakeSocket.newest;
}

async function online() {
  link.start();
  const socket = await greeted();
  socket.says(golden("server.welcome.post"));
  socket.says({ ...golden("server.snapshot.post"), part: 0, last: true });
  await settled();
  return socket;
}

test("hello answers the challenge, signed over the host without its port", async () => {
  link.start();
  const socket = await greeted();
  assert.equal(socket.subprotocol, "pospin.v1");
  const { nonce } = golden("server.challenge");
  assert.deepEqual(signed, [["pospin.v1", "post", POST, "pusat.example", nonce].join("\n")]);
  const hello = golden("client.hello.post");
  assert.deepEqual(Object.keys(socket.sent[0]).sort(), Object.keys(hello).filter((key) => key !== "session").sort());
  assert.equal(socket.sent[0].kind, "post");
});

test("what waits goes in the same flight as hello, oldest first, with its age", async () => {
  const ids = [outbox.add(FIRE).id, outbox.add(FIRE).id];
  time.advance(4_000);
  link.start();
  const socket = await greeted();
  assert.deepEqual(socket.sent.map((frame) => frame.type), ["hello", "command", "command"]);
  assert.deepEqual(socket.ofType("command").map((frame) => frame.id), ids);
  assert.deepEqual(socket.sent[1], {
    type: "command",
    id: ids[0],
    body: FIRE,
    age_ms: 4_000,
    age_uncertain: false,
  });
});

test("an alarm that the disk never takes is sent all the same", async () => {
  const socket = await online();
  outbox.add(FIRE);
  link.wake();
  assert.equal(socket.ofType("command").length, 1);
  assert.equal(outbox.entries[0].kept, "storing");
});

test("welcome is followed by resume and a heartbeat, and then one every 5 s", async () => {
  const socket = await online();
  assert.deepEqual(socket.ofType("resume")[0], { type: "resume", after: 0, audience: "", journal: "" });
  assert.equal(socket.ofType("heartbeat").length, 1);
  socket.says(golden("server.heartbeat_answer"));
  await pass(5_000);
  assert.equal(socket.ofType("heartbeat").length, 2);
  assert.equal(socket.ofType("heartbeat")[0].network, "wifi");
  assert.deepEqual(states, ["online"]);
});

test("10 s without an answer are 'lost', however the socket feels", async () => {
  const socket = await online();
  await pass(9_500);
  assert.deepEqual(states, ["online"]);
  await pass(500);
  assert.deepEqual(states, ["online", "lost"]);
  assert.equal(socket.closed, true);
});

test("a gateway that can't be reached is 'lost' within 10 s of the start", async () => {
  link.start();
  await pass(10_000);
  assert.deepEqual(states, ["lost"]);
});

test("events with a gap are answered by a resume; nothing of them is taken", async () => {
  const socket = await online();
  const { after } = replica.position();
  const version = replica.views.find((view) => view.type === "report")?.version;
  const gap = golden("server.events.post");
  socket.says({ ...gap, after: after + 5, through: after + 6 });
  assert.equal(socket.ofType("resume").length, 2);
  assert.equal(socket.ofType("resume")[1].after, after);
  assert.equal(replica.views.find((view) => view.type === "report")?.version, version);
  socket.says({ ...gap, after: after + 6, through: after + 7 });
  assert.equal(socket.ofType("resume").length, 2, "one resume is enough while it is under way");
});

test("until a resume is answered the heartbeat doesn't move the number", async () => {
  link.start();
  const socket = await greeted();
  socket.says(golden("server.welcome.post"));
  const answer = golden("server.heartbeat_answer");
  socket.says({ ...answer, through: 9_999 });
  assert.equal(replica.position().after, 0);
  socket.says({ ...golden("server.snapshot.post"), part: 0, last: true });
  socket.says({ ...answer, through: 9_999 });
  assert.equal(replica.position().after, 9_999);
});

test("a command is resent under its id until it is answered, then never again", async () => {
  let socket = await online();
  const { id } = outbox.add(FIRE);
  link.wake();
  socket.ends();
  await pass(1_000);
  socket = await greeted();
  assert.deepEqual(socket.ofType("command").map((frame) => [frame.id, frame.age_ms]), [[id, 1_000]]);
  socket.says({ ...golden("server.ack"), id, seq: 50 });
  assert.deepEqual(outbox.unsent(), []);
  socket.ends();
  await pass(1_000);
  assert.deepEqual((await greeted()).ofType("command"), []);
});

test("a command that gets no answer on a living link is sent again", async () => {
  const socket = await online();
  outbox.add(FIRE);
  link.wake();
  for (let beats = 0; beats < 4; beats += 1) {
    await pass(5_000);
    socket.says(golden("server.heartbeat_answer"));
  }
  assert.ok(socket.ofType("command").length >= 2);
});

test("a passing refusal keeps the command and waits as told; a final one ends it", async () => {
  const socket = await online();
  const { id } = outbox.add(FIRE);
  link.wake();
  socket.says({ type: "refusal", id, code: "store_failed", message: "…", retry_after_s: 7 });
  await pass(5_000);
  socket.says(golden("server.heartbeat_answer"));
  assert.equal(socket.ofType("command").length, 1);
  await pass(5_000);
  assert.equal(socket.ofType("command").length, 2);
  socket.says({ type: "refusal", id, code: "forbidden", message: "Anda tidak berwenang." });
  assert.equal(outbox.entries[0].refused.code, "forbidden");
  assert.deepEqual(outbox.unsent(), []);
});

test("waits grow with full jitter up to 15 s, but only to 4 s while something waits", async () => {
  link.start();
  const waits = [];
  const measure = async () => {
    FakeSocket.newest.ends();
    const before = FakeSocket.made.length;
    let waited = 0;
    while (FakeSocket.made.length === before) {
      await pass(500);
      waited += 500;
    }
    waits.push(waited);
  };
  for (let tries = 0; tries < 7; tries += 1) await measure();
  assert.deepEqual(waits, [500, 1_000, 2_000, 4_000, 7_500, 7_500, 7_500]);
  outbox.add(FIRE);
  waits.length = 0;
  await measure();
  assert.deepEqual(waits, [2_000]);
});

test("a press doesn't wait for the next try", async () => {
  link.start();
  for (let tries = 0; tries < 6; tries += 1) {
    FakeSocket.newest.ends();
    await pass(8_000);
  }
  FakeSocket.newest.ends();
  const before = FakeSocket.made.length;
  outbox.add(FIRE);
  link.wake();
  assert.equal(FakeSocket.made.length, before + 1);
});

test("a close code that means more than a lost link is told", async () => {
  for (const [code, state] of [[4001, "incompatible"], [4002, "replaced"], [4003, "rejected"]]) {
    FakeSocket.newest?.ends(code);
    const socket = FakeSocket.newest ?? (link.start(), FakeSocket.newest);
    socket.ends(code);
    assert.equal(link.state, state);
    await pass(40_000);
  }
});

test("a device that the gateway doesn't know is rejected, by the refusal before the close", async () => {
  link.start();
  const socket = await greeted();
  socket.says({ type: "refusal", id: null, code: "unknown_device", message: "…" });
  socket.ends(4005);
  assert.equal(link.state, "rejected");
});

test("frames that can't be read or aren't known change nothing", async () => {
  const socket = await online();
  socket.says("{not json");
  socket.says({ type: "from_a_later_version" });
  socket.says({ ...golden("server.presence.post") });
  assert.equal(link.state, "online");
});

test("a socket that ends late, after it was given up, says nothing any more", async () => {
  const first = await online();
  await pass(10_000);
  await pass(1_000);
  const second = await greeted();
  second.says(golden("server.welcome.post"));
  first.ends();
  first.says(golden("server.challenge"));
  assert.equal(link.state, "online");
});
