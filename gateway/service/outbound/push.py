"""Web Push: what wakes a partner's phone. No names leave in it, and what it says is encrypted for
that phone alone."""

import asyncio
import hashlib
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from gateway.domain.reaching import Subscription
from gateway.domain.telling import MANNERS
from gateway.protocol.enums import DeliveryState, Language, Topic
from gateway.service.outbound.channel import DeliveryFailed, RecipientGone
from gateway.service.outbound.message import OutboundMessage, kind_in_words
from gateway.service.outbound.vapid import VapidKey
from gateway.settings import Push
from resources.i18n import translator

#: Calls at once: a push service that hangs holds these threads and no others.
_THREADS: Final = 4
_GONE: Final = (404, 410)
#: The payload is one record of 4096 bytes at most (RFC 8291); ours are far smaller.
_REFUSED_FOR_NOW: Final = (408, 413, 429)


class Payload(Struct, frozen=True, kw_only=True):
    """What the page's service worker gets. ``tag``: one of the same replaces the older one."""

    title: str
    body: str
    tag: str
    subject: str
    topic: Topic
    language: Language


class PushChannel:
    """Sends to the push services of browsers. Without a readable key every message fails."""

    def __init__(self, push: Push, contact: str, key: VapidKey | None) -> None:
        self._push = push
        self._contact = contact
        self._key = key
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="push")

    @property
    def max_attempts(self) -> int:
        """After so many tries a message is given up."""
        return self._push.max_attempts

    async def send(self, message: OutboundMessage) -> DeliveryState:
        """Taken by the push service. Raises DeliveryFailed, RecipientGone."""
        subscription = message.partner.reaching.push if message.partner else None
        if subscription is None:
            raise RecipientGone("no_subscription")
        if self._key is None:
            raise DeliveryFailed("key_unreadable")
        if subscription.server_key != self._key.public:
            raise RecipientGone("key_changed")
        if not _is_known(subscription.endpoint, self._push.hosts):
            raise RecipientGone("foreign_host")
        loop = asyncio.get_running_loop()
        status = await loop.run_in_executor(
            self._threads, self._post, subscription, message, self._key
        )
        if status in _GONE:
            raise RecipientGone(f"gone_{status}")
        if status >= 300:
            dead = status >= 500 or status in (401, 403)
            raise DeliveryFailed(
                f"refused_{status}", dead=dead, final=not dead and status not in _REFUSED_FOR_NOW
            )
        return DeliveryState.SENT

    def close(self) -> None:
        """Wait for the calls under way."""
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _post(self, to: Subscription, message: OutboundMessage, key: VapidKey) -> int:
        # Imported where it is needed: it would slow every command of the command line.
        import requests
        from py_vapid import Vapid
        from pywebpush import WebPusher

        manner = MANNERS[message.topic]
        payload = payload_of(message, to.language)
        # Whoever answers an endpoint's address must not send us on to another one.
        with requests.Session() as session:
            session.max_redirects = 0
            session.trust_env = False
            pusher: Any = WebPusher(
                {"endpoint": to.endpoint, "keys": {"p256dh": to.p256dh, "auth": to.auth}},
                requests_session=session,
            )
            claims = {"sub": self._contact, "aud": _origin(to.endpoint)}
            headers = {
                **Vapid(key.private).sign(claims),
                "Urgency": manner.urgency,
                "Topic": hashlib.sha256(payload.tag.encode()).hexdigest()[:32],
            }
            try:
                answer = pusher.send(
                    msgspec.json.encode(payload),
                    headers=headers,
                    ttl=int(manner.holds.total_seconds()),
                    timeout=self._push.timeout_s,
                )
            except requests.Timeout as error:
                raise DeliveryFailed("no_answer") from error
            except requests.TooManyRedirects as error:
                raise DeliveryFailed("redirected", dead=False, final=True) from error
            except requests.RequestException as error:
                raise DeliveryFailed("unreachable") from error
            except ValueError as error:
                # The keys that the page gave are none.
                raise RecipientGone("bad_keys") from error
        return int(answer.status_code)


def payload_of(message: OutboundMessage, language: Language) -> Payload:
    """What is to be done and what it is about; where and who is seen after the PIN."""
    t = translator("gateway", language)
    kind = kind_in_words(message.matter, language) if message.matter else ""
    return Payload(
        title=t(f"push_{message.topic}_title", kind=kind),
        body=t(f"push_{message.topic}_body"),
        tag=message.subject,
        subject=message.subject,
        topic=message.topic,
        language=language,
    )


def _is_known(endpoint: str, hosts: list[str]) -> bool:
    """Whether the address is that of a push service: pages name it, and it must not be a way into
    our own network."""
    parts = urlsplit(endpoint)
    host = parts.hostname or ""
    if f"{parts.scheme}://{parts.netloc}" in hosts:
        return True
    known = any(host == each or host.endswith(f".{each}") for each in hosts if "/" not in each)
    return known and parts.scheme == "https" and parts.port in (None, 443)


def _origin(endpoint: str) -> str:
    parts = urlsplit(endpoint)
    return f"{parts.scheme}://{parts.netloc}"
