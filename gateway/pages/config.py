"""What the pages child is told on its standard input: all it knows of the gateway."""

from pathlib import Path
from typing import Final

from msgspec import Struct

import gateway
from gateway.settings import Log, Pages

ROOT: Final = Path(gateway.__file__).parent.parent
WEB: Final = ROOT / "kiosk_web"


#: The line on standard output by which the child says that it serves.
READY: Final = "ready"


class PagesConfig(Struct, frozen=True, kw_only=True):
    """One line of JSON.

    ``hosts`` are the names in the certificate; ``https``, ``loopback`` and ``setup`` are the file
    descriptors of listening sockets that the gateway opened; ``web`` is the folder of the pages;
    ``push_key`` is what partners' pages subscribe to be woken with, empty for none.
    """

    web: str
    push_key: str = ""
    server_file: str
    ca_file: str
    hosts: tuple[str, ...]
    ws_port: int
    loopback_ws_port: int
    https: int
    loopback: int | None
    setup: int | None
    pages: Pages
    log: Log
