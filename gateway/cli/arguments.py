"""What can be typed after ``python -m gateway``."""

import argparse
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Final, TypeAlias

from gateway.cli import (
    agencies,
    areas,
    certificates,
    demo,
    devices,
    explain,
    export,
    guests,
    officers,
    privacy,
    sms,
    storekeeping,
    turn,
)
from gateway.cli.invocation import Invocation
from gateway.cli.outcome import Outcome
from gateway.cli.sheets import FORMS
from gateway.domain.wib import WIB
from gateway.protocol.enums import Desk, Mode, PartnerRole, Role

Run = Callable[[Invocation], Outcome]
_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

DEFAULT_DATA: Final = Path("var/gateway")


def parser(serve: Run) -> argparse.ArgumentParser:
    """The parser; ``arguments.run`` of what it reads does the command."""
    top = argparse.ArgumentParser(prog="gateway", description="The PosPin gateway.")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    _add_serve(commands, serve)
    _add_devices(commands)
    _add_officer(commands)
    agency = commands.add_parser("agency", help="agencies").add_subparsers(required=True)
    _leaf(agency, "list", agencies.list_agencies, "all agencies of the directory")
    _add_areas(commands)
    _leaf(commands, "verify", storekeeping.verify, "prove that the journal was not altered")
    _leaf(commands, "migrate", storekeeping.migrate, "bring the store to this version's form")
    for name, run, words in (
        ("backup", storekeeping.backup, "copy store, secrets and CA while it runs"),
        ("restore", storekeeping.restore, "put a backup in place of what is there"),
    ):
        _leaf(commands, name, run, words).add_argument("file", type=Path, metavar="FILE")
    _add_exports(commands)
    _add_privacy(commands)
    _add_tls(commands)
    verbs = commands.add_parser("turn", help="the TURN server").add_subparsers(required=True)
    writing = _leaf(verbs, "config", turn.config, "write coturn's file; it holds a secret")
    writing.add_argument("--file", type=Path, help="default DIR/turn/turnserver.conf")
    texts = commands.add_parser("sms", help="the SMS modem").add_subparsers(required=True)
    _leaf(texts, "config", sms.config, "write file and database of gammu-smsd")
    seed = commands.add_parser("seed", help="fill the store").add_subparsers(required=True)
    _leaf(seed, "demo", demo.seed, "the pilot's posts, a console and officers named by role")
    _leaf(commands, "settings", explain.settings, "all settings with defaults and meanings")
    return top


def _common() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--data",
        type=Path,
        default=DEFAULT_DATA,
        metavar="DIR",
        help=f"data folder (default {DEFAULT_DATA})",
    )
    common.add_argument("--database", metavar="URL", help="another store than the embedded one")
    common.add_argument(
        "--settings",
        type=Path,
        metavar="FILE",
        dest="settings_file",
        help="settings (default DIR/settings.toml, if it is there)",
    )
    common.add_argument("--json", action="store_true", help="answer in JSON")
    return common


def _leaf(commands: _Commands, name: str, run: Run, words: str) -> argparse.ArgumentParser:
    leaf = commands.add_parser(name, help=words, description=words, parents=[_common()])
    leaf.set_defaults(run=run)
    return leaf


def _add_serve(commands: _Commands, run: Run) -> None:
    leaf = _leaf(commands, "serve", run, "run the gateway")
    leaf.add_argument("--host", help="address to listen on")
    leaf.add_argument("--port", type=int, help="HTTPS port of the pages")
    leaf.add_argument("--ws-port", type=int, help="WSS port of the sockets")
    leaf.add_argument(
        "--loopback", action="store_const", const=True, help="also plain on 127.0.0.1"
    )
    leaf.add_argument("--setup-port", type=int, help="hand out the CA certificate in clear here")


def _add_devices(commands: _Commands) -> None:
    kinds = {
        "post": (devices.add_post, _add_post_arguments),
        "console": (devices.add_console, _add_console_arguments),
        "partner": (devices.add_partner, _add_partner_arguments),
    }
    for kind, (add, add_arguments) in kinds.items():
        verbs = commands.add_parser(kind, help=f"{kind}s").add_subparsers(required=True)
        adding = _leaf(verbs, "add", add, f"register a {kind}")
        adding.add_argument("--name", required=True)
        add_arguments(adding)
        listing = _leaf(verbs, "list", devices.list_devices, f"all {kind}s")
        coding = _leaf(verbs, "code", devices.new_code, "make a new enrolment code")
        revoking = _leaf(verbs, "revoke", devices.revoke, "take the key away")
        for leaf in (coding, revoking):
            leaf.add_argument("id", metavar="ID")
        for leaf in (listing, coding, revoking):
            leaf.set_defaults(kind=kind)


