"""Where a TURN server must not carry anything: into the machine and the networks behind it."""

from collections.abc import Iterator
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Final

Network = IPv4Network | IPv6Network

#: The special-purpose address registries (RFC 6890 and its updates), and what is no host at all.
#: ``::`` itself is not among them: coturn refuses it by its own rule for loopback, and takes a
#: range that begins with it for one of every IPv4 address too.
SPECIAL: Final[tuple[Network, ...]] = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",  # this network, RFC 791
            "10.0.0.0/8",  # private, RFC 1918
            "100.64.0.0/10",  # shared by carriers, RFC 6598
            "127.0.0.0/8",  # loopback, RFC 1122
            "169.254.0.0/16",  # link-local, RFC 3927
            "172.16.0.0/12",  # private, RFC 1918
            "192.0.0.0/24",  # protocol assignments, RFC 6890
            "192.0.2.0/24",  # documentation, RFC 5737
            "192.88.99.0/24",  # 6to4 relay, RFC 7526
            "192.168.0.0/16",  # private, RFC 1918
            "198.18.0.0/15",  # benchmarks, RFC 2544
            "198.51.100.0/24",  # documentation, RFC 5737
            "203.0.113.0/24",  # documentation, RFC 5737
            "224.0.0.0/4",  # multicast, RFC 5771
            "240.0.0.0/4",  # reserved and broadcast, RFC 1112 and RFC 919
            "::1/128",  # loopback, RFC 4291
            "::ffff:0:0/96",  # IPv4-mapped, RFC 4291
            "64:ff9b::/96",  # IPv4 translated, RFC 6052
            "64:ff9b:1::/48",  # IPv4 translated locally, RFC 8215
            "100::/64",  # discarded, RFC 6666
            "2001::/23",  # protocol assignments, RFC 2928
            "2001:db8::/32",  # documentation, RFC 3849
            "2002::/16",  # 6to4: carries an IPv4 address, RFC 3056
            "3fff::/20",  # documentation, RFC 9637
            "5f00::/16",  # segment routing, RFC 9602
            "fc00::/7",  # unique local, RFC 4193
            "fe80::/10",  # link-local, RFC 4291
            "ff00::/8",  # multicast, RFC 4291
        ),
    )
)


def lines(allowed: list[str]) -> Iterator[str]:
    """The lines of coturn's file. Of two that name the same address the allowed one holds."""
    for network in SPECIAL:
        yield f"denied-peer-ip={_spanned(network)}"
    chosen = [ip_network(each) for each in allowed]
    for network in chosen:
        yield f"allowed-peer-ip={_spanned(network)}"
    if any(network.is_loopback for network in chosen):
        yield "allow-loopback-peers"


def _spanned(network: Network) -> str:
    return f"{network[0]}-{network[-1]}" if network.num_addresses > 1 else str(network[0])
