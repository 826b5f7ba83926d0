"""Under which names and addresses this machine is reached."""

import fcntl
import re
import socket
import struct
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import Final

HostName = str | IPv4Address | IPv6Address

_SIOCGIFADDR: Final = 0x8915
_DNS_NAME = re.compile(
    r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*"
)


def wanted_names(configured: list[str]) -> list[HostName]:
    """All names for the certificate: the configured ones, this machine's own, its addresses now.

    Raises ValueError for a configured name that is neither a host name nor an address.
    """
    own = socket.gethostname().lower()
    found: list[HostName] = [parse_name(name) for name in configured]
    if _DNS_NAME.fullmatch(own):
        found += [own, own if "." in own else f"{own}.local"]
    found += ["localhost", IPv4Address("127.0.0.1"), IPv6Address("::1")]
    found += [*_ipv4_addresses(), *_ipv6_addresses()]
    return list(dict.fromkeys(found))


def parse_name(text: str) -> HostName:
    """A host name or an address. Raises ValueError."""
    try:
        return ip_address(text)
    except ValueError:
        name = text.lower().rstrip(".")
        if not _DNS_NAME.fullmatch(name):
            raise ValueError(text) from None
        return name


def _ipv4_addresses() -> list[IPv4Address]:
    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, interface in socket.if_nameindex():
            request = struct.pack("256s", interface.encode()[:15])
            try:
                answer = fcntl.ioctl(probe, _SIOCGIFADDR, request)
            except OSError:
                continue  # an interface without an IPv4 address
            found.append(IPv4Address(answer[20:24]))
    return found


def _ipv6_addresses() -> list[IPv6Address]:
    table = Path("/proc/net/if_inet6")
    if not table.exists():
        return []
    found = [IPv6Address(bytes.fromhex(line.split()[0])) for line in table.read_text().splitlines()]
    return [address for address in found if not address.is_link_local]
