"""The scripted console of these tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.qt.scene import CheckModel, MakeScene, Scene

if TYPE_CHECKING:
    # It can't be imported before the plugin has chosen the Qt binding.
    from pytestqt.modeltest import ModelTester


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform warns of windows that have a smallest size, or are raised."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)"))


@pytest.fixture
def check_model(qapp: QApplication, qtmodeltester: "ModelTester") -> CheckModel:
    """Watch a model with Qt's own tester until the end of the test."""

    def check(model: QAbstractItemModel) -> None:
        qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # untyped in pytest-qt

    return check


@pytest.fixture
def make_scene(qtbot: QtBot, qapp: QApplication) -> Iterator[MakeScene]:
    """Scenes whose windows are shown and end with the test."""
    made: list[Scene] = []

    def make(size: tuple[int, int] = (1366, 768), **look: object) -> Scene:
        scene = Scene(qapp, **look)  # type: ignore[arg-type]  # given on as they are
        scene.window.resize(*size)
        qtbot.addWidget(scene.window)
        scene.window.show()
        with qtbot.waitActive(scene.window):
            scene.window.activateWindow()
        made.append(scene)
        return scene

    yield make
    for scene in made:
        scene.window.hide()


@pytest.fixture
def scene(make_scene: MakeScene) -> Scene:
    """A console at 1366x768, in Indonesian, nobody signed in."""
    return make_scene()
