"""One call of the command line: where the data is, which settings hold, how to answer."""

import argparse
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from gateway.data_folder import DataFolder
from gateway.service.broadcast_rules import rules_of
from gateway.service.clock import Clock
from gateway.service.commit.writer import Writer
from gateway.service.guests.desk import GuestDesk
from gateway.service.timers.escalation import times_of
from gateway.settings import Settings
from gateway.store.store import Store
from resources.pilot import pilot


@dataclass(frozen=True)
class Invocation:
    """What every command works with. ``language`` is that of its sentences."""

    arguments: argparse.Namespace
    settings: Settings
    language: str

    @cached_property
    def folder(self) -> DataFolder:
        """The data folder; made when it isn't there."""
        path: Path = self.arguments.data
        return DataFolder(path)

    @property
    def embedded(self) -> bool:
        """Whether the store is the embedded one, in the data folder."""
        return self.arguments.database is None

    @property
    def database(self) -> str:
        """The store's URL."""
        return self.arguments.database or f"sqlite:///{self.folder.journal}"

    def open_store(self) -> Store:
        """The store, with its tables as this build wants them."""
        store = Store(self.database)
        store.migrate()
        return store

    def writer(self, store: Store) -> Writer:
        """The writer over a store that nobody else writes to."""
        times = times_of(self.settings)
        return Writer(store, times, pilot().regency.reference, rules_of(self.settings.broadcasts))

    def guest_desk(self, store: Store) -> GuestDesk:
        """The secrets of guest reports."""
        folder = self.folder
        return GuestDesk(store, Clock(), folder.documents_key(), folder.tickets_key())
