import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { GIVE_UP, Leg } from "../../kiosk_web/lib/call_leg.js";
import { settled } from "./support.js";

const OFFER = { what: "offer", sdp: "offered" };

let said;
let made;

/** A peer connection whose way through the network is the test. */
class FakeConnection {
  signalingState = "stable";
  remoteDescription = null;
  localDescription = null;
  connectionState = "new";
  transceivers = [];
  restarts = 0;
  closed = false;

  constructor() {
    made.push(this);
  }

  addTransceiver(kind) {
    const sender = { track: null, replaceTrack: (track) => (sender.track = track) };
    Object.assign(sender, { setStreams: () => {} });
    this.transceivers.push({ sender, receiver: { track: { kind } }, direction: "sendrecv" });
  }

  getTransceivers = () => this.transceivers;

  async createOffer(options) {
    if (options?.iceRestart) this.restarts += 1;
    return { type: "offer", sdp: `offer ${this.restarts}` };
  }

  createAnswer = async () => ({ type: "answer", sdp: "answer" });

  async setLocalDescription(description) {
    this.localDescription = description;
    this.signalingState = description.type === "offer" ? "have-local-offer" : "stable";
  }

  async setRemoteDescription(description) {
    this.remoteDescription = description;
    this.signalingState = description.type === "offer" ? "have-remote-offer" : "stable";
    if (this.transceivers.length === 0) ["audio", "video"].map((kind) => this.addTransceiver(kind));
  }

  addIceCandidate = async () => {};

  close() {
    this.closed = true;
  }

  becomes(state) {
    this.connectionState = state;
    this.onconnectionstatechange();
  }
}

beforeEach(() => {
  made = [];
  said = [];
  mock.timers.enable({ apis: ["setTimeout"] });
  globalThis.RTCPeerConnection = FakeConnection;
  globalThis.MediaStream = class {};
});

afterEach(() => {
  mock.timers.reset();
  delete globalThis.RTCPeerConnection;
  delete globalThis.MediaStream;
});

function leg(hub) {
  return new Leg({
    hub,
    configuration: () => ({}),
    tracks: () => ({ audio: "voice", video: null }),
    mark: () => ({ muted: false, camera: false }),
    tell: (session, body) => said.push([session, body.what]),
    onchange: () => {},
  });
}

test("the hub offers, and the other answers with its microphone and says what it does", async () => {
  leg(true);
  await settled();
  assert.deepEqual(said, [[1, "offer"]]);
  assert.deepEqual(made[0].transceivers.map(({ receiver }) => receiver.track.kind), ["audio", "video"]);
  said = [];
  const other = leg(false);
  other.take(1, OFFER);
  await settled();
  assert.deepEqual(said, [[1, "answer"]]);
  assert.equal(made[1].transceivers[0].sender.track, "voice");
  made[1].becomes("connected");
  assert.equal(other.reach, "on");
  assert.deepEqual(said.at(-1), [1, "mark"]);
});

test("what is of an older session is dropped, a newer one begins anew", async () => {
  const other = leg(false);
  other.take(2, OFFER);
  await settled();
  other.take(1, { what: "mark", muted: true, camera: true });
  assert.equal(other.remote.muted, false);
  other.take(3, OFFER);
  await settled();
  assert.equal(made.length, 2);
  assert.ok(made[0].closed);
  assert.deepEqual(said, [
    [2, "answer"],
    [3, "answer"],
  ]);
  other.take(1, OFFER);
  assert.deepEqual(said.at(-1), [3, "restart"]);
});

test("a leg whose media stops asks for a restart until it flows again", async () => {
  const other = leg(false);
  other.take(1, OFFER);
  await settled();
  made[0].becomes("connected");
  said = [];
  made[0].becomes("disconnected");
  assert.equal(other.reach, "reconnecting");
  mock.timers.tick(1_500);
  mock.timers.tick(4_000);
  assert.deepEqual(said, [
    [1, "restart"],
    [1, "restart"],
  ]);
  made[0].becomes("connected");
  mock.timers.tick(GIVE_UP);
  assert.equal(other.reach, "on");
});

test("after 30 s it is given up, and a new session takes it up again", async () => {
  const other = leg(false);
  other.take(1, OFFER);
  await settled();
  made[0].becomes("connected");
  made[0].becomes("failed");
  mock.timers.tick(GIVE_UP);
  assert.equal(other.reach, "lost");
  assert.ok(made[0].closed);
  other.take(2, OFFER);
  await settled();
  made[1].becomes("connected");
  assert.equal(other.reach, "on");
});

test("the hub says an offer again that wasn't answered, then begins a new session", async () => {
  const hub = leg(true);
  await settled();
  hub.take(1, { what: "restart" });
  await settled();
  assert.deepEqual(said, [
    [1, "offer"],
    [1, "offer"],
  ]);
  assert.equal(made[0].restarts, 0);
  hub.take(1, { what: "restart" });
  await settled();
  assert.deepEqual(said.at(-1), [2, "offer"]);
  assert.equal(made.length, 2);
});

test("a hub that was loaded again counts on from what the other knows", async () => {
  const hub = leg(true);
  await settled();
  hub.take(7, { what: "restart" });
  await settled();
  assert.deepEqual(said.at(-1), [8, "offer"]);
});
