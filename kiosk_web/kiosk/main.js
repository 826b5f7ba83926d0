// @ts-check
// The composition root of the tablet page: makes the parts and joins them.

import { CallLine } from "../lib/call_line.js";
import { CallRings } from "../lib/call_rings.js";
import { Speaker } from "../lib/call_speaker.js";
import { Clock } from "../lib/clock.js";
import { Database } from "../lib/database.js";
import { DeviceKey } from "../lib/device_key.js";
import { BUILD, meta } from "../lib/dom.js";
import { enrol } from "../lib/enrolment.js";
import { Sentences } from "../lib/i18n.js";
import { Link } from "../lib/link.js";
import { MediaRefused, sendMedia } from "../lib/media_line.js";
import { Outbox } from "../lib/outbox.js";
import { Replica } from "../lib/replica.js";
import { Theme } from "../lib/theme.js";
import { Tones } from "../lib/tones.js";
import { Voice } from "../lib/voice.js";
import { AppealSound } from "./appeal_sound.js";
import { Appeals } from "./appeals.js";
import { Attachments } from "./attachments.js";
import { CallHere } from "./call_here.js";
import { Conversations } from "./conversations.js";
import { GuestBook } from "./guests/guest_book.js";
import { Regencies } from "./guests/regencies.js";
import { Letters } from "./head/letters.js";
import { installer } from "./install.js";
import { Instrument } from "./instrument.js";
import { Reports } from "./reports.js";
import { Ronda } from "./ronda.js";
import { isOver } from "./steps.js";
import { Tablet } from "./tablet.js";
import { Vitals } from "./vitals.js";
import { keepScreenOn } from "./wake_lock.js";
import { placeLine } from "./wording.js";

const POST = "pospin.post";
const LANGUAGE = "pospin.language";
/** A store that is slower than this doesn't hold back the link, in ms. */
const STORE_PATIENCE = 1_000;
const KEY_RETRY = 5_000;
/** Type above this many times its usual size needs another layout. */
const LARGE = 1.25;

const url = `${meta("pospin-socket")}/ws/post`;
const mediaUrl = `${meta("pospin-socket")}/ws/media`;
const build = BUILD.pathname.split("/").at(-2) ?? "";

const clock = new Clock({ memory: localStorage });
const database = new Database();
const outbox = new Outbox(database, clock);
const replica = new Replica();
const conversations = new Conversations(outbox, clock);
const attachments = new Attachments({ database, outbox, conversations, send: sendAttachment });
const voice = new Voice();
const appealSound = new AppealSound(voice, clock);
const vitals = new Vitals();
const sentences = await Sentences.load(
  new URL("i18n/", BUILD),
  ["kiosk", "phrases", "call", "guest"],
  localStorage.getItem(LANGUAGE),
);
const install = installer(() => tablet.learn({ newBuild: true }));
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
  onchange: () => tablet.draw(),
});
const book = new GuestBook({
  outbox,
  replica,
  clock,
  look: async (ticket) => {
    const answer = await link?.ask({ name: "guest_form", ticket });
    return /** @type {import("./guests/draft.js").FormRow[]} */ (answer?.rows ?? [])[0];
  },
});
/** @type {Regencies | null} */
let regencies = null;
const announce = () => voice.say(sentences.say("call.announce"));

const tablet = new Tablet({
  root: /** @type {HTMLElement} */ (document.querySelector("#tablet")),
  sentences,
  clock,
  reports: new Reports(outbox, replica, clock),
  appeals: new Appeals(outbox, replica, clock, appealSound),
  callHere: new CallHere(line, new CallRings(voice.context, announce), new Speaker()),
  ronda: new Ronda(outbox, replica, clock),
  book,
  regencies: () => regencies,
  letters: new Letters(outbox, replica, clock),
  replica,
  conversations,
  attachments,
  theme: new Theme(localStorage),
  voice,
  onenrol,
  onlanguage() {
    sentences.use(sentences.following);
    localStorage.setItem(LANGUAGE, sentences.language);
    tablet.draw();
  },
  onact: () => link?.wake(),
});

/** @param {string} code */
async function onenrol(code) {
  const kept = await DeviceKey.load(database);
  const key = kept && !kept.identity ? kept : await DeviceKey.create(database);
  const identity = await enrol({ url, kind: "post", code, key, language: sentences.language });
  await key.bind(identity);
  remember(identity.title, "");
  connect(key);
}

/**
 * What the status bar shows at the next start, before any store has answered.
 *
 * @param {string} title
 * @param {string} place
 */
function remember(title, place) {
  localStorage.setItem(POST, JSON.stringify({ title, place }));
  tablet.learn({ title, place, enrolled: true });
}

/** @param {DeviceKey} key */
function connect(key) {
  if (!key.identity) return;
  link?.stop();
  own = key.identity.subject;
  link = new Link({
    url,
    kind: "post",
    build,
    device: key.identity.subject,
    sign: (lines) => key.sign(lines),
    language: () => sentences.language,
    vitals: () =>
      vitals.heartbeat({
        soundUnlocked: voice.unlocked,
        offset: clock.offset,
        queue: outbox.unsent().length,
      }),
    outbox,
    replica,
    clock,
  });
  link.onstate = (state) => {
    if (state === "online") line.resume();
    tablet.learn({ link: state });
  };
  link.onsignal = (signal) => line.take(signal);
  link.onattended = (attended) => tablet.learn({ attended });
  link.onwelcome = ({ title }) => {
    remember(title, tablet.facts.place);
    void install();
  };
  link.onitems = takeItems;
  link.onsnapshot = () => void fillConversations();
  link.onpicture = () => {
    keepPicture();
    void attachments.flush();
  };
  tablet.learn({ link: link.state });
  link.start();
}

