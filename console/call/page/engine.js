// The page's side of MediaEngine: each of its methods by the same name.

import { answer, complain, open, tell } from "./bridge.js";
import { Call } from "./call.js";
import { Clip } from "./clip.js";
import { Devices } from "./devices.js";
import { figures } from "./figures.js";
import { Recorder } from "./recorder.js";
import { Stage } from "./stage.js";

const LEVELS_MS = 100;
const FIGURES_MS = 1_000;

/** @type {Map<string, Call>} */
const calls = new Map();
/** @type {Map<string, Recorder>} */
const recorders = new Map();
/** @type {Map<string, Clip>} */
const clips = new Map();
let trying = false;

const devices = new Devices(() => calls.forEach((call) => staged(call)));
const stage = new Stage(devices);

function staged(call) {
  call.route();
  stage.place();
}

/** Opens what the calls need of the officer's own, and closes the rest. */
function needed() {
  const all = [...calls.values()];
  devices.need("microphone", trying || all.some((call) => call.speaks));
  devices.need("camera", all.some((call) => call.camera));
}

const commands = {
  begin({ call, setup }) {
    if (calls.has(call)) return;
    devices.wake();
    const made = new Call(call, setup, devices, () => staged(made));
    calls.set(call, made);
    needed();
  },
  connect: ({ call, party, session, heard }) => calls.get(call)?.connect(party, session, heard),
  take: ({ call, party, session, body }) => calls.get(call)?.take(party, session, body),
  hold: ({ call, held }) => calls.get(call)?.hold(held),
  speak({ call, speaks }) {
    const found = calls.get(call);
    if (!found) return;
    found.speaks = speaks;
    needed();
    staged(found);
  },
  hear: ({ call, party, heard }) => calls.get(call)?.hear(party, heard),
  drop: ({ call, party }) => calls.get(call)?.drop(party),
  end({ call }) {
    if (stage.call?.id === call) stage.show(null);
    calls.get(call)?.end();
    calls.delete(call);
    needed();
  },

  mute: ({ muted }) => devices.mute(muted),
  camera({ call, on }) {
    const found = calls.get(call);
    if (!found) return;
    found.camera = on;
    needed();
    staged(found);
  },
  send_picture: ({ call, party, on }) => calls.get(call)?.pictures(party, on),
  share({ call, party }) {
    const found = calls.get(call);
    if (!found) return;
    found.shared = party;
    found.route();
  },
  show: ({ call }) => stage.show(calls.get(call) ?? null),
  enlarge({ party }) {
    stage.enlarge(party);
    if (stage.call) staged(stage.call);
  },

  record({ call, recording, video }) {
    const found = calls.get(call);
    if (!found || recorders.has(recording)) return;
    try {
      const picture = () => stage.chosen(found)?.track ?? null;
      recorders.set(recording, new Recorder(found, recording, video, picture));
    } catch (error) {
      tell("recording_failed", { recording, reason: String(error) });
    }
  },
  stop_recording({ recording }) {
    recorders.get(recording)?.stop();
    recorders.delete(recording);
  },

  async look_at_devices() {
    tell("devices", { devices: await devices.list() });
  },
  choose: ({ kind, device }) => devices.choose(kind, device),
  try_microphone({ on }) {
    trying = on;
    needed();
  },

  async open_clip({ clip, peaks }) {
    commands.close_clip({ clip });
    const made = new Clip(clip, devices, stage);
    clips.set(clip, made);
    return made.open(`clips/${clip}`, peaks);
  },
  play: ({ clip, speed }) => clips.get(clip)?.play(speed),
  pause: ({ clip }) => clips.get(clip)?.pause(),
  seek: ({ clip, at_s }) => clips.get(clip)?.seek(at_s),
  close_clip({ clip }) {
    clips.get(clip)?.close();
    clips.delete(clip);
  },
};

function levels() {
  if (!devices.voice && !calls.size) return;
  const parties = {};
  for (const call of calls.values()) {
    for (const leg of call.legs.values()) if (leg.voice) parties[leg.party] = leg.voice.level();
  }
  tell("levels", { microphone: devices.voice?.level() ?? 0, parties });
}

async function count() {
  for (const call of calls.values()) {
    for (const leg of [...call.legs.values()].filter((each) => each.connected)) {
      const found = await figures(leg.pc);
      leg.counted(found.frames);
      tell("figures", { call: call.id, party: leg.party, figures: found });
    }
  }
}

/** Asked by Python; what is waited for is answered by its number. */
globalThis.ask = (id, name, fields) => answer(id, commands[name](fields));
globalThis.run = async (name, fields) => {
  try {
    await commands[name](fields);
  } catch (error) {
    complain(error);
  }
};

await open();
setInterval(levels, LEVELS_MS);
setInterval(() => count().catch(complain), FIGURES_MS);
tell("ready");
