// @ts-check

/** @typedef {import("../lib/protocol.js").OwnPhoneView} OwnPhoneView */
/** @typedef {"unsupported" | "off" | "ask" | "denied" | "failed" | "on"} WakeState */
/** @typedef {{ createScriptURL: (url: string) => string }} ScriptPolicy */
/**
 * @typedef {{ createPolicy: (name: string, rules: ScriptPolicy) => ScriptPolicy }} TrustedTypes
 */

const { trustedTypes } = /** @type {{ trustedTypes?: TrustedTypes }} */ (globalThis);
const policy = trustedTypes?.createPolicy("pospin", { createScriptURL: (url) => url });
const WORKER = policy ? policy.createScriptURL("/mitra/sw.js") : "/mitra/sw.js";

/** How this phone is reached while its page is closed; what it changes goes through the outbox. */
export class Wake {
  #key;
  #outbox;
  #replica;
  #language;
  #onchange;
  #failed = false;
  /** Whether the browser's own subscription was looked at since the page was opened. */
  #checked = false;

  /**
   * @param {object} parts
   * @param {string} parts.key the gateway's public key; empty when it can wake nobody
   * @param {import("../lib/outbox.js").Outbox} parts.outbox
   * @param {import("../lib/replica.js").Replica} parts.replica
   * @param {() => string} parts.language
   * @param {() => void} parts.onchange
   * @param {(subject: string) => void} parts.onopen a notification was touched
   */
  constructor({ key, outbox, replica, language, onchange, onopen }) {
    this.#key = key;
    this.#outbox = outbox;
    this.#replica = replica;
    this.#language = language;
    this.#onchange = onchange;
    navigator.serviceWorker?.addEventListener("message", ({ data }) => onopen(String(data.open)));
  }

  /** Start the service worker, which also starts the page without a network. */
  async install() {
    try {
      await navigator.serviceWorker?.register(WORKER, { scope: "/mitra/" });
    } catch (error) {
      console.warn("this phone can't be woken, nor start without a network", error);
    }
  }

  /** What the gateway says of this phone. @returns {OwnPhoneView | null} */
  own() {
    const found = this.#replica.views.find((view) => view.type === "own_phone");
    return /** @type {OwnPhoneView | undefined} */ (found) ?? null;
  }

  /** @returns {WakeState} */
  state() {
    if (!("PushManager" in globalThis && "Notification" in globalThis)) return "unsupported";
    if (!this.#key) return "off";
    if (Notification.permission === "denied") return "denied";
    if (this.own()?.server_key === this.#key) return "on";
    return this.#failed ? "failed" : "ask";
  }

  /** Asked by a touch: permission, then a subscription for the gateway. */
  async enable() {
    this.#failed = false;
    try {
      if ((await Notification.requestPermission()) === "granted") await this.#subscribe();
    } catch (error) {
      this.#failed = true;
      console.warn("the push service gives no subscription", error);
    }
    this.#onchange();
  }

  /** To be woken no more. */
  async disable() {
    this.#outbox.add({ name: "unsubscribe_push" });
    const worker = await navigator.serviceWorker.getRegistration("/mitra/");
    const held = await worker?.pushManager.getSubscription();
    await held?.unsubscribe();
  }

  /** A subscription that ended by itself is made anew, once each time the page is opened. */
  async renew() {
    const own = this.own();
    if (this.#checked || !own || !this.#key || this.state() === "unsupported") return;
    this.#checked = true;
    const ended = own.push_ended !== "" && own.push_ended !== "asked";
    if (ended && Notification.permission === "granted") await this.enable();
  }

  /** @param {{ first: number, last: number } | null} hours */
  quiet(hours) {
    this.#outbox.add({ name: "set_quiet_hours", hours });
  }

  /** Have a code sent to this phone's number. */
  prove() {
    this.#outbox.add({ name: "prove_number", partner: null });
  }

  /** @param {string} code that came by SMS */
  confirm(code) {
    this.#outbox.add({ name: "confirm_number", code });
  }

  async #subscribe() {
    const worker = await navigator.serviceWorker.ready;
    const older = await worker.pushManager.getSubscription();
    // One that was made for another key of the gateway, or that is gone, is none.
    await older?.unsubscribe();
    const made = await worker.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: this.#key,
    });
    const { endpoint, keys } = made.toJSON();
    this.#outbox.add({
      name: "subscribe_push",
      endpoint: endpoint ?? "",
      p256dh: keys?.p256dh ?? "",
      auth: keys?.auth ?? "",
      server_key: this.#key,
      language: this.#language() === "en" ? "en" : "id",
    });
  }
}
