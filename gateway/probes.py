"""What ``/healthz``, ``/readyz`` and ``/metrics`` answer, put together from the running parts."""

from collections import Counter
from collections.abc import Callable

from gateway.pages.process import PagesProcess
from gateway.protocol.enums import ChannelState, ClientKind, LinkState, Mode
from gateway.service import health
from gateway.service.commit.batch import Committed
from gateway.service.commit.writer import Writer
from gateway.service.hub.hub import Hub
from gateway.service.metrics import CONTENT_TYPE, Metrics
from gateway.service.outbound.worker import OutboundWorker
from gateway.service.tls import Tls
from gateway.sockets.requests import Probe

JSON = "application/json"


class Probes:
    """Reads the figures when they are asked for."""

    def __init__(
        self, writer: Writer, hub: Hub, pages: PagesProcess, tls: Tls, outbound: OutboundWorker
    ) -> None:
        self._writer = writer
        self._hub = hub
        self._pages = pages
        self._tls = tls
        self._outbound = outbound
        self._metrics = Metrics()
        writer.subscribe(self._count)

    def by_path(self) -> dict[str, Callable[[], Probe]]:
        """The probes by their path."""
        return {"/healthz": self.healthz, "/readyz": self.readyz, "/metrics": self.metrics}

    def healthz(self) -> Probe:
        """Whether the process answers."""
        answer = health.healthz()
        return Probe(body=answer.body, status=answer.status, content_type=JSON)

    def readyz(self) -> Probe:
        """Whether alarms can be taken."""
        answer = health.readyz(
            health.Readiness(
                store_writable=not self._writer.failing,
                pages_alive=self._pages.alive,
                certificate_days=self._tls.days_left,
                journal=self._hub.replica.head,
                outbound=self._outbound.reports,
            )
        )
        return Probe(body=answer.body, status=answer.status, content_type=JSON)

    def metrics(self) -> Probe:
        """All figures."""
        found = self._metrics
        replica = self._hub.replica
        connected = Counter(client.kind for client in self._hub.clients)
        for kind in ClientKind:
            found.connections.labels(kind).set(connected[kind])
        waiting = Counter(i.mode for i in replica.incidents.values() if i.is_open)
        for mode in Mode:
            found.open_incidents.labels(mode).set(waiting[mode])
        online = sum(post.link is LinkState.ONLINE for post in replica.posts.values())
        found.posts_online.set(online)
        found.journal.set(replica.head)
        found.certificate_days.set(self._tls.days_left)
        found.pages_up.set(self._pages.alive)
        found.pages_restarts.set(self._pages.restarts)
        for channel, report in self._outbound.reports.items():
            found.channel_up.labels(channel).set(report.state is not ChannelState.FAILING)
        return Probe(body=found.text(), content_type=CONTENT_TYPE)

    def _count(self, committed: Committed) -> None:
        self._metrics.commit_events.observe(len(committed.entries))