/** @param {import("../lib/protocol.js").EventItem[]} items */
function takeItems(items) {
  for (const { incident, said } of conversations.take(items)) tablet.hear(incident, said);
}

/** @type {ConstructorParameters<typeof Attachments>[0]["send"]} */
async function sendAttachment({ id, incident, bytes }, onprogress) {
  const key = await DeviceKey.load(database);
  if (!link || !key?.identity) throw new MediaRefused("disconnected", "");
  const { rows } = await link.ask({ name: "media_grant", incident, message: id, upload: true });
  const [grant] = /** @type {import("../lib/protocol.js").Grant[]} */ (rows);
  await sendMedia({
    url: mediaUrl,
    device: key.identity.subject,
    sign: (lines) => key.sign(lines),
    language: sentences.language,
    grant: grant?.code ?? "",
    bytes,
    urgent: () => attachments.urgent,
    onprogress,
  });
}

/** A new picture brings no entries: the conversations are read from the journal. */
async function fillConversations() {
  for (const { subject, type } of replica.views) {
    if (type === "report") await orWarn("a conversation", fillConversation(subject));
  }
  keepPicture();
}

/** @param {string} subject */
async function fillConversation(subject) {
  /** @type {string | null | undefined} */
  let cursor = null;
  do {
    /** @type {import("../lib/protocol.js").Result | undefined} */
    const page = await link?.ask({ name: "timeline", subject }, cursor);
    takeItems(/** @type {import("../lib/protocol.js").EventItem[]} */ (page?.rows ?? []));
    cursor = page?.next;
  } while (cursor);
}

function keepPicture() {
  const post = replica.views.find((view) => view.type === "post");
  if (post) remember(post.title, placeLine(post.place));
  tablet.draw();
  const talk = conversations.kept(new Set(replica.views.map(({ subject }) => subject)));
  database.put("picture", "held", { ...withoutLetters(replica.picture()), talk }).catch((error) => {
    console.warn("the picture of the reports could not be kept", error);
  });
}

/**
 * What residents and their Ketua RT write never lies on the disk. A picture that lacks it counts as one
 * from before everything: after a reload the gateway sends it whole.
 *
 * @param {import("../lib/replica.js").Picture} picture
 */
function withoutLetters(picture) {
  const views = picture.views.filter(({ type }) => type !== "talk");
  return views.length === picture.views.length ? picture : { ...picture, views, after: 0 };
}

async function loadPicture() {
  const held = await database.get("picture", "held");
  if (!held) return;
  if (held.talk) conversations.restore(held.talk);
  replica.restore({
    ...held,
    views: held.views.filter(
      /** @param {import("../lib/replica.js").View} view */
      (view) => view.type !== "report" || !isOver({ view }),
    ),
  });
  tablet.draw();
}

/** Start with the key of this tablet; a store that fails is asked again. */
async function start() {
  try {
    const key = await DeviceKey.load(database);
    if (key?.identity) {
      tablet.learn({ enrolled: true });
      connect(key);
    } else {
      localStorage.removeItem(POST);
      tablet.learn({ enrolled: false });
    }
  } catch (error) {
    console.warn("the key of this tablet can't be read", error);
    if (tablet.facts.enrolled) tablet.learn({ link: "lost" });
    setTimeout(start, KEY_RETRY);
  }
}

/** What appeals sound like; without it they are shown, and said not to have sounded. */
async function loadTones() {
  const tones = await Tones.load(new URL("sounds/", BUILD));
  appealSound.equip(new Instrument(voice.context, tones), tones);
}

/** Kabupaten and kota by name; without the list an origin is taken as it is typed. */
async function loadRegencies() {
  const answer = await fetch(new URL("places/regencies.json", BUILD));
  regencies = new Regencies(await answer.json());
}

/**
 * @param {string} what
 * @param {Promise<unknown>} loading
 */
function orWarn(what, loading) {
  return loading.catch((error) => console.warn(`${what} could not be loaded`, error));
}

outbox.onacked = (entry, answer) => book.acked(entry, answer);
outbox.onchange = () => {
  tablet.draw();
  link?.flush();
  void attachments.flush();
};
attachments.onchange = () => tablet.draw();
voice.onchange = () => tablet.learn({ soundUnlocked: voice.unlocked });
addEventListener("online", () => link?.wake());

const scale = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
document.documentElement.style.setProperty("--scale", String(scale));
document.documentElement.toggleAttribute("data-large", scale > LARGE);
const known = JSON.parse(localStorage.getItem(POST) ?? "null");
if (known) tablet.learn({ ...known, enrolled: true });
keepScreenOn();
void orWarn("the tones", loadTones());
void orWarn("the kabupaten", loadRegencies());
void install();
void vitals.persist().then((storagePersistent) => tablet.learn({ storagePersistent }));

const stored = Promise.all([
  orWarn("the outbox", outbox.load()),
  orWarn("the picture", loadPicture()),
  orWarn("pictures on their way", attachments.load()),
]);
await Promise.race([stored, new Promise((resolve) => setTimeout(resolve, STORE_PATIENCE))]);
tablet.learn({ soundUnlocked: voice.unlocked });
await start();
