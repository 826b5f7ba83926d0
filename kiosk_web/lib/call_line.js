// @ts-check
import { stageOf, stageWithMedia, TAKES_PART, wasMissed } from "./call_stage.js";
import { Talk } from "./call_talk.js";

/** @typedef {import("./call_stage.js").Stage} Stage */
/** @typedef {import("./call.js").MediaPicture} MediaPicture */
/** @typedef {import("./protocol.js").PartyCallView} PartyCallView */
/** @typedef {import("./protocol.js").Signal} Signal */
/** @typedef {import("./protocol.js").StartCall} StartCall */

/**
 * Whom to call and about what.
 *
 * @typedef {Omit<StartCall, "name">} Wish
 */

/**
 * How a call ended, or why there is none: `refused` with the centre's words, `no_link`, or as the
 * centre says.
 *
 * @typedef {NonNullable<PartyCallView["end"]> | "refused" | "no_link"} End
 */

/**
 * The call of this device as its screen shows it.
 *
 * @typedef {object} CallPicture
 * @property {string} subject
 * @property {Stage} stage
 * @property {Wish} wish what was asked for here; of a call that came from elsewhere, calling back
 * @property {PartyCallView | null} view
 * @property {MediaPicture | null} media
 * @property {boolean} films the camera is wanted, now or as soon as the other side has answered
 * @property {End | null} end
 * @property {string} words of a refusal
 * @property {boolean} missed it rang here and nobody came
 */

/** A call that the centre doesn't know of by then is given up, in ms. */
const DIALLED_WITHIN = 12_000;
/** What is asked of a call makes sense for so long, in ms. */
const LASTS = 20_000;
/** Hanging up is told whenever the link is back. */
const LASTS_END = 3_600_000;
/** How it ended stays on the screen for so long, a missed call longer, in ms. */
const OVER_SHOWN = 8_000;
const MISSED_SHOWN = 900_000;

/**
 * The one call of this device: takes what the centre shows and what the other devices signal, drives
 * the media, and tells what people here do.
 */
export class CallLine {
  #parts;
  /** @type {{ id: string, wish: Wish, at: number } | null} asked for, not yet known to the centre */
  #dial = null;
  /** @type {Map<string, Wish>} what was asked for here, by subject */
  #wishes = new Map();
  /** @type {Map<string, boolean>} answered here, and whether with the camera */
  #answered = new Map();
  /** @type {Set<string>} left here, whatever the centre still says */
  #left = new Set();
  /** @type {Talk | null} */
  #talk = null;
  /** @type {{ picture: CallPicture, at: number } | null} */
  #over = null;
  /** @type {PartyCallView | null} */
  #last = null;

  /**
   * @param {object} parts
   * @param {() => string} parts.own the subject of this device
   * @param {import("./outbox.js").Outbox} parts.outbox
   * @param {import("./replica.js").Replica} parts.replica
   * @param {import("./clock.js").Clock} parts.clock
   * @param {(call: string) => Promise<import("./call_talk.js").IceServer[]>} parts.servers
   * @param {(signal: Signal) => void} parts.signal
   * @param {() => void} parts.onchange
   */
  constructor(parts) {
    this.#parts = parts;
  }

  // -- what people do

  /** @param {Wish} wish */
  call(wish) {
    this.#over = null;
    const { id } = this.#order({ name: "start_call", ...wish });
    this.#dial = { id, wish, at: this.#parts.clock.ticks() };
    this.#wishes.set(`call:${id}`, wish);
    this.#parts.onchange();
  }

  /** Take the call that rings. @param {boolean} video with the camera on */
  answer(video) {
    const view = this.#view();
    if (!view) return;
    this.#answered.set(view.subject, video);
    this.#order({ name: "answer_call", call: view.subject, video });
    this.#parts.onchange();
  }

  /** Not now. */
  decline() {
    this.#leave("decline_call");
  }

  /** Camera and microphone are released before anybody is told. */
  hangUp() {
    if (this.#dial) {
      this.#left.add(`call:${this.#dial.id}`);
      this.#order({ name: "end_call", call: `call:${this.#dial.id}` }, LASTS_END);
      this.#dial = null;
    }
    this.#leave("end_call");
  }

  /** @param {boolean} muted */
  mute(muted) {
    this.#talk?.call.mute(muted);
  }

