// @ts-check
// The composition root of the partner's page: makes the parts and joins them.

import { CallLine } from "../lib/call_line.js";
import { CallRings } from "../lib/call_rings.js";
import { Speaker } from "../lib/call_speaker.js";
import { TALKS } from "../lib/call_stage.js";
import { Clock } from "../lib/clock.js";
import { Database } from "../lib/database.js";
import { DeviceKey } from "../lib/device_key.js";
import { BUILD, meta } from "../lib/dom.js";
import { enrol } from "../lib/enrolment.js";
import { Sentences } from "../lib/i18n.js";
import { Link } from "../lib/link.js";
import { Unanswered } from "../lib/questions.js";
import { Outbox } from "../lib/outbox.js";
import { Replica } from "../lib/replica.js";
import { Theme } from "../lib/theme.js";
import { Voice } from "../lib/voice.js";
import { Duties } from "./duties.js";
import { DutyTone } from "./duty_tone.js";
import { Acts } from "./guests/acts.js";
import { GuestBook } from "./guests/book.js";
import { Opening } from "./opening.js";
import { Orders } from "./orders.js";
import { Phone } from "./phone.js";
import { fetchPictures } from "./pictures.js";
import { Letters } from "./talk/letters.js";
import { Wake } from "./wake.js";

const LANGUAGE = "pospin.partner.language";
const KEY_RETRY = 5_000;
/** How a notification names what it is about, in the address. */
const TO = "to=";

const url = `${meta("pospin-socket")}/ws/partner`;
const build = BUILD.pathname.split("/").at(-2) ?? "";

const clock = new Clock({ memory: localStorage });
const database = new Database(indexedDB, "pospin-partner");
const outbox = new Outbox(database, clock);
const replica = new Replica();
const sentences = await Sentences.load(
  new URL("i18n/", BUILD),
  ["partner", "partner_guests", "phrases", "call"],
  localStorage.getItem(LANGUAGE),
  ["id", "en"],
);
const voice = new Voice();
const duties = new Duties(outbox, replica);
const tone = new DutyTone(voice);
const speaker = new Speaker();
const rings = new CallRings(voice.context, () => voice.say(sentences.say("call.announce")));
/** @type {Link | null} */
let link = null;
let own = "";

const line = new CallLine({
  own: () => own,
  outbox,
  replica,
  clock,
  servers: async (call) => {
    const answer = await link?.ask({ name: "ice_servers", call });
    return /** @type {import("../lib/call_talk.js").IceServer[]} */ (answer?.rows ?? []);
  },
  signal: (signal) => link?.signal(signal),
  onchange: () => phone.draw(),
});

const opening = new Opening({
  ask: (request) => link?.request(request) ?? Promise.reject(new Error("not paired")),
  onchange(open) {
    replica.clear();
    tone.forget();
    if (open) link?.resume();
    else forget();
    phone.learn({ open, synced: false });
  },
});

const wake = new Wake({
  key: meta("pospin-push"),
  outbox,
  replica,
  language: () => sentences.language,
  onchange: () => phone.draw(),
  onopen: (subject) => phone.learn({ wanted: subject }),
});

const orders = new Orders((id, body, version) => link?.order(id, body, version) ?? noLink());
const letters = new Letters({
  outbox,
  replica,
  orders,
  clock,
  say: sentences.say,
  onchange: () => phone.draw(),
});
const book = new GuestBook(outbox, replica, () => own);
const acts = new Acts(orders, book, (body, cursor) => link?.ask(body, cursor) ?? noLink());

const phone = new Phone({
  book,
  acts,
  letters,
  root: /** @type {HTMLElement} */ (document.querySelector("#phone")),
  sentences,
  clock,
  theme: new Theme(localStorage),
  duties,
  wake,
  line,
  oncall: hear,
  opening,
  onpair,
  onlanguage() {
    sentences.use(sentences.following);
    localStorage.setItem(LANGUAGE, sentences.language);
    phone.draw();
  },
});

let talking = false;

/** Nothing that was typed or is on its way outlives the lock. */
function forget() {
  orders.forget();
  letters.forget();
}

/** @returns {Promise<never>} */
function noLink() {
  return Promise.reject(new Unanswered("disconnected", "not paired"));
}

/**
 * What the call sounds like; while people talk, a dark screen doesn't lock the phone.
 *
 * @param {import("../lib/call_line.js").CallPicture | null} call
 */
function hear(call) {
  rings.update(call, false);
  speaker.play(call?.stage === "over" ? null : (call?.media?.remote ?? null));
  const talks = call !== null && TALKS.has(call.stage);
  if (talks !== talking) {
    talking = talks;
    look();
  }
}

/** Somebody looks at the phone, or has it at the ear. */
function look() {
  opening.seen(document.visibilityState === "visible" || talking);
}

/** Take the code that the address brings; it stays in no history. */
function takeCode() {
  const code = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  if (code.startsWith(TO)) phone.learn({ wanted: code.slice(TO.length) });
  else if (code) phone.learn({ code });
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
  own = key.identity.subject;
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
  link.onstate = (state) => {
    if (state === "online") line.resume();
    phone.learn({ link: state });
  };
  link.onsignal = (signal) => line.take(signal);
  link.onwelcome = ({ title, unlocked }) => {
    phone.learn({ title });
    opening.welcomed(unlocked ?? false);
  };
  link.onpicture = () => {
    if (opening.token) tone.update(duties.tasks());
    phone.learn({ synced: true });
  };
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
addEventListener("popstate", () => phone.back());
addEventListener("online", () => link?.wake());
document.addEventListener("visibilitychange", () => {
  look();
  if (document.visibilityState === "visible") link?.wake();
});

const scale = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
document.documentElement.style.setProperty("--scale", String(scale));
fetchPictures();
void wake.install();
takeCode();
outbox.load().catch((error) => console.warn("the outbox could not be loaded", error));
await start();
