// @ts-check
import { CallButtons } from "./call_buttons.js";
import { CallMarks } from "./call_marks.js";
import { el, picture, setText } from "./dom.js";
import { age } from "./words.js";

/** @typedef {import("./call_line.js").CallPicture} CallPicture */
/** @typedef {import("./call_line.js").CallLine} CallLine */
/** @typedef {import("./i18n.js").Translate} Translate */

/** Ends after which another way is worth showing. */
const FAILED = new Set(["no_link", "refused", "unanswered", "declined", "dropped"]);

/** Who is at the other end, in words. @param {CallPicture} call @param {Translate} say */
export function otherEnd({ view, wish }, say) {
  if (view?.with_title) return view.with_title;
  const desk = view ? view.desk : wish.desk;
  return desk ? say(`call.desk.${desk}`) : say("call.partner");
}

/**
 * How a call stands, in a few words.
 *
 * @param {CallPicture} call
 * @param {number} now gateway's time in ms
 * @param {Translate} say
 */
export function callStanding({ stage, view, wish, end, words, missed }, now, say) {
  if (stage === "over") {
    if (end === "refused" && words) return words;
    if (end === "unanswered" && wish.to) return say("call.end.unanswered_person");
    return say(missed ? "call.end.missed" : `call.end.${end}`);
  }
  if (stage !== "on" || !view?.answered_at) return say(`call.stage.${stage}`);
  return age(Math.max(0, Math.floor((now - Date.parse(view.answered_at)) / 1_000)));
}

/** One call, from its ring to its end: who, how it stands, pictures, marks and large buttons. */
export class CallPanel {
  #say;
  #face = el("div", { class: "call-face" }, picture("headset"));
  #title = el("h1", { class: "call-title" });
  #standing = el("p", { class: "call-standing", role: "status" });
  #remote = el("video", { class: "call-remote", autoplay: true, playsinline: true, hidden: true });
  #own = el("video", { class: "call-own", autoplay: true, playsinline: true, hidden: true });
  #mode = el("strong", { class: "mode", hidden: true });
  #marks;
  #trouble;
  #buttons;
  #fallback;

  /**
   * @param {object} options
   * @param {Translate} options.say
   * @param {CallLine} options.line
   * @param {() => void} options.onleave it is over and was read
   * @param {HTMLElement} options.fallback what helps when there is no call to be had
   */
  constructor({ say, line, onleave, fallback }) {
    this.#say = say;
    this.#marks = new CallMarks(say);
    this.#trouble = new Trouble(say, () => line.listen());
    this.#buttons = new CallButtons(say, line, onleave);
    this.#fallback = fallback;
    this.#remote.muted = true;
    this.#own.muted = true;
    const words = el("div", { class: "call-words" }, this.#title, this.#standing, this.#mode);
    this.element = el(
      "section",
      { class: "call-panel" },
      el(
        "div",
        { class: "call-stage" },
        this.#remote,
        el("div", { class: "call-who" }, this.#face, words),
        this.#own,
        this.#marks.element,
      ),
      this.#trouble.element,
      fallback,
      this.#buttons.element,
    );
  }

  /**
   * @param {CallPicture} call
   * @param {number} now gateway's time in ms
   */
  update(call, now) {
    const { stage, view, media } = call;
    this.element.dataset.stage = stage;
    setText(this.#title, otherEnd(call, this.#say));
    setText(this.#standing, callStanding(call, now, this.#say));
    const mode = view?.mode ?? "real";
    this.#mode.hidden = mode === "real";
    if (mode !== "real") setText(this.#mode, this.#say(`mode.${mode}`));
    const seen = stage === "on" && media?.remoteCamera === true;
    this.element.toggleAttribute("data-video", seen);
    show(this.#remote, seen ? media.remote : null);
    show(this.#own, stage === "held" ? null : ownStream(this.#own, media?.ownPicture ?? null));
    this.#marks.update(call);
    this.#trouble.update(call);
    this.#buttons.update(call);
    const over = stage === "over";
    const deaf = !over && media !== null && media.microphoneFault !== null;
    const failed = over && FAILED.has(call.end ?? "");
    this.#fallback.hidden = !(deaf || failed);
    this.element.toggleAttribute("data-tight", deaf || failed);
  }
}

/** Why nobody hears this device, and what to do about it. */
class Trouble {
  #say;
  #words = el("p", {});

  /**
   * @param {Translate} say
   * @param {() => void} onagain
   */
  constructor(say, onagain) {
    this.#say = say;
    this.element = el(
      "div",
      { class: "call-trouble", role: "alert", hidden: true },
      picture("microphone-slash"),
      this.#words,
      el(
        "button",
        { class: "call-small", type: "button", "data-action": "listen", onclick: onagain },
        say("call.again_microphone"),
      ),
    );
  }

  /** @param {CallPicture} call */
  update({ media, stage }) {
    const fault = stage === "over" ? null : (media?.microphoneFault ?? null);
    this.element.hidden = fault === null;
    setText(this.#words, fault ? this.#say(`call.microphone.${fault}`) : "");
  }
}

/**
 * @param {HTMLVideoElement} video
 * @param {MediaStream | null} stream
 */
function show(video, stream) {
  if (video.srcObject !== stream) video.srcObject = stream;
  video.hidden = stream === null;
}

/**
 * The stream of this device's own picture, made anew only when the camera is another.
 *
 * @param {HTMLVideoElement} video
 * @param {MediaStreamTrack | null} track
 */
function ownStream({ srcObject }, track) {
  if (!track) return null;
  const shown = srcObject instanceof MediaStream ? srcObject : null;
  return shown?.getVideoTracks()[0] === track ? shown : new MediaStream([track]);
}
