// @ts-check

/**
 * How the link carries a call. `loss`: the larger share of packets lost in either direction, 0..1;
 * `rtt` in s; `bitrate`: what can be sent, in bit/s, Infinity while unknown.
 *
 * @typedef {{ loss: number, rtt: number, bitrate: number }} Sample
 */
/** @typedef {"good" | "fair" | "weak"} Quality */

/** With more loss or delay, or less room, speech suffers from the picture beside it. */
const WEAK = { loss: 0.1, rtt: 1.2, bitrate: 150_000 };
const CALM = { loss: 0.03, rtt: 0.6 };
/** Samples (one a second) after which the picture goes, and at first comes back. */
const WEAK_FOR = 3;
const CALM_FOR = 10;
/** A picture that had to go again waits twice as long, up to this; steady for so long, it is new. */
const LONGEST = 120;
const STEADY = 60;

/** Reads the statistics of one connection. */
export class Meter {
  #lost = 0;
  #received = 0;

  /**
   * @param {RTCStatsReport} report
   * @returns {Sample}
   */
  read(report) {
    const entries = [.../** @type {Map<string, any>} */ (/** @type {unknown} */ (report)).values()];
    const outgoing = entries.filter(({ type }) => type === "remote-inbound-rtp");
    const path = entries.find(({ type, nominated }) => type === "candidate-pair" && nominated);
    return {
      loss: Math.max(this.#incoming(entries), ...outgoing.map((entry) => entry.fractionLost ?? 0)),
      rtt: Math.max(0, ...outgoing.map((entry) => entry.roundTripTime ?? 0)),
      bitrate: path?.availableOutgoingBitrate ?? Number.POSITIVE_INFINITY,
    };
  }

  /** The share that was lost on its way here since the last reading. @param {any[]} entries */
  #incoming(entries) {
    const incoming = entries.filter(({ type, kind }) => type === "inbound-rtp" && kind === "audio");
    const lost = incoming.reduce((sum, entry) => sum + (entry.packetsLost ?? 0), 0);
    const received = incoming.reduce((sum, entry) => sum + (entry.packetsReceived ?? 0), 0);
    const newLost = Math.max(0, lost - this.#lost);
    const all = newLost + Math.max(0, received - this.#received);
    this.#lost = lost;
    this.#received = received;
    return all > 0 ? newLost / all : 0;
  }
}

/** @param {Sample} sample @returns {Quality} */
export function qualityOf(sample) {
  if (isWeak(sample)) return "weak";
  return isCalm(sample) ? "good" : "fair";
}

/** Audio first: takes the picture away on a weak link, and tries it again later. */
export class VideoGuard {
  #weak = 0;
  #calm = 0;
  #steady = 0;
  #patience = CALM_FOR;
  paused = false;

  /**
   * One second went by.
   *
   * @param {Sample} sample
   * @returns {boolean} whether the picture is to be kept away
   */
  take(sample) {
    this.#weak = isWeak(sample) ? this.#weak + 1 : 0;
    this.#calm = isCalm(sample) ? this.#calm + 1 : 0;
    if (this.paused) this.#tryAgain();
    else this.#watch();
    return this.paused;
  }

  #watch() {
    this.#steady += 1;
    if (this.#steady >= STEADY) this.#patience = CALM_FOR;
    if (this.#weak < WEAK_FOR) return;
    this.paused = true;
    this.#calm = 0;
  }

  // Without a picture the estimate of the room doesn't grow: only trying tells.
  #tryAgain() {
    if (this.#calm < this.#patience) return;
    this.paused = false;
    this.#weak = 0;
    this.#steady = 0;
    this.#patience = Math.min(2 * this.#patience, LONGEST);
  }
}

/** @param {Sample} sample */
function isWeak({ loss, rtt, bitrate }) {
  return loss > WEAK.loss || rtt > WEAK.rtt || bitrate < WEAK.bitrate;
}

/** @param {Sample} sample */
function isCalm({ loss, rtt }) {
  return loss <= CALM.loss && rtt <= CALM.rtt;
}
