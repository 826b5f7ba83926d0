"""The desk's end of a call: a page with the same engine as the tablet, as the hub of the call."""

from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Page

from gateway.protocol.version import SUBPROTOCOL
from tests.kiosk.page_server import BUILD, PageServer
from tests.kiosk.scripted_gateway import POST

#: Every peer connection of a page is at hand for the test.
KEEP_PEERS: Final = """
window.peers = [];
const Original = RTCPeerConnection;
window.RTCPeerConnection = class extends Original {
    constructor(...options) { super(...options); window.peers.push(this); }
};
"""
#: A microphone that hums at 1000 Hz and a camera that shows moving stripes.
DEVICES: Final = """
navigator.mediaDevices.getUserMedia = async ({ audio }) => {
    if (audio) {
        const context = new AudioContext();
        const tone = new OscillatorNode(context, { frequency: 1000 });
        const end = new MediaStreamAudioDestinationNode(context);
        tone.connect(new GainNode(context, { gain: 0.3 })).connect(end);
        tone.start();
        return end.stream;
    }
    const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 240 });
    const paint = canvas.getContext("2d");
    let at = 0;
    setInterval(() => {
        paint.fillStyle = `hsl(${(at += 9) % 360} 60% 40%)`;
        paint.fillRect(0, 0, 320, 240);
        paint.fillStyle = "#fff";
        paint.font = "48px sans-serif";
        paint.fillText("Petugas", 70, 140);
    }, 60);
    return canvas.captureStream(15);
};
"""
ENGINE: Final = """async ([build, socket, subprotocol, call]) => {
    const { Call } = await import(`/b/${build}/lib/call.js`);
    const { SessionMemory } = await import(`/b/${build}/lib/call_memory.js`);
    const line = new WebSocket(`${socket}/desk`, subprotocol);
    await new Promise((resolve, reject) => {
        Object.assign(line, { onopen: resolve, onerror: reject });
    });
    window.desk = new Call({
        memory: new SessionMemory(sessionStorage, call),
        send: (peer, session, body) =>
            line.send(JSON.stringify({ type: "signal", call, peer, session, body })),
        onchange: () => {},
    });
    line.onmessage = ({ data }) => {
        const { peer, session, body } = JSON.parse(data);
        (window.heard ??= []).push(body.what);
        window.desk.take(peer, session, body);
    };
    window.desk.listen();
}"""
#: The loudest tone that a page receives is this one, give or take a bin.
RECEIVES_TONE: Final = """async (hertz) => {
    const receivers = window.peers.at(-1)?.getReceivers() ?? [];
    const track = receivers.map(({ track }) => track).find(({ kind }) => kind === "audio");
    if (!track) return false;
    window.ears ??= new AudioContext();
    if (window.ear?.track !== track) {
        const node = new AnalyserNode(window.ears, { fftSize: 8192 });
        window.ears.createMediaStreamSource(new MediaStream([track])).connect(node);
        window.ear = { track, node };
    }
    const { node } = window.ear;
    const bins = new Float32Array(node.frequencyBinCount);
    node.getFloatFrequencyData(bins);
    const loudest = bins.indexOf(Math.max(...bins));
    const width = window.ears.sampleRate / node.fftSize;
    if (hertz === 0) return bins[loudest] < -90;
    return bins[loudest] > -60 && Math.abs(loudest * width - hertz) < 2 * width;
}"""
#: More pictures were decoded than when it was asked before.
RECEIVES_PICTURES: Final = """async () => {
    const stats = await window.peers.at(-1).getStats();
    const frames = [...stats.values()]
        .filter(({ type, kind }) => type === "inbound-rtp" && kind === "video")
        .reduce((sum, { framesDecoded }) => sum + framesDecoded, 0);
    const before = window.framesBefore ?? 0;
    window.framesBefore = frames;
    return before > 0 && frames > before;
}"""


@dataclass
class DeskPage:
    """A hub with a tone and a picture of its own."""

    page: Page

    def __post_init__(self) -> None:
        self.page.add_init_script(KEEP_PEERS + DEVICES)

    def open(self, pages: PageServer, socket: str, call: str) -> None:
        """Load the engine, ready for a call."""
        self.page.goto(f"{pages.url}b/{BUILD}/tokens.css")
        self.page.evaluate(ENGINE, [BUILD, socket, SUBPROTOCOL, call])

    def meet(self) -> None:
        """Offer to the post."""
        self.page.evaluate("(post) => window.desk.meet([post], true)", POST)

    def does(self, script: str) -> Any:
        """Run something with ``desk``, the engine."""
        return self.page.evaluate(f"() => {{ {script} }}")

    def waits_for(self, condition: str) -> None:
        """Until this is true of ``desk``."""
        self.page.wait_for_function(f"() => {condition}")
