// @ts-check
import { el, picture, setText } from "./dom.js";

/** @typedef {import("./call_line.js").CallPicture} CallPicture */

/** @type {Record<string, string>} */
const ICONS = {
  recorded: "circle-dot",
  camera_on: "video",
  camera_paused: "video-slash",
  camera_fault: "video-slash",
  muted: "microphone-slash",
  other_muted: "microphone-slash",
  parties: "users",
  weak: "signal",
};

/** What is going on in a call that everybody in front of the screen must know. */
export class CallMarks {
  #say;
  /** @type {Map<string, { element: HTMLElement, words: HTMLElement }>} */
  #marks;

  /** @param {import("./i18n.js").Translate} say */
  constructor(say) {
    this.#say = say;
    this.#marks = new Map(
      Object.entries(ICONS).map(([name, icon]) => {
        const words = el("span", {});
        const element = el("li", { class: "call-mark", "data-mark": name }, picture(icon), words);
        return [name, { element, words }];
      }),
    );
    const elements = [...this.#marks.values()].map(({ element }) => element);
    this.element = el("ul", { class: "call-marks", role: "status" }, ...elements);
  }

  /** @param {CallPicture} call */
  update(call) {
    const shown = marksOf(call);
    for (const [name, { element, words }] of this.#marks) {
      const values = shown.get(name);
      element.hidden = !values;
      setText(words, values ? this.#say(`call.mark.${name}`, values) : "");
    }
  }
}

/**
 * The marks of a call and what stands in their words.
 *
 * @param {CallPicture} call
 * @returns {Map<string, Record<string, number>>}
 */
export function marksOf({ stage, view, media }) {
  const talks = stage === "on" || stage === "held" || stage === "reconnecting";
  const people = view?.parties ?? 0;
  /** @type {[string, boolean | undefined][]} */
  const all = [
    ["recorded", talks && view?.recording],
    ["camera_on", media?.camera === "on"],
    ["camera_paused", media?.camera === "paused"],
    ["camera_fault", media?.cameraFault !== null && media !== null && stage !== "over"],
    ["muted", media?.muted && stage !== "over"],
    ["other_muted", stage === "on" && media?.remoteMuted],
    ["parties", talks && people > 2],
    ["weak", stage === "on" && media?.quality === "weak"],
  ];
  return new Map(all.filter(([, on]) => on).map(([name]) => [name, { n: people }]));
}
