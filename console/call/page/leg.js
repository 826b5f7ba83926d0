// One RTCPeerConnection with one party. A hub's leg offers, the other answers; so nothing can clash.

import { complain, tell } from "./bridge.js";
import { Mix, Voice } from "./sound.js";

const REPEAT_MS = 3_000;
const VIDEO_BITRATE = 1_000_000;
const STATES = { connected: "connected", disconnected: "interrupted", failed: "failed" };

export class Leg {
  /** @param {{offers: boolean, heard: boolean}} role */
  constructor(call, party, session, { offers, heard }) {
    Object.assign(this, { call, party, session, offers, heard });
    this.pictures = true;
    this.frames = 0;
    this.shown = false;
    this.covered = false;
    this.restart = false;
    this.renew = false;
    this.early = [];
    this.mix = null;
    this.voice = null;
    this.work = Promise.resolve();
    this.player = new Audio();
    this.view = Object.assign(document.createElement("video"), { muted: true, hidden: true });
    this.pc = new RTCPeerConnection({
      iceServers: call.setup.ice.map(({ urls, username, credential }) => ({
        urls, ...(username && { username, credential }),
      })),
      iceTransportPolicy: call.setup.relay_only ? "relay" : "all",
      bundlePolicy: "max-bundle",
    });
    this.pc.onicecandidate = ({ candidate }) => candidate?.candidate && this.signal({
      what: "candidate",
      candidate: candidate.candidate,
      mid: candidate.sdpMid,
      line: candidate.sdpMLineIndex,
    });
    this.pc.onconnectionstatechange = () => this.changed();
    if (offers) {
      this.pc.addTransceiver("audio");
      this.pc.addTransceiver("video", { sendEncodings: [{ maxBitrate: VIDEO_BITRATE }] });
      this.receive();
      this.offer();
      this.repeating = setInterval(() => this.repeat(), REPEAT_MS);
    }
  }

  get connected() {
    return this.pc.connectionState === "connected";
  }

  get track() {
    return this.transceiver("video")?.receiver.track ?? null;
  }

  transceiver(kind) {
    return this.pc.getTransceivers().find((each) => each.receiver.track.kind === kind);
  }

  // -- what the hub does

  /** Offer (again): after a change of hold, or to restart the way through the network. */
  offer({ restart = false } = {}) {
    this.renew = true;
    this.restart ||= restart;
    this.then(() => this.renewed());
  }

  async renewed() {
    // An unanswered offer is repeated, never replaced: its answer could be taken for another's.
    if (!this.renew || this.pc.signalingState !== "stable") return;
    const iceRestart = this.restart;
    this.renew = this.restart = false;
    const direction = this.call.held ? "inactive" : "sendrecv";
    for (const each of this.pc.getTransceivers()) each.direction = direction;
    await this.pc.setLocalDescription(await this.pc.createOffer({ iceRestart }));
    this.describe();
  }

  repeat() {
    if (this.pc.signalingState === "have-local-offer") this.describe();
    else if (STATES[this.pc.connectionState] === "interrupted") this.offer({ restart: true });
  }

  // -- what comes

  take(body) {
    this.then(() => {
      if (body.what === "candidate") return this.candidate(body);
      if (body.what === "mark") return this.marked(body);
      return this.described(body);
    });
  }

  async described({ what, sdp }) {
    const expected = what === "offer" ? "stable" : "have-local-offer";
    // A repeated description that was taken already.
    if (this.pc.signalingState !== expected) return;
    await this.pc.setRemoteDescription({ type: what, sdp });
    for (const each of this.early.splice(0)) await this.add(each);
    if (what === "offer") await this.reply();
    else await this.renewed();
  }

  async reply() {
    for (const each of this.pc.getTransceivers()) each.direction = "sendrecv";
    this.receive();
    this.call.route();
    await this.pc.setLocalDescription();
    this.describe();
  }

  async candidate({ candidate, mid, line }) {
    const init = { candidate, sdpMid: mid, sdpMLineIndex: line };
    if (this.pc.remoteDescription) await this.add(init);
    else this.early.push(init);
  }

  async add(init) {
    try {
      await this.pc.addIceCandidate(init);
    } catch (error) {
      // One of an earlier restart; those of today follow.
      console.info(`candidate left aside: ${error}`);
    }
  }

  /** The other side says what its camera does: the last picture must not stand still. */
  marked({ camera }) {
    this.covered = !camera;
    if (!camera) this.seen(false);
  }

  /** By what is decoded, since a hidden view presents nothing. */
  counted(frames) {
    this.seen(frames > this.frames);
    this.frames = frames;
  }

  /** Hear and see what comes; once for a connection. */
  receive() {
    if (this.voice) return;
    const { track } = this.transceiver("audio").receiver;
    this.player.srcObject = new MediaStream([track]);
    this.player.muted = !this.heard;
    this.call.devices.play(this.player);
    this.player.play().catch(complain);
    this.voice = new Voice(track);
    this.view.srcObject = new MediaStream([this.track]);
    this.view.play().catch(complain);
    this.look();
  }

  /** Whether it speaks in the call, or only listens. */
  hear(heard) {
    this.heard = heard;
    this.player.muted = !heard;
  }

  look() {
    this.view.requestVideoFrameCallback(() => this.seen(true));
  }

  seen(coming) {
    const shown = coming && this.heard && !this.covered;
    if (this.ended || this.shown === shown) return;
    this.shown = shown;
    this.view.hidden = !shown;
    tell("picture", { call: this.call.id, party: this.party, shown });
    this.call.staged();
    if (!shown) this.look();
  }

  // -- what goes

  /** Send exactly this from now on. */
  send(audio, video) {
    this.put("audio", audio);
    this.put("video", this.pictures ? video : null);
  }

  put(kind, track) {
    const sender = this.transceiver(kind)?.sender;
    if (sender && sender.track !== track) sender.replaceTrack(track).catch(complain);
  }

  /** The own voice, with the others' where there are any. */
  outgoing(own, others) {
    if (!others.length) {
      this.mix?.set([]);
      return own?.track ?? null;
    }
    this.mix ??= new Mix();
    this.mix.set(own ? [own, ...others] : others);
    return this.mix.track;
  }

  // -- its life

  changed() {
    const state = STATES[this.pc.connectionState] ?? "connecting";
    tell("leg", { call: this.call.id, party: this.party, state });
    if (state === "interrupted" && this.offers) this.offer({ restart: true });
  }

  describe() {
    const { type, sdp } = this.pc.localDescription;
    this.signal({ what: type, sdp });
  }

  signal(body) {
    tell("signal", { call: this.call.id, party: this.party, session: this.session, body });
  }

  then(step) {
    this.work = this.work.then(() => (this.ended ? undefined : step())).catch(complain);
  }

  end() {
    this.ended = true;
    clearInterval(this.repeating);
    this.pc.onconnectionstatechange = this.pc.onicecandidate = null;
    this.pc.close();
    this.call.devices.release(this.player);
    this.view.srcObject = null;
    this.view.remove();
    this.mix?.end();
    this.voice?.end();
  }
}
