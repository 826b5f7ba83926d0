"""Reads the command line, runs the command, says how it ended."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec.structs import replace
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from gateway import logs
from gateway.cli.arguments import parser
from gateway.cli.invocation import Invocation
from gateway.cli.outcome import WRONG_USE, NotDone, Outcome, complain, language_of, tell
from gateway.data_folder import FolderInUse
from gateway.service.tls import NameNotPermitted
from gateway.settings import Log, Settings
from gateway.settings_file import SettingsError, load
from resources.i18n import translator

Serve = Callable[[Invocation], None]


def main(arguments: Sequence[str], serve: Serve) -> int:
    """Runs one command; returns the exit code: 0 done, 1 not done, 2 wrong use.

    ``serve`` runs the gateway until it is asked to stop.
    """

    def run_serve(invocation: Invocation) -> Outcome:
        logs.configure(invocation.settings.log)
        serve(invocation)
        return Outcome(sentence="cli_stopped")

    given = parser(run_serve).parse_args(arguments)
    language = language_of()
    try:
        outcome = _run(given, language)
    except NotDone as failure:
        complain(failure, as_json=given.json, language=language)
        return failure.code
    tell(outcome, as_json=given.json, language=language)
    return outcome.code


def _run(given: argparse.Namespace, language: str) -> Outcome:
    logs.configure(Log(level="warning", format="text"))
    try:
        settings = _overridden(load(_settings_file(given)), given)
        outcome: Outcome = given.run(Invocation(given, settings, language))
    except SettingsError as error:
        text = translator("gateway", language)(error.reason, **error.params)
        raise NotDone(error.reason, text=text, code=WRONG_USE) from error
    except FolderInUse as error:
        raise NotDone("cli_folder_in_use", folder=error.path, holder=error.holder) from error
    except NameNotPermitted as error:
        raise NotDone("cli_name_not_permitted", name=error.name) from error
    except ArgumentError as error:
        raise NotDone("cli_store_unreadable", why=str(error), code=WRONG_USE) from error
    except SQLAlchemyError as error:
        raise NotDone("cli_store_unreadable", why=str(error.__cause__ or error)) from error
    except OSError as error:
        raise NotDone("cli_system_refuses", why=str(error)) from error
    return outcome


def _settings_file(given: argparse.Namespace) -> Path | None:
    if given.settings_file:
        return Path(given.settings_file)
    usual: Path = given.data / "settings.toml"
    return usual if usual.exists() else None


def _overridden(settings: Settings, given: argparse.Namespace) -> Settings:
    names = ("host", "port", "ws_port", "loopback", "setup_port")
    typed = {name: getattr(given, name, None) for name in names}
    chosen = {name: value for name, value in typed.items() if value is not None}
    return replace(settings, listen=replace(settings.listen, **chosen))