def _add_post_arguments(adding: argparse.ArgumentParser) -> None:
    adding.add_argument("--area", required=True, metavar="KODE")
    adding.add_argument("--lat", type=float)
    adding.add_argument("--lon", type=float)
    adding.add_argument("--rt", default="")
    adding.add_argument("--rw", default="")


def _add_console_arguments(adding: argparse.ArgumentParser) -> None:
    adding.add_argument("--desk", nargs="+", choices=list(Desk), metavar="DESK")


def _add_partner_arguments(adding: argparse.ArgumentParser) -> None:
    adding.add_argument("--role", required=True, choices=list(PartnerRole))
    adding.add_argument("--phone", required=True, metavar="NUMBER")
    adding.add_argument("--post", nargs="+", default=[], metavar="ID")
    adding.add_argument("--agency", metavar="ID")


def _add_officer(commands: _Commands) -> None:
    verbs = commands.add_parser("officer", help="officers").add_subparsers(required=True)
    adding = _leaf(verbs, "add", officers.add_officer, "register an officer")
    adding.add_argument("user", metavar="USER")
    adding.add_argument("--name", help="as it is shown (default USER)")
    adding.add_argument("--role", required=True, choices=list(Role))
    adding.add_argument("--desk", required=True, nargs="+", choices=list(Desk), metavar="DESK")
    adding.add_argument(
        "--password-stdin",
        required=True,
        action="store_true",
        help="the password is the first line of standard input",
    )


def _add_areas(commands: _Commands) -> None:
    verbs = commands.add_parser("areas", help="areas and boundaries").add_subparsers(required=True)
    words = "read areas (CSV) and boundaries (GeoJSON)"
    importing = _leaf(verbs, "import", areas.import_files, words)
    importing.add_argument("files", nargs="+", type=Path, metavar="FILE")
    _leaf(verbs, "undo", areas.undo, "take the last import back")
    _leaf(verbs, "list", areas.list_imports, "all imports")


def _add_exports(commands: _Commands) -> None:
    verbs = commands.add_parser("export", help="lists in files").add_subparsers(required=True)
    words = "all events, without names, numbers and free text"
    _add_file(_leaf(verbs, "journal", export.journal, words), "journal")
    words = "all incidents with the times of their steps"
    _add_file(_leaf(verbs, "incidents", export.incidents, words), "incidents")
    leaf = _leaf(verbs, "guests", guests.export, "guest reports, one line a guest")
    _add_file(leaf, "guests")
    leaf.add_argument("--area", metavar="KODE")
    leaf.add_argument("--mode", choices=list(Mode), default=Mode.REAL)
    leaf.add_argument(
        "--forkopimcam",
        action="store_true",
        help="who stays now, without telephone, plate or numbers",
    )


def _add_file(leaf: argparse.ArgumentParser, name: str) -> None:
    leaf.add_argument("--format", choices=list(FORMS), default="jsonl")
    leaf.add_argument("--from", type=date.fromisoformat, dest="since", metavar="YYYY-MM-DD")
    leaf.add_argument("--to", type=date.fromisoformat, dest="until", metavar="YYYY-MM-DD")
    leaf.add_argument("--out", type=Path, metavar="FILE", help=f"default {name}.FORMAT")


def _add_privacy(commands: _Commands) -> None:
    verbs = commands.add_parser("retention", help="retention").add_subparsers(required=True)
    _leaf(verbs, "run", privacy.run_retention, "erase identities that were kept long enough")
    verbs = commands.add_parser("person", help="one person").add_subparsers(required=True)
    leaf = _leaf(verbs, "export", privacy.export_person, "all that is held about one person")
    for what in ("name", "phone", "nik"):
        leaf.add_argument(f"--{what}")
    leaf.add_argument("--out", type=Path, metavar="FILE", help="default person.json")
    verbs = commands.add_parser("breach", help="leaked data").add_subparsers(required=True)
    leaf = _leaf(verbs, "draft", privacy.draft_breach, "draft the notice that is due in 3 x 24 h")
    leaf.add_argument("--found", type=_instant, metavar="ISO", help="when it was found out")
    leaf.add_argument("--out", type=Path, metavar="FILE", help="default breach.md")


def _instant(text: str) -> datetime:
    """A time as ISO 8601; without an offset it is WIB."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=WIB)


def _add_tls(commands: _Commands) -> None:
    verbs = commands.add_parser("tls", help="certificates").add_subparsers(required=True)
    _leaf(verbs, "init", certificates.init, "make the CA and the server certificate")
    showing = _leaf(verbs, "show", certificates.show, "where devices get the CA certificate")
    showing.add_argument("--qr", action="store_true", help="also as a QR code")
