"""``python -m gateway``."""

import sys

from gateway.cli.invocation import Invocation
from gateway.cli.main import main


def _serve(invocation: Invocation) -> None:
    from gateway.app import serve  # the other commands don't need all of it

    serve(invocation.folder, invocation.database, invocation.settings)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], _serve))
