"""Saving a print where the officer says."""

import logging
import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QLineEdit, QWidget

from console.screens.kit import Kit, column, show_refusal
from widgets.theme import Size

logger = logging.getLogger(__name__)


class SaveField(QWidget):
    """A field with a sensible path; what was saved, and where, or why not, is said in place."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._t = kit.words.t
        self.path = QLineEdit()
        self.path.setAccessibleName(self._t("saving.path"))
        self._saved = kit.label(size=Size.SMALL, ink="good", strong=True, wrap=True)
        self._saved.hide()
        self.refusal = kit.refusal_line()
        layout = column(self, gap=8)
        layout.addWidget(kit.label(self._t("saving.path"), size=Size.SMALL, ink="dim"))
        layout.addWidget(self.path)
        layout.addWidget(self._saved)
        layout.addWidget(self.refusal)

    def offer(self, name: str) -> None:
        """Propose a file of that name among the person's documents; nothing is said any more."""
        self.path.setText(str(_free(_folder() / name)))
        self._saved.hide()
        self.refuse("")

    def refuse(self, sentence: str) -> None:
        """Say why not; an empty sentence takes the last one away."""
        show_refusal(self.refusal, sentence)

    def write(self, make: Callable[[], bytes]) -> None:
        """Write the file; nothing that is there already is overwritten."""
        path = Path(self.path.text().strip()).expanduser()
        self._saved.hide()
        try:
            # Refuses to overwrite, without a moment in which another could come in between.
            with open(path, "xb", opener=_owned) as file:
                file.write(make())
        except FileExistsError:
            self.refuse(self._t("saving.exists"))
        except (OSError, ValueError) as error:
            logger.info("print not written: %s", error)
            self.refuse(self._t("saving.failed", path=path))
        else:
            self.refuse("")
            self._saved.setText(self._t("saving.saved", path=path))
            self._saved.show()

    def texts(self) -> list[str]:
        """Where it was saved, or why not."""
        return [each.text() for each in (self._saved, self.refusal) if each.isVisible()]


def _owned(path: str, flags: int) -> int:
    """A print names people: only who saved it reads it."""
    return os.open(path, flags, 0o600)


def _folder() -> Path:
    where = QStandardPaths.StandardLocation.DocumentsLocation
    documents = Path(QStandardPaths.writableLocation(where))
    return documents if documents.is_dir() else Path.home()


def _free(path: Path) -> Path:
    """The path, numbered if a file of this name is there."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free
