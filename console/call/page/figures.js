// What getStats counts, reduced to what engine.py's Figures hold.

/** @param {RTCPeerConnection} pc */
export async function figures(pc) {
  const found = { packets: 0, lost: 0, samples: 0, concealed: 0, frames: 0 };
  const report = await pc.getStats();
  for (const each of report.values()) {
    if (each.type === "inbound-rtp" && each.kind === "audio") {
      found.packets = each.packetsReceived;
      found.lost = each.packetsLost;
      found.samples = each.totalSamplesReceived ?? 0;
      found.concealed = Math.max(
        0, (each.concealedSamples ?? 0) - (each.silentConcealedSamples ?? 0));
      found.jitter_s = each.jitter;
    } else if (each.type === "inbound-rtp" && each.kind === "video") {
      found.frames = each.framesDecoded ?? 0;
    } else if (each.type === "remote-inbound-rtp" && each.kind === "audio") {
      found.far_lost = each.fractionLost;
    } else if (each.type === "transport") {
      found.rtt_s = report.get(each.selectedCandidatePairId)?.currentRoundTripTime;
    }
  }
  return found;
}
