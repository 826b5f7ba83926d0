"""The file that makes a coturn the TURN server of this gateway."""

from pathlib import Path
from string import Template

from gateway.service.turn import peers
from gateway.settings import Turn
from resources import read_text


def written(turn: Turn, secret: str, *, certificate: Path, database: Path) -> str:
    """``resources/install/turnserver.conf`` filled with the settings.

    ``certificate`` holds key and certificate in one file. ``database`` is a file that coturn makes
    and that stays empty: it has no users but the ones whom the secret vouches for.
    """
    addresses = [
        f"{name}={value}"
        for name, value in (
            ("listening-ip", turn.listen_ip),
            ("relay-ip", turn.relay_ip),
            ("external-ip", turn.external_ip),
        )
        if value
    ]
    return Template(read_text("install/turnserver.conf")).substitute(
        addresses="\n".join(addresses),
        port=turn.port,
        tls_port=turn.tls_port,
        min_port=turn.min_port,
        max_port=turn.max_port,
        realm=turn.realm,
        secret=secret,
        certificate=certificate.absolute(),
        database=database.absolute(),
        user_quota=turn.user_quota,
        total_quota=turn.total_quota,
        peers="\n".join(peers.lines(turn.allowed_peers)),
    )
