"""Under which hosts and origins the gateway's own pages are reached."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from gateway.settings import Settings


def page_origins(settings: Settings, names: Iterable[str]) -> tuple[str, ...]:
    """The origins of the pages. ``names`` are those of the certificate.

    IPv6 literals are left out: a content security policy can't name one, so no page is there.
    """
    listen = settings.listen
    hosts = [name for name in names if ":" not in name]
    port = "" if listen.port == 443 else f":{listen.port}"
    found = [f"https://{host}{port}" for host in hosts]
    if listen.loopback:
        found += [f"http://{host}:{listen.loopback_port}" for host in ("127.0.0.1", "localhost")]
    if settings.pages.public_url:
        found.append(settings.pages.public_url.rstrip("/"))
    return tuple(found)


def own_hosts(settings: Settings, names: Iterable[str]) -> frozenset[str]:
    """The hosts that a device may sign for: the names of the certificate and the public one."""
    public = urlsplit(settings.pages.public_url).hostname
    return frozenset((*names, *([public] if public else [])))
