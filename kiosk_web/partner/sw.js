// Wakes the phone while its page is closed, and starts the page without a network. What is kept are
// the files of one build: nothing of what the page shows.

const BUILD = "{{build}}";
const CACHE = `pospin-mitra-${BUILD}`;
const PAGE = "/mitra/";
const FILES = "{{partner_files}}".split(" ");
const VIBRATION = [400, 150, 400, 150, 400];

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (pathname === PAGE || pathname.startsWith("/b/")) event.respondWith(answer(request, pathname));
});
self.addEventListener("push", (event) => event.waitUntil(tell(event.data)));
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show(event.notification.data.subject));
});

async function keep() {
  const cache = await caches.open(CACHE);
  await cache.addAll([PAGE, ...FILES].map((file) => new Request(file, { cache: "reload" })));
  await self.skipWaiting();
}

async function takeOver() {
  // The page that runs now may be of the build before: its files stay until the next one.
  const older = (await caches.keys()).filter((name) => name.startsWith("pospin-mitra-")).slice(0, -2);
  await Promise.all(older.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(request, pathname) {
  // The page itself is asked for anew: it names the build that the gateway serves now.
  if (pathname === PAGE) {
    try {
      return await fetch(request);
    } catch {
      return (await caches.match(PAGE)) ?? Response.error();
    }
  }
  return (await caches.match(pathname)) ?? fetch(request);
}

async function tell(data) {
  const { title, body, tag, subject, topic, language } = data.json();
  await self.registration.showNotification(title, {
    body,
    tag,
    lang: language,
    renotify: true,
    requireInteraction: topic !== "guest",
    vibrate: VIBRATION,
    icon: `/b/${BUILD}/kiosk/icon-192.png`,
    badge: `/b/${BUILD}/kiosk/icon-192.png`,
    data: { subject },
  });
}

async function show(subject) {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const page = pages.find(({ url }) => new URL(url).pathname === PAGE);
  if (!page) {
    await self.clients.openWindow(`${PAGE}#to=${subject}`);
    return;
  }
  page.postMessage({ open: subject });
  await page.focus();
}
