// @ts-check
// The composition root of the partner's page: makes the parts and joins them.

import { Clock } from "../lib/clock.js";
import { Database } from "../lib/database.js";
import { DeviceKey } from "../lib/device_key.js";
import { BUILD, meta } from "../lib/dom.js";
import { enrol } from "../lib/enrolment.js";
import { Sentences } from "../lib/i18n.js";
import { Link } from "../lib/link.js";
import { Outbox } from "../lib/outbox.js";
import { Replica } from "../lib/replica.js";
import { Theme } from "../lib/theme.js";
import { Duties } from "./duties.js";
import { Opening } from "./opening.js";
import { Phone } from "./phone.js";
import { fetchPictures } from "./pictures.js";

const LANGUAGE = "pospin.partner.language";
const KEY_RETRY = 5_000;

const url = `${meta("pospin-socket")}/ws/partner`;
const build = BUILD.pathname.split("/").at(-2) ?? "";

const clock = new Clock({ memory: localStorage });
const database = new Database(indexedDB, "pospin-partner");
const outbox = new Outbox(database, clock);
const replica = new Replica();
const sentences = await Sentences.load(
  new URL("i18n/", BUILD),
  ["partner"],
  localStorage.getItem(LANGUAGE),
  ["id", "en"],
);
/** @type {Link | null} */
let link = null;

const opening = new Opening({
  ask: (request) => link?.request(request) ?? Promise.reject(new Error("not paired")),
  onchange(open) {
    replica.clear();
    if (open) link?.resume();
    phone.learn({ open, synced: false });
  },
});

const phone = new Phone({
  root: /** @type {HTMLElement} */ (document.querySelector("#phone")),
  sentences,
  clock,
  theme: new Theme(localStorage),
  duties: new Duties(outbox, replica),
  opening,
  onpair,
  onlanguage() {
    sentences.use(sentences.following);
    localStorage.setItem(LANGUAGE, sentences.language);
    phone.draw();
  },
});
/** Take the code that the address brings; it stays in no history. */
function takeCode() {
  const code = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  if (code) phone.learn({ code });
}

/**
 * @param {string} code
 * @param {string} pin
 */
async function onpair(code, pin) {
  const key = await DeviceKey.create(database);
  const identity = await enrol({
    url,
    kind: "partner",
    code,
    key,
    pin,
    language: sentences.language,
  });
  // The name is the gateway's to tell, after the PIN: this phone keeps none.
  await key.bind({ subject: identity.subject, title: "" });
  connect(key);
}

/** @param {DeviceKey} key */
function connect(key) {
  if (!key.identity) return;
  link?.stop();
  opening.forget();
  link = new Link({
    url,
    kind: "partner",
    build,
    device: key.identity.subject,
    sign: (lines) => key.sign(lines),
    language: () => sentences.language,
    vitals: () => ({
      screen_on: document.visibilityState === "visible",
      clock_offset_ms: clock.offset,
      queue: outbox.unsent().length,
    }),
    session: () => opening.token,
    outbox,
    replica,
    clock,
  });
  link.onstate = (state) => phone.learn({ link: state });
  link.onwelcome = ({ title, unlocked }) => {
    phone.learn({ title });
    opening.welcomed(unlocked ?? false);
  };
  link.onpicture = () => phone.learn({ synced: true });
  phone.learn({ link: link.state });
  link.start();
}

/** Start with the key of this phone; a store that fails is asked again. */
async function start() {
  try {
    const key = await DeviceKey.load(database);
    phone.learn({ paired: Boolean(key?.identity) });
    if (key) connect(key);
  } catch (error) {
    console.warn("the key of this phone can't be read", error);
    setTimeout(start, KEY_RETRY);
  }
}

outbox.onchange = () => {
  phone.draw();
  link?.wake();
};
addEventListener("hashchange", takeCode);
addEventListener("online", () => link?.wake());
document.addEventListener("visibilitychange", () => {
  opening.seen(document.visibilityState === "visible");
  if (document.visibilityState === "visible") link?.wake();
});

const scale = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
document.documentElement.style.setProperty("--scale", String(scale));
fetchPictures();
takeCode();
outbox.load().catch((error) => console.warn("the outbox could not be loaded", error));
await start();
