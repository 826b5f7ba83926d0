// @ts-check
import { el, picture, setText } from "../lib/dom.js";
import { scaledDown } from "./photo.js";
import { canRecord, Recorder } from "./recorder.js";

/** @typedef {import("../lib/i18n.js").Translate} Translate */
/** @typedef {"photo" | "voice"} Sort */

/** The buttons for a photo and a voice note. */
export class TalkMedia {
  #say;
  #onmade;
  #recorder = new Recorder();
  #fault = el("p", { class: "talk-fault", role: "alert", hidden: true });
  #voiceWord = el("span", {});
  #voice;

  /**
   * @param {Translate} say
   * @param {(sort: Sort, blob: Blob, seconds: number) => void} onmade
   */
  constructor(say, onmade) {
    this.#say = say;
    this.#onmade = onmade;
    const file = el("input", {
      class: "talk-file",
      type: "file",
      accept: "image/*",
      capture: "environment",
      "aria-label": say("talk.photo"),
      onchange: () => void this.#photo(file),
    });
    this.#voice = el(
      "button",
      {
        class: "talk-media",
        type: "button",
        "data-action": "voice",
        hidden: !canRecord(),
        onclick: () => void this.#record(),
      },
      picture("microphone"),
      this.#voiceWord,
    );
    this.photo = el("label", { class: "talk-media" }, picture("camera"), say("talk.photo"), file);
    this.update();
  }

  get voice() {
    return this.#voice;
  }

  get fault() {
    return this.#fault;
  }

  /** Count the seconds of a voice note. */
  update() {
    const { recording, seconds } = this.#recorder;
    this.#voice.toggleAttribute("data-recording", recording);
    const key = recording ? "talk.recording" : "talk.voice";
    setText(this.#voiceWord, this.#say(key, { seconds }));
  }

  /** @param {HTMLInputElement} input */
  async #photo(input) {
    const [file] = input.files ?? [];
    input.value = "";
    if (!file) return;
    try {
      this.#onmade("photo", await scaledDown(file), 0);
      this.#fail("");
    } catch (error) {
      console.warn("a photo can't be read", error);
      this.#fail("talk.photo_failed");
    }
  }

  async #record() {
    if (this.#recorder.recording) {
      this.#recorder.end();
      return;
    }
    try {
      await this.#recorder.begin((note, seconds) => this.#onmade("voice", note, seconds));
      this.#fail("");
    } catch (error) {
      console.warn("the microphone can't be had", error);
      this.#fail("talk.voice_failed");
    }
  }

  /** @param {string} key */
  #fail(key) {
    this.#fault.hidden = key === "";
    setText(this.#fault, key && this.#say(key));
  }
}
