// Where the pictures are: one large, the others small beside it, oneself in the corner.

const [large, small, own] = ["large", "small", "own"].map((name) =>
  document.querySelector(`.stage > .${name}`));

export class Stage {
  constructor(devices) {
    this.devices = devices;
    this.call = null;
    this.clip = null;
    this.party = "";
    this.mirror = Object.assign(document.createElement("video"), { muted: true });
    own.append(this.mirror);
  }

  show(call) {
    this.call = call;
    this.place();
  }

  enlarge(party) {
    this.party = party;
    this.place();
  }

  /** A clip's picture goes before the calls'. */
  play(clip) {
    this.clip = clip;
    this.place();
  }

  /** The leg whose picture is large, if any shows one. */
  chosen(call) {
    const shown = [...(call?.legs.values() ?? [])].filter((leg) => leg.shown);
    return shown.find((leg) => leg.party === this.party) ?? shown[0];
  }

  place() {
    const first = this.chosen(this.call);
    const legs = this.clip ? [] : [...(this.call?.legs.values() ?? [])];
    put(large, this.clip ? [this.clip] : first ? [first.view] : []);
    put(small, legs.filter((leg) => leg !== first).map((leg) => leg.view));
    const camera = !this.clip && this.call?.camera ? this.devices.tracks.camera : null;
    if (this.mirror.srcObject?.getTracks()[0] !== camera) {
      this.mirror.srcObject = camera && new MediaStream([camera]);
    }
    this.mirror.hidden = !camera;
    if (camera) this.mirror.play().catch(() => console.info("the mirror waits for its picture"));
  }
}

/** Moving an element stops it: only what has to move is moved. */
function put(place, elements) {
  const there = [...place.children];
  if (there.length === elements.length && there.every((each, at) => each === elements[at])) return;
  place.replaceChildren(...elements);
  for (const each of elements) {
    if (each.srcObject) each.play().catch(() => console.info("a picture moved while it began"));
  }
}
