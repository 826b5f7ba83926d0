"""Health and metrics: what hinders alarms is 503, what doesn't is only told."""

import json
from datetime import UTC, datetime

import pytest

from gateway.protocol.enums import Channel, ChannelState
from gateway.service.health import Readiness, healthz, readyz
from gateway.service.metrics import Metrics
from gateway.service.outbound.worker import ChannelReport

FAILING = ChannelReport(
    state=ChannelState.FAILING, since=datetime(2026, 11, 24, tzinfo=UTC), reason="unreachable"
)


def known(*, store: bool = True, pages: bool = True, days: float = 60.04) -> Readiness:
    return Readiness(
        store_writable=store,
        pages_alive=pages,
        certificate_days=days,
        journal=7,
        outbound={Channel.EMAIL: FAILING},
    )


def test_alive() -> None:
    assert healthz() == (200, b'{"status":"ok"}')


def test_a_dead_channel_is_shown_but_hinders_nothing() -> None:
    status, body = readyz(known())
    told = json.loads(body)
    assert status == 200
    assert told["hindrances"] == []
    assert told["certificate_days"] == 60.0
    assert told["outbound"]["email"] == {
        "state": "failing",
        "since": "2026-11-24T00:00:00Z",
        "reason": "unreachable",
    }


@pytest.mark.parametrize(
    ("state", "hindrance"),
    [
        (known(store=False), "store"),
        (known(pages=False), "pages"),
        (known(days=-0.01), "certificate"),
    ],
)
def test_what_hinders_is_named(state: Readiness, hindrance: str) -> None:
    status, body = readyz(state)
    assert status == 503
    assert json.loads(body)["hindrances"] == [hindrance]


def test_metrics_have_a_registry_of_their_own() -> None:
    first, second = Metrics(), Metrics()
    first.posts_online.set(3)
    first.commit_events.observe(2)
    text = first.text().decode()
    assert "pospin_posts_online 3.0" in text
    assert 'pospin_commit_events_bucket{le="2.0"} 1.0' in text
    assert "pospin_posts_online 0.0" in second.text().decode()
