"""What ``/healthz`` and ``/readyz`` answer."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple

import msgspec
from msgspec import Struct

from gateway.protocol.enums import Channel
from gateway.service.outbound.worker import ChannelReport


class Readiness(Struct, frozen=True, kw_only=True):
    """What the gateway knows of itself.

    ``certificate_days``: until the server certificate ends. ``journal``: last event's number.
    """

    store_writable: bool
    pages_alive: bool
    certificate_days: float
    journal: int
    outbound: Mapping[Channel, ChannelReport]


class HealthAnswer(NamedTuple):
    """An HTTP status and a JSON body."""

    status: HTTPStatus
    body: bytes


def healthz() -> HealthAnswer:
    """The process runs and its loop answers."""
    return HealthAnswer(HTTPStatus.OK, b'{"status":"ok"}')


def readyz(known: Readiness) -> HealthAnswer:
    """Whether alarms can be taken; 503 names what hinders.

    A failing outside channel is told but doesn't hinder: alarms are taken and shown without it.
    """
    hindrances = []
    if not known.store_writable:
        hindrances.append("store")
    if not known.pages_alive:
        hindrances.append("pages")
    if known.certificate_days <= 0:
        hindrances.append("certificate")
    status = HTTPStatus.SERVICE_UNAVAILABLE if hindrances else HTTPStatus.OK
    body = {
        "status": "hindered" if hindrances else "ok",
        "hindrances": hindrances,
        **msgspec.to_builtins(known),
        "certificate_days": round(known.certificate_days, 1),
    }
    return HealthAnswer(status, msgspec.json.encode(body))
