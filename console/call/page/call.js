// One call: its legs, and what each of them is sent.

import { Leg } from "./leg.js";

export class Call {
  constructor(id, setup, devices, staged) {
    Object.assign(this, { id, setup, devices, staged });
    this.speaks = setup.speaks;
    this.camera = setup.camera;
    this.held = false;
    this.shared = "";
    /** @type {Map<string, Leg>} */
    this.legs = new Map();
    this.early = [];
    /** @type {Set<import("./recorder.js").Recorder>} */
    this.recorders = new Set();
  }

  /** As the hub: a new connection with that party. */
  connect(party, session, heard) {
    this.replace(party, new Leg(this, party, session, { offers: true, heard }));
  }

  take(party, session, body) {
    const leg = this.legs.get(party);
    if (leg?.session === session) leg.take(body);
    else if (leg && (leg.offers || session < leg.session)) return;
    else this.begun(party, session, body);
  }

  /** The first signal of a new session; a candidate may overtake its offer. */
  begun(party, session, body) {
    if (body.what === "candidate") this.early.push({ party, session, body });
    if (body.what !== "offer") return;
    const leg = new Leg(this, party, session, { offers: false, heard: true });
    this.replace(party, leg);
    leg.take(body);
    for (const each of this.early.splice(0)) {
      if (each.party === party && each.session === session) leg.take(each.body);
    }
  }

  replace(party, leg) {
    this.legs.get(party)?.end();
    this.legs.set(party, leg);
    this.route();
    this.staged();
  }

  hold(held) {
    if (this.held === held) return;
    this.held = held;
    for (const leg of this.legs.values()) if (leg.offers) leg.offer();
  }

  pictures(party, on) {
    const leg = this.legs.get(party);
    if (!leg) return;
    leg.pictures = on;
    this.route();
  }

  hear(party, heard) {
    const leg = this.legs.get(party);
    if (!leg) return;
    leg.hear(heard);
    this.staged();
  }

  drop(party) {
    this.legs.get(party)?.end();
    this.legs.delete(party);
    this.route();
    this.staged();
  }

  /** Who speaks beside the own microphone. */
  voices() {
    return [...this.legs.values()].filter((leg) => leg.heard && leg.voice).map((leg) => leg.voice);
  }

  /** Sends every leg what it should get now. */
  route() {
    const { tracks, voice } = this.devices;
    const own = this.speaks ? voice : null;
    const camera = this.camera ? tracks.camera : null;
    const shared = this.legs.get(this.shared);
    const voices = this.voices();
    for (const leg of this.legs.values()) {
      const others = leg.offers ? voices.filter((each) => each !== leg.voice) : [];
      const picture = shared && shared !== leg ? shared.track : camera;
      leg.send(leg.outgoing(own, others), picture);
    }
    for (const recorder of this.recorders) recorder.follow(own ? [own, ...voices] : voices);
  }

  end() {
    for (const recorder of this.recorders) recorder.stop();
    for (const leg of this.legs.values()) leg.end();
    this.legs.clear();
  }
}
