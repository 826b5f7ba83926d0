"""Plain text: tooltips, labels, the field for notes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from console.theme import make_theme
from widgets.text import PlainEdit, PlainLabel, plain_tooltip, takes_text

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def test_a_tooltip_is_escaped() -> None:
    assert plain_tooltip("<b>a & b</b>") == "<span>&lt;b&gt;a &amp; b&lt;/b&gt;</span>"
    assert plain_tooltip("") == ""


def test_a_cut_label_tells_all_of_it(qtbot: QtBot) -> None:
    label = PlainLabel(make_theme(), elide=True)
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    label.setText("Pos Kamling Perumahan <i>Griya</i> Praja Mukti")
    assert "&lt;i&gt;Griya" in label.toolTip()
    label.resize(900, 20)
    assert label.toolTip() == ""


def test_tabular_figures_survive_a_change_of_ink(qtbot: QtBot) -> None:
    label = PlainLabel(make_theme(), tabular=True)
    qtbot.addWidget(label)
    label.set_ink("p1")
    assert [tag.toString() for tag in label.font().featureTags()] == [b"tnum"]


def test_a_note_grows_with_its_lines_and_stops_at_its_limit(qtbot: QtBot) -> None:
    edit = PlainEdit(make_theme(), "catatan", limit=10)
    qtbot.addWidget(edit)
    low = edit.sizeHint().height()
    edit.setPlainText("a\nb\nc")
    assert edit.sizeHint().height() > low
    edit.setPlainText("")
    QTest.keyClicks(edit, "abcdefghijklmno")
    assert edit.text() == "abcdefghij"
    edit.setPlainText("x" * 5000)
    assert len(edit.text()) == 10


def test_ctrl_enter_sends_and_escape_leaves(qtbot: QtBot) -> None:
    edit = PlainEdit(make_theme(), "catatan", limit=100)
    qtbot.addWidget(edit)
    sent: list[str] = []
    left: list[bool] = []
    edit.submitted.connect(sent.append)
    edit.left.connect(lambda: left.append(True))
    QTest.keyClicks(edit, " satu ")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QTest.keyClick(edit, Qt.Key.Key_Enter, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert sent == ["satu"]
    assert left == [True]


def test_what_takes_text(qtbot: QtBot) -> None:
    line, button = QLineEdit(), QPushButton()
    for widget in (line, button):
        qtbot.addWidget(widget)
    assert takes_text(line)
    line.setReadOnly(True)
    assert not takes_text(line)
    assert not takes_text(button)
    assert not takes_text(None)
