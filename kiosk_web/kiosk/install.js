// @ts-check

/** @typedef {{ createScriptURL: (url: string) => string }} ScriptPolicy */
/**
 * @typedef {{ createPolicy: (name: string, rules: ScriptPolicy) => ScriptPolicy }} TrustedTypes
 */

/**
 * Register the service worker that starts this page without a network.
 *
 * @param {() => void} onnewbuild a newer build has taken over the cache
 */
export async function installWorker(onnewbuild) {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  const replaced = serviceWorker.controller !== null;
  serviceWorker.addEventListener("controllerchange", () => replaced && onnewbuild());
  try {
    await serviceWorker.register(trusted("/sw.js"), { scope: "/" });
  } catch (error) {
    console.warn("the page won't start without a network", error);
  }
}

/** @param {string} address */
function trusted(address) {
  const types = /** @type {{ trustedTypes?: TrustedTypes }} */ (globalThis).trustedTypes;
  const policy = types?.createPolicy("pospin", { createScriptURL: (url) => url });
  return policy ? policy.createScriptURL(address) : address;
}
