// @ts-check
import { el, picture, setText } from "../lib/dom.js";
import { HoldGesture } from "./hold_gesture.js";
import { ring } from "./ring.js";

/** @typedef {import("../lib/protocol.js").Kind} Kind */

/** How long a button shows the finger after a tap, in ms. */
const HINT = 4_000;

/**
 * An emergency button: held for 1.5 s, or tapped three times, or activated twice, it sends.
 *
 * @param {object} options
 * @param {Kind} options.kind
 * @param {string} options.icon
 * @param {import("../lib/i18n.js").Translate} options.say
 * @param {() => void} options.onsend
 * @param {() => void} options.onhint the person must be told to hold
 */
export function holdButton({ kind, icon, say, onsend, onhint }) {
  const hint = el("span", { class: "hold-hint", "aria-live": "polite" }, say("home.hold"));
  const button = el(
    "button",
    { class: "hold", type: "button", "data-kind": kind },
    el("span", { class: "disc" }, picture(icon, "kind-picture"), picture("hand-pointer", "finger")),
    el("span", { class: "hold-label" }, say(`kind.${kind}`)),
    hint,
  );
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let hintTimer;

  /** @param {"" | "holding" | "hinting"} state */
  const show = (state) => {
    clearTimeout(hintTimer);
    button.dataset.state = state;
    const sentence = { "": "home.hold", holding: "home.holding", hinting: "home.hold_longer" };
    setText(hint, say(sentence[state]));
  };

  const gesture = new HoldGesture(
    {
      onstart(x, y) {
        show("holding");
        ring.start(x, y);
        onhint();
      },
      onstop() {
        show("");
        ring.stop();
      },
      onsend() {
        show("");
        ring.stop();
        onsend();
      },
      ontap() {
        show("hinting");
        onhint();
        hintTimer = setTimeout(() => show(""), HINT);
      },
    },
    () => performance.now(),
  );
  listen(button, gesture);
  return button;
}

/**
 * @param {HTMLButtonElement} button
 * @param {HoldGesture} gesture
 */
function listen(button, gesture) {
  let touched = false;
  button.addEventListener("pointerdown", (event) => {
    touched = !isVirtual(event);
    if (!touched || event.button > 0) return;
    gesture.down(event.pointerId, event.clientX, event.clientY);
    button.setPointerCapture(event.pointerId);
  });
  button.addEventListener("pointermove", (event) => {
    gesture.move(event.pointerId, event.clientX, event.clientY);
  });
  button.addEventListener("pointerup", (event) => gesture.up(event.pointerId));
  button.addEventListener("pointercancel", (event) => gesture.cancel(event.pointerId));
  button.addEventListener("contextmenu", (event) => event.preventDefault());
  // A key that repeats while it is held down is one activation, not many.
  button.addEventListener("keydown", (event) => {
    touched = false;
    if (event.repeat) event.preventDefault();
  });
  button.addEventListener("click", () => {
    if (!touched) gesture.activate();
    touched = false;
  });
}

/**
 * Whether a screen reader made the event up: it has no size and no pressure.
 *
 * @param {PointerEvent} event
 */
function isVirtual(event) {
  const { width, height, pressure, pointerType } = event;
  return width + height === 0 || (pointerType === "mouse" && pressure === 0);
}
