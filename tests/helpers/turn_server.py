"""A real coturn on free ports with the file that the gateway writes for it."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Final

import pytest
from msgspec import Struct, structs

from gateway.service.turn.server_file import written
from gateway.settings import Turn
from tests.helpers.gateway_process import free_ports

needs_coturn: Final = pytest.mark.skipif(
    shutil.which("turnserver") is None, reason="not installed: coturn"
)
_START_S: Final = 15.0


class TurnServer(Struct, frozen=True, kw_only=True):
    """Where it listens, and ``turn``, the settings under which a gateway uses it."""

    host: str
    turn: Turn
    log: Path


@contextmanager
def turn_server(
    folder: Path, secret: str, certificate: Path, *, host: str = "127.0.0.1", **settings: object
) -> Iterator[TurnServer]:
    """Runs coturn at ``host``. ``certificate`` holds key and certificate, as the gateway's does.

    ``settings`` are those of ``[turn]``. ``secret`` is the gateway's, ``DataFolder.turn_secret``.
    """
    port, tls_port = free_ports(2)
    turn = structs.replace(
        Turn(
            urls=[f"stun:{host}:{port}", f"turn:{host}:{port}?transport=udp"],
            listen_ip=host,
            relay_ip=host,
            port=port,
            tls_port=tls_port,
        ),
        **settings,
    )
    file, log = folder / "turnserver.conf", folder / "turnserver.log"
    database = folder / "turn.sqlite"
    file.write_text(written(turn, secret, certificate=certificate, database=database))
    with log.open("w") as out:
        child = subprocess.Popen(["turnserver", "-c", file], stdout=out, stderr=out, cwd=folder)
    try:
        _await_listening(child, host, port, log)
        yield TurnServer(host=host, turn=turn, log=log)
    finally:
        child.kill()
        child.wait()


def _await_listening(child: "subprocess.Popen[bytes]", host: str, port: int, log: Path) -> None:
    deadline = monotonic() + _START_S
    while child.poll() is None and monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex((host, port)) == os.EX_OK:
                return
        sleep(0.05)
    raise RuntimeError(f"coturn does not listen:\n{log.read_text()}")
