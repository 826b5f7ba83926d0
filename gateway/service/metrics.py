"""The figures of ``/metrics``, in a registry of their own."""

from functools import partial
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import generate_latest

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_COMMIT_BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0)
_BATCH_BUCKETS: Final = (1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000)


class Metrics:
    """Counters and gauges of one gateway; whoever knows a figure sets it here."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        counter = partial(Counter, registry=self._registry, namespace="pospin")
        gauge = partial(Gauge, registry=self._registry, namespace="pospin")
        histogram = partial(Histogram, registry=self._registry, namespace="pospin")
        self.commands = counter(
            "commands", "Commands by name and outcome (ok or refusal code).", ["name", "outcome"]
        )
        self.commit_seconds = histogram(
            "commit_seconds", "From order to answer.", buckets=_COMMIT_BUCKETS
        )
        self.batch_orders = histogram(
            "batch_orders", "Events in one commit.", buckets=_BATCH_BUCKETS
        )
        self.connections = gauge("connections", "Signed-in connections.", ["kind"])
        self.refused = counter("refused_connections", "Connections refused.", ["reason"])
        self.cut = counter("cut_connections", "Slow or silent connections cut.", ["reason"])
        self.journal = gauge("journal_events", "Number of the journal's last event.")
        self.open_incidents = gauge("open_incidents", "Incidents not closed.", ["mode"])
        self.posts_online = gauge("posts_online", "Posts that are connected.")
        self.certificate_days = gauge("certificate_days", "Days until it ends.")
        self.outbound = gauge("outbound_messages", "Messages by delivery state.", ["state"])
        self.channel_up = gauge("outbound_up", "1 unless the channel fails.", ["channel"])
        self.pages_up = gauge("pages_up", "1 while the pages child serves.")
        self.pages_restarts = gauge("pages_restarts", "Times the pages child was replaced.")

    def text(self) -> bytes:
        """All figures in the text format of Prometheus."""
        return generate_latest(self._registry)
