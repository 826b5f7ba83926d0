"""Text of people is text: no widget of the console ever reads it as markup."""

import html

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from gateway.protocol import events
from gateway.protocol.enums import SoundState
from gateway.protocol.messages import Notice
from tests.qt.scene import (
    OFFICER,
    Scene,
    claimed,
    console,
    incident,
    item,
    officer,
    place,
    post,
    subject,
)

NAUGHTY = (
    "<b>tebal</b>",
    "<img src=x onerror=alert(1)>",
    '<a href="https://example.org">klik</a>',
    "<table><tr><td>1</td></tr></table>",
    "&lt;script&gt;",
    "<!--",
    "‮terbalik",
)


@pytest.fixture(params=NAUGHTY)
def naughty(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def hostile(scene: Scene, naughty: str) -> Scene:
    """Everything that a person can name or write is hostile."""
    spot = msgspec.structs.replace(place(0), desa=naughty, rt="", rw="")
    scene.link.timeline = [
        item(1, 0, events.NoteAdded(text=naughty), naughty),
        item(2, 0, events.IncidentClaimed(officer="o", officer_title=naughty), naughty),
    ]
    scene.sign_in(msgspec.structs.replace(OFFICER, title=naughty))
    scene.snapshot(
        claimed(0, 20, naughty, post_title=naughty, place=spot),
        incident(1, 20, post_title=naughty, place=spot),
        msgspec.structs.replace(officer(1), title=naughty),
        post(0, title=naughty, place=spot),
        console(1, naughty, SoundState.LOST),
    )
    scene.window.queue.select(subject(0))
    scene.window.incident.show_incident(subject(0))
    posts = scene.window.side.posts
    posts.list.setCurrentIndex(posts.model.index(0))
    posts.revoke()
    scene.window.banners.show_notice(Notice(code="x", message=naughty))
    scene.window.incident.note.field.setPlainText(naughty)
    return scene


def widgets_of(scene: Scene) -> list[QWidget]:
    return scene.window.findChildren(QWidget)


def test_every_label_is_plain(hostile: Scene) -> None:
    labels = [each for each in widgets_of(hostile) if isinstance(each, QLabel)]
    assert len(labels) > 50
    rich = [each.text() for each in labels if each.textFormat() is not Qt.TextFormat.PlainText]
    assert rich == []


def test_no_editor_takes_markup(hostile: Scene, naughty: str) -> None:
    assert not [each for each in widgets_of(hostile) if isinstance(each, QTextEdit)]
    editors = [e for e in widgets_of(hostile) if isinstance(e, QLineEdit | QPlainTextEdit)]
    assert len(editors) > 5
    assert hostile.window.incident.note.field.text() == naughty


def test_every_tooltip_is_escaped(hostile: Scene, naughty: str) -> None:
    for each in widgets_of(hostile):
        tip = each.toolTip()
        assert not tip or tip.startswith("<span>"), tip
        if "<" in naughty:
            assert naughty not in tip
        inside = tip.removeprefix("<span>").removesuffix("</span>")
        assert html.escape(html.unescape(inside)) == inside


def test_the_text_is_shown_as_it_is(hostile: Scene, naughty: str) -> None:
    window = hostile.window
    everywhere = (
        window.queue.texts(),
        window.incident.texts(),
        window.incident.timeline.texts(),
        window.side.posts.texts(),
        window.banners.texts(),
        window.top.texts(),
    )
    for texts in everywhere:
        assert any(naughty in text for text in texts), texts
