// @ts-check

/** @typedef {import("./protocol.js").Signal["body"]} Body */
/** @typedef {{ audio: MediaStreamTrack | null, video: MediaStreamTrack | null }} Tracks */

/**
 * One RTCPeerConnection with another device of a call. It has two transceivers from the beginning,
 * so that a camera that comes or goes needs no new negotiation. Who offers makes every offer.
 */
export class Peer {
  #connection;
  #offers;
  #tell;
  /** Both tracks of one device belong together: lips and voice stay in step. */
  #outgoing = new MediaStream();
  #incoming = new MediaStream();
  /** @type {Tracks} */
  #tracks;
  /** @type {RTCIceCandidateInit[]} those that came before the description they belong to */
  #early = [];
  /** Signals are taken one after the other. */
  #work = Promise.resolve();
  #closed = false;

  /**
   * @param {object} options
   * @param {RTCConfiguration} options.configuration
   * @param {boolean} options.offers
   * @param {Tracks} options.tracks
   * @param {(body: Body) => void} options.tell say it to the other device
   * @param {(state: RTCPeerConnectionState) => void} options.onstate
   * @param {() => void} options.ontrack
   */
  constructor({ configuration, offers, tracks, tell, onstate, ontrack }) {
    this.#offers = offers;
    this.#tracks = tracks;
    this.#tell = tell;
    this.#connection = new RTCPeerConnection({ ...configuration, bundlePolicy: "max-bundle" });
    this.#connection.onconnectionstatechange = () => {
      if (!this.#closed) onstate(this.#connection.connectionState);
    };
    this.#connection.onicecandidate = ({ candidate }) => this.#found(candidate);
    this.#connection.ontrack = ({ track }) => {
      if (!this.#incoming.getTracks().includes(track)) this.#incoming.addTrack(track);
      ontrack();
    };
    if (offers) this.#do(() => this.#begin());
  }

  /** What the other device sends. */
  get stream() {
    return this.#incoming;
  }

  /** @returns {Promise<RTCStatsReport>} */
  stats() {
    return this.#connection.getStats();
  }

  /** Send these from now on; null is silence or no picture. @param {Tracks} tracks */
  send(tracks) {
    this.#tracks = tracks;
    this.#do(() => this.#attach());
  }

  /** The other device said something. @param {Body} body */
  take(body) {
    this.#do(() => this.#handle(body));
  }

  /** Other servers, for the next restart. @param {RTCConfiguration} configuration */
  configure(configuration) {
    this.#connection.setConfiguration({ ...configuration, bundlePolicy: "max-bundle" });
  }

  /**
   * Look for another way through the network. An offer without an answer is said again, never
   * replaced: its answer could be taken for that of the new one.
   */
  restart() {
    this.#do(async () => {
      if (this.#connection.signalingState === "have-local-offer") this.#say("offer");
      else await this.#offer({ iceRestart: true });
    });
  }

  /** Let no media pass in either direction, or again. @param {boolean} held */
  hold(held) {
    this.#do(async () => {
      for (const transceiver of this.#connection.getTransceivers()) {
        transceiver.direction = held ? "inactive" : "sendrecv";
      }
      await this.#offer();
    });
  }

  close() {
    this.#closed = true;
    this.#connection.close();
  }

  async #begin() {
    for (const kind of ["audio", "video"]) {
      this.#connection.addTransceiver(kind, { direction: "sendrecv", streams: [this.#outgoing] });
    }
    await this.#attach();
    await this.#offer();
  }

  /** @param {RTCOfferOptions} [options] */
  async #offer(options) {
    await this.#connection.setLocalDescription(await this.#connection.createOffer(options));
    this.#say("offer");
  }

  /** @param {Body} body */
  async #handle(body) {
    switch (body.what) {
      case "offer":
        if (!this.#offers) await this.#answer(body.sdp);
        break;
      case "answer":
        if (this.#connection.signalingState === "have-local-offer") {
          await this.#describe({ type: "answer", sdp: body.sdp });
        }
        break;
      case "candidate":
        await this.#reach({
          candidate: body.candidate,
          sdpMid: body.mid,
          sdpMLineIndex: body.line,
        });
        break;
    }
  }

  /** @param {string} sdp */
  async #answer(sdp) {
    await this.#describe({ type: "offer", sdp });
    for (const transceiver of this.#connection.getTransceivers()) {
      transceiver.direction = "sendrecv";
      transceiver.sender.setStreams(this.#outgoing);
    }
    await this.#attach();
    await this.#connection.setLocalDescription(await this.#connection.createAnswer());
    this.#say("answer");
  }

  /** @param {"offer" | "answer"} what */
  #say(what) {
    this.#tell({ what, sdp: this.#connection.localDescription?.sdp ?? "" });
  }

  /** @param {RTCSessionDescriptionInit} description */
  async #describe(description) {
    await this.#connection.setRemoteDescription(description);
    for (const candidate of this.#early.splice(0)) await this.#connection.addIceCandidate(candidate);
  }

  /** @param {RTCIceCandidateInit} candidate */
  async #reach(candidate) {
    if (this.#connection.remoteDescription) await this.#connection.addIceCandidate(candidate);
    else this.#early.push(candidate);
  }

  async #attach() {
    for (const { sender, receiver } of this.#connection.getTransceivers()) {
      const track = receiver.track.kind === "audio" ? this.#tracks.audio : this.#tracks.video;
      if (sender.track !== track) await sender.replaceTrack(track);
    }
  }

  /** @param {RTCIceCandidate | null} candidate */
  #found(candidate) {
    if (!candidate?.candidate) return;
    const { sdpMid, sdpMLineIndex } = candidate;
    this.#tell({
      what: "candidate",
      candidate: candidate.candidate,
      mid: sdpMid ?? "",
      line: sdpMLineIndex ?? 0,
    });
  }

  /** @param {() => Promise<void>} step */
  #do(step) {
    this.#work = this.#work
      .then(() => (this.#closed ? undefined : step()))
      .catch((error) => {
        if (!this.#closed) console.warn("a step of the call failed", error);
      });
  }
}
