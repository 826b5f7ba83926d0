// @ts-check

/** @typedef {{ createScriptURL: (url: string) => string }} ScriptPolicy */
/**
 * @typedef {{ createPolicy: (name: string, rules: ScriptPolicy) => ScriptPolicy }} TrustedTypes
 */

const { trustedTypes } = /** @type {{ trustedTypes?: TrustedTypes }} */ (globalThis);
const policy = trustedTypes?.createPolicy("pospin", { createScriptURL: (url) => url });
const WORKER = policy ? policy.createScriptURL("/sw.js") : "/sw.js";

/**
 * The service worker that starts this page without a network. The function returned registers it,
 * or looks for a newer build; a page that never navigates must ask for that by itself.
 *
 * @param {() => void} onnewbuild a newer build has taken over the cache
 * @returns {() => Promise<void>}
 */
export function installer(onnewbuild) {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return async () => {};
  let kept = serviceWorker.controller !== null;
  serviceWorker.addEventListener("controllerchange", () => {
    if (kept) onnewbuild();
    kept = true;
  });
  return async () => {
    try {
      const registration = await serviceWorker.register(WORKER, { scope: "/" });
      await registration.update();
    } catch (error) {
      console.warn("the page may not start without a network", error);
    }
  };
}
