"""References to None and True that Qt loses: ``python -m tests.helpers.refcounts`` measures it.

A build of Qt for Python that takes a reference too few aborts the process after some hundred
calls ("Fatal Python error: none_dealloc"; PySide6 6.12.0 on Python 3.11 does). So the operations
run in a process of their own, which prints what each of them lost as JSON.
"""

import json
import sys
from collections.abc import Callable
from typing import Final

REPEATS: Final = 1000


def lost_references(operation: Callable[[], object], repeats: int = REPEATS) -> dict[str, int]:
    """How many references to None and True the repeated operation loses (negative: gains)."""
    operation()  # whatever is made once is made now
    before = (sys.getrefcount(None), sys.getrefcount(True))
    for _ in range(repeats):
        operation()
    after = (sys.getrefcount(None), sys.getrefcount(True))
    return {"None": before[0] - after[0], "True": before[1] - after[1]}


def qt_operations() -> dict[str, Callable[[], object]]:
    """The everyday calls of Qt in which the bad build loses references."""
    from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, Signal
    from PySide6.QtWidgets import QApplication, QLabel

    class Emitter(QObject):
        fired = Signal()

    class Empty(QAbstractListModel):
        def rowCount(self, parent: object = None) -> int:
            return 1

        def data(self, index: object, role: int = 0) -> object:
            return None

    application = QApplication.instance() or QApplication([])
    emitter, model, label = Emitter(application), Empty(application), QLabel()
    emitter.fired.connect(lambda: None)
    orphan = QObject()
    return {
        "signal emit": emitter.fired.emit,
        "setText": lambda: label.setText("PosPin"),
        "parent() of none": orphan.parent,
        "processEvents": QCoreApplication.processEvents,
        "model data": lambda: model.itemData(model.index(0, 0, QModelIndex())),
    }


def main() -> None:
    """Print what each operation loses."""
    print(json.dumps({name: lost_references(op) for name, op in qt_operations().items()}))


if __name__ == "__main__":
    main()
