"""``python -m console``: the console of the control room."""

import argparse
import sys
from pathlib import Path

import msgspec

from console.app import Attachment, run
from console.base.paths import data_folder
from console.options import Credentials, Options
from resources.i18n import LANGUAGES


def main(arguments: list[str] | None = None, attach: Attachment | None = None) -> int:
    """Parse the command line and run; the exit code. ``attach`` may drive it from inside."""
    parser = argparse.ArgumentParser(prog="console", description=__doc__)
    parser.add_argument("--gateway", metavar="URL", help="the gateway's sockets, wss://HOST:8444")
    parser.add_argument("--ca", metavar="FILE", help="the certificate authority to trust")
    parser.add_argument("--data", type=Path, default=data_folder(), help="the console's folder")
    parser.add_argument("--language", choices=LANGUAGES, help="of the screens")
    parser.add_argument(
        "--credentials-stdin",
        action="store_true",
        help="read one line of JSON from standard input: code, user, password, any part of it",
    )
    parser.add_argument(
        "--check", action="store_true", help="build the window without showing it, and exit"
    )
    given = parser.parse_args(arguments)
    options = Options(
        data=given.data,
        gateway=given.gateway,
        ca=given.ca,
        language=given.language,
        credentials=read_credentials() if given.credentials_stdin else Credentials(),
        check=given.check,
    )
    code = run(options, attach)
    if options.check and code == 0:
        print("console: the window was built")
    return code


def read_credentials() -> Credentials:
    """The first line of standard input, so that whoever drives a console may go on writing."""
    return msgspec.json.decode(sys.stdin.readline(), type=Credentials)


if __name__ == "__main__":
    sys.exit(main())