  /** @param {boolean} filming */
  film(filming) {
    if (this.#talk) this.#talk.film(filming);
    else if (this.#dial) this.#dial.wish.video = filming;
    this.#parts.onchange();
  }

  /** Ask for the microphone once more. */
  listen() {
    this.#talk?.call.listen();
  }

  /** How it ended was read. */
  dismiss() {
    this.#over = null;
    this.#parts.onchange();
  }

  // -- what comes from elsewhere

  /** @param {Signal} signal */
  take(signal) {
    this.settle();
    if (this.#talk?.subject === signal.call) this.#talk.take(signal);
  }

  /** The link to the gateway is back; media went on without it. */
  resume() {
    this.#talk?.call.resume();
  }

  /** Bring the media in step with what the centre shows. Called often. */
  settle() {
    this.#settleDial();
    const view = this.#view();
    if (this.#last && this.#last.subject !== view?.subject) this.#end(this.#last.subject);
    this.#last = view;
    if (!view) {
      this.#close();
      return;
    }
    const stage = this.#stage(view);
    if (stage === "over") {
      this.#left.add(view.subject);
      this.#end(view.subject);
      this.#last = null;
    } else if (TAKES_PART.has(stage)) {
      this.#take(view);
    }
  }

  /** What there is to be seen. @returns {CallPicture | null} */
  picture() {
    const view = this.#view();
    if (view) return this.#pictureOf(view, this.#stage(view));
    if (this.#dial) {
      const { id, wish } = this.#dial;
      return bare(`call:${id}`, "dialling", wish);
    }
    if (!this.#over) return null;
    const shown = this.#over.picture.missed ? MISSED_SHOWN : OVER_SHOWN;
    if (this.#parts.clock.ticks() - this.#over.at > shown) this.#over = null;
    return this.#over?.picture ?? null;
  }

  // -- inside

  #settleDial() {
    const { outbox, clock } = this.#parts;
    for (const entry of outbox.entries) {
      if (entry.lasts === null || (!entry.refused && !outbox.late(entry))) continue;
      outbox.forget(entry.id);
      if (entry.id === this.#dial?.id) this.#fail("refused", entry.refused?.message ?? "");
    }
    if (!this.#dial) return;
    const { id, at } = this.#dial;
    if (this.#views().some(({ subject }) => subject === `call:${id}`)) this.#dial = null;
    else if (clock.ticks() - at > DIALLED_WITHIN) this.#fail("no_link", "");
  }

  /**
   * There is no call.
   *
   * @param {End} end
   * @param {string} words
   */
  #fail(end, words) {
    if (!this.#dial) return;
    const { id, wish } = this.#dial;
    this.#dial = null;
    // It may have arrived all the same.
    this.#left.add(`call:${id}`);
    this.#order({ name: "end_call", call: `call:${id}` }, LASTS_END);
    const picture = bare(`call:${id}`, "over", wish);
    this.#over = { picture: { ...picture, end, words }, at: this.#parts.clock.ticks() };
  }

  /** @returns {PartyCallView[]} newest first */
  #views() {
    const views = /** @type {PartyCallView[]} */ (
      this.#parts.replica.views.filter(({ type }) => type === "party_call")
    );
    return views.sort((a, b) => b.started_at.localeCompare(a.started_at));
  }

  /** The call that counts: the one in which people here are, else the newest that rings. */
  #view() {
    const open = this.#views().filter((view) => {
      return !this.#left.has(view.subject) && stageOf(view) !== "over";
    });
    return open.find((view) => this.#stage(view) !== "incoming") ?? open[0] ?? null;
  }

  /** @param {PartyCallView} view @returns {Stage} */
  #stage(view) {
    const stage = stageOf(view);
    if (stage === "incoming") return this.#answered.has(view.subject) ? "connecting" : stage;
    const media = this.#talk?.subject === view.subject ? this.#talk.call.picture : null;
    return media ? stageWithMedia(stage, media.reach) : stage;
  }

  /** @param {PartyCallView} view */
  #take(view) {
    if (this.#talk?.subject !== view.subject) {
      this.#close();
      const wish = this.#wishes.get(view.subject);
      this.#talk = new Talk({
        ...this.#parts,
        subject: view.subject,
        films: this.#answered.get(view.subject) ?? wish?.video ?? false,
        called: wish?.to ?? null,
        order: (body) => this.#order(body),
      });
    }
    this.#talk.update(view);
  }

  /** @param {"end_call" | "decline_call"} name */
  #leave(name) {
    const view = this.#view();
    if (view) {
      this.#left.add(view.subject);
      this.#order({ name, call: view.subject }, LASTS_END);
      this.#end(view.subject, "hung_up");
      this.#last = null;
    }
    this.#parts.onchange();
  }

  /**
   * @param {string} subject
   * @param {End} [own] how it ended here
   */
  #end(subject, own) {
    if (this.#talk?.subject === subject) this.#close();
    this.#answered.delete(subject);
    const view = this.#views().find((each) => each.subject === subject);
    if (!view) return;
    const picture = this.#pictureOf(view, "over");
    const end = own ?? view.end ?? "dropped";
    this.#over = { picture: { ...picture, end }, at: this.#parts.clock.ticks() };
  }

  #close() {
    this.#talk?.call.close();
    this.#talk = null;
  }

  /**
   * @param {PartyCallView} view
   * @param {Stage} stage
   * @returns {CallPicture}
   */
  #pictureOf(view, stage) {
    const media = this.#talk?.subject === view.subject ? this.#talk.call.picture : null;
    /** @type {Wish} */
    const back = { desk: view.desk, calls_back: view.subject };
    const wish = this.#wishes.get(view.subject) ?? back;
    const over = stage === "over";
    return {
      ...bare(view.subject, stage, wish),
      view,
      media,
      films: media ? this.#talk?.films === true : wish.video === true,
      end: over ? (view.end ?? "dropped") : null,
      missed: over && wasMissed(view),
    };
  }

  /**
   * @param {import("./outbox.js").Body} body
   * @param {number} [lasts] ms
   */
  #order(body, lasts = LASTS) {
    return this.#parts.outbox.add(body, lasts);
  }
}

/**
 * @param {string} subject
 * @param {Stage} stage
 * @param {Wish} wish
 * @returns {CallPicture}
 */
function bare(subject, stage, wish) {
  const films = wish.video === true;
  const nothing = { view: null, media: null, end: null, words: "", missed: false };
  return { subject, stage, wish, films, ...nothing };
}
