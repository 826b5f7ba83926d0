"""``python -m gateway``."""

import os
import sys

from gateway.cli.invocation import Invocation
from gateway.cli.main import main


def _serve(invocation: Invocation) -> None:
    from gateway.app import serve  # the other commands don't need all of it

    serve(invocation.folder, invocation.database, invocation.settings)


if __name__ == "__main__":
    os.umask(0o077)  # whatever is written is for this system user alone
    sys.exit(main(sys.argv[1:], _serve))
