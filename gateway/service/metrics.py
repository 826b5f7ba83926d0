"""The figures of ``/metrics``, in a registry of their own."""

from functools import partial
from typing import Final

from prometheus_client import CollectorRegistry, Gauge, Histogram
from prometheus_client.exposition import generate_latest

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_COMMIT_BUCKETS: Final = (1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000)


class Metrics:
    """The figures of one gateway; whoever knows one sets it here."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        gauge = partial(Gauge, registry=self._registry, namespace="pospin")
        self.commit_events = Histogram(
            "commit_events",
            "Events in one commit.",
            buckets=_COMMIT_BUCKETS,
            registry=self._registry,
            namespace="pospin",
        )
        self.connections = gauge("connections", "Signed-in connections.", ["kind"])
        self.journal = gauge("journal_events", "Number of the journal's last event.")
        self.open_incidents = gauge("open_incidents", "Incidents not closed.", ["mode"])
        self.posts_online = gauge("posts_online", "Posts that are connected.")
        self.certificate_days = gauge("certificate_days", "Days until it ends.")
        self.channel_up = gauge("outbound_up", "1 unless the channel fails.", ["channel"])
        self.pages_up = gauge("pages_up", "1 while the pages child serves.")
        self.pages_restarts = gauge("pages_restarts", "Times the pages child was replaced.")

    def text(self) -> bytes:
        """All figures in the text format of Prometheus."""
        return generate_latest(self._registry)
