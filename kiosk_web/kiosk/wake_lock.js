// @ts-check

/** Keep the screen on. The browser takes the lock away with the page's visibility: ask each time. */
export function keepScreenOn() {
  const ask = async () => {
    if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
    try {
      await navigator.wakeLock.request("screen");
    } catch (error) {
      console.warn("the screen may go dark", error);
    }
  };
  document.addEventListener("visibilitychange", ask);
  void ask();
}
