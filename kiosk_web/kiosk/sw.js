// Starts the page without a network: all files of one build are kept together, or none.

const BUILD = "{{build}}";
const CACHE = `pospin-${BUILD}`;

const PAGE = ["/"];
const FILES = [
  "tokens.css",
  "kiosk/alarm_screen.js",
  "kiosk/band.js",
  "kiosk/bubble.js",
  "kiosk/call_actions.js",
  "kiosk/call_band.js",
  "kiosk/call_screen.js",
  "kiosk/call_sound.js",
  "kiosk/calls.js",
  "kiosk/conversations.js",
  "kiosk/css/alarm.css",
  "kiosk/css/answers.css",
  "kiosk/css/base.css",
  "kiosk/css/call.css",
  "kiosk/css/cards.css",
  "kiosk/css/drill.css",
  "kiosk/css/home.css",
  "kiosk/css/talk.css",
  "kiosk/enrol_screen.js",
  "kiosk/help_road.js",
  "kiosk/hold_button.js",
  "kiosk/hold_gesture.js",
  "kiosk/home_screen.js",
  "kiosk/icon-192.png",
  "kiosk/icon-512.png",
  "kiosk/icon.svg",
  "kiosk/install.js",
  "kiosk/instrument.js",
  "kiosk/kinds.js",
  "kiosk/learn_screen.js",
  "kiosk/lesson_screen.js",
  "kiosk/main.js",
  "kiosk/manifest.webmanifest",
  "kiosk/phrases.js",
  "kiosk/questions.js",
  "kiosk/questions_panel.js",
  "kiosk/report_actions.js",
  "kiosk/reports.js",
  "kiosk/ring.js",
  "kiosk/ronda.js",
  "kiosk/ronda_button.js",
  "kiosk/score.js",
  "kiosk/service_screen.js",
  "kiosk/services.js",
  "kiosk/status_bar.js",
  "kiosk/steps.js",
  "kiosk/tablet.js",
  "kiosk/talk_screen.js",
  "kiosk/talk_strip.js",
  "kiosk/telephone.js",
  "kiosk/vitals.js",
  "kiosk/voice.js",
  "kiosk/wake_lock.js",
  "kiosk/wording.js",
  "lib/backoff.js",
  "lib/clock.js",
  "lib/connection.js",
  "lib/css/shared.css",
  "lib/database.js",
  "lib/device_key.js",
  "lib/dom.js",
  "lib/enrolment.js",
  "lib/i18n.js",
  "lib/kinds.js",
  "lib/link.js",
  "lib/outbox.js",
  "lib/questions.js",
  "lib/replica.js",
  "lib/signing.js",
  "lib/theme.js",
  "lib/tones.js",
  "lib/uuid7.js",
  "lib/words.js",
  "icons/arrow-left.svg",
  "icons/arrow-trend-up.svg",
  "icons/bandage.svg",
  "icons/bed-pulse.svg",
  "icons/bell-slash.svg",
  "icons/building-shield.svg",
  "icons/bullhorn.svg",
  "icons/camera.svg",
  "icons/car-burst.svg",
  "icons/check.svg",
  "icons/circle-check.svg",
  "icons/circle-exclamation.svg",
  "icons/circle-question.svg",
  "icons/comment-dots.svg",
  "icons/delete-left.svg",
  "icons/eye.svg",
  "icons/fire-land.svg",
  "icons/fire-vehicle.svg",
  "icons/graduation-cap.svg",
  "icons/hand-fist.svg",
  "icons/hand-holding-heart.svg",
  "icons/hand-pointer.svg",
  "icons/hand.svg",
  "icons/heart-pulse.svg",
  "icons/hill-rockslide.svg",
  "icons/house-crack.svg",
  "icons/house-fire.svg",
  "icons/house-flood-water.svg",
  "icons/house-tsunami.svg",
  "icons/house-user.svg",
  "icons/id-card.svg",
  "icons/location-dot.svg",
  "icons/mask.svg",
  "icons/moon.svg",
  "icons/paper-plane.svg",
  "icons/paw.svg",
  "icons/people-group.svg",
  "icons/people-pulling.svg",
  "icons/people-robbery.svg",
  "icons/people-roof.svg",
  "icons/person-circle-question.svg",
  "icons/person-falling-burst.svg",
  "icons/person-falling.svg",
  "icons/person-harassing.svg",
  "icons/person-lying.svg",
  "icons/person-pregnant.svg",
  "icons/person-running.svg",
  "icons/person-shelter.svg",
  "icons/phone.svg",
  "icons/plug-circle-bolt.svg",
  "icons/pos-kamling.svg",
  "icons/question.svg",
  "icons/road-barrier.svg",
  "icons/sack-dollar.svg",
  "icons/shield-halved.svg",
  "icons/signs-post.svg",
  "icons/square-person-confined.svg",
  "icons/stopwatch.svg",
  "icons/sun.svg",
  "icons/tree-fallen.svg",
  "icons/truck-droplet.svg",
  "icons/truck-fast.svg",
  "icons/truck-medical.svg",
  "icons/user-injured.svg",
  "icons/user-secret.svg",
  "icons/user-shield.svg",
  "icons/volume-high.svg",
  "icons/wind.svg",
  "icons/xmark.svg",
  "i18n/kiosk.en.json",
  "i18n/kiosk.id.json",
  "i18n/kiosk.jv.json",
  "i18n/phrases.en.json",
  "i18n/phrases.id.json",
  "i18n/phrases.jv.json",
  "sounds/kentongan.json",
  "sounds/tones.json",
];

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (pathname === "/" || pathname.startsWith("/b/")) event.respondWith(answer(request, pathname));
});

async function keep() {
  const cache = await caches.open(CACHE);
  const files = [...PAGE, ...FILES.map((file) => `/b/${BUILD}/${file}`)];
  await cache.addAll(files.map((file) => new Request(file, { cache: "reload" })));
  await self.skipWaiting();
}

async function takeOver() {
  // The page that runs now may be of the build before: its files stay until the next one.
  const older = (await caches.keys()).filter((name) => name.startsWith("pospin-")).slice(0, -2);
  await Promise.all(older.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(request, pathname) {
  const newest = await caches.open(CACHE);
  const kept = (await newest.match(pathname)) ?? (await caches.match(pathname));
  return kept ?? fetch(request);
}
