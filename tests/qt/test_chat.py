"""The conversation with the post on the console."""

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from console.models.chat_model import ChatModel
from console.screens.chat import REPLIES, ChatPanel
from gateway.protocol import events
from gateway.protocol.commands import MarkMessages, SendMessage
from gateway.protocol.enums import IncidentState, Mark, MediaForm, MediaSort, Phrase, Side
from gateway.protocol.errors import ErrorCode
from gateway.protocol.messages import EventItem
from gateway.protocol.queries import MediaGrant
from gateway.protocol.views import Attachment
from tests.helpers import media_client
from tests.qt.scene import NOW, CheckModel, Scene, claimed, incident, item, refusal, subject
from widgets.chat_view import BUBBLE_ROLE, ChatBubble


def uid(number: int) -> str:
    return f"0198b8d1-9000-7a10-8000-{number:012x}"


def sent(
    seq: int, text: str = "", side: Side = Side.POST, phrase: Phrase | None = None, who: str = ""
) -> EventItem:
    data = events.MessageSent(message=uid(seq), side=side, text=text, phrase=phrase, written_at=NOW)
    return item(seq, 1, data, who, age_s=0)


def marked(seq: int, mark: Mark, *messages: int) -> EventItem:
    data = events.MessagesMarked(messages=tuple(uid(m) for m in messages), mark=mark)
    return item(seq, 1, data, age_s=0)


@pytest.fixture
def chat(scene: Scene) -> ChatPanel:
    scene.sign_in()
    scene.snapshot(claimed(1, 60, "Petugas 1"))
    scene.window.queue.select(subject(1))
    return scene.window.incident.chat


def sends(scene: Scene) -> list[SendMessage]:
    return [body for body, _ in scene.link.did if isinstance(body, SendMessage)]


def marks(scene: Scene) -> list[MarkMessages]:
    return [body for body, _ in scene.link.did if isinstance(body, MarkMessages)]


def test_the_posts_words_are_shown_and_marked_once(scene: Scene, chat: ChatPanel) -> None:
    scene.change(items=(sent(1, "<b>tulung</b>", phrase=Phrase.SOMEONE_TRAPPED),))
    QTest.qWait(50)
    assert chat.texts() == ["Ada orang terjebak\n<b>tulung</b> 21.45"]
    told = [(body.mark, body.messages) for body in marks(scene)]
    assert told == [(Mark.DELIVERED, (uid(1),)), (Mark.READ, (uid(1),))]
    chat.view.viewport().update()
    QTest.qWait(50)
    assert len(marks(scene)) == 2


def test_messages_of_another_incident_have_arrived_but_are_not_read(
    scene: Scene, chat: ChatPanel
) -> None:
    scene.change(claimed(2, 50, "Petugas 2"))
    elsewhere = msgspec.structs.replace(sent(5, "x"), subject=subject(2))
    scene.change(items=(elsewhere,))
    QTest.qWait(50)
    assert [(body.mark, body.incident) for body in marks(scene)] == [(Mark.DELIVERED, subject(2))]
    assert chat.texts() == []


def test_nothing_is_marked_while_the_window_is_hidden(scene: Scene, chat: ChatPanel) -> None:
    scene.window.hide()
    scene.change(items=(sent(1, "x"),))
    QTest.qWait(50)
    assert [body.mark for body in marks(scene)] == [Mark.DELIVERED]


def test_words_are_sent_by_ctrl_enter_and_shown_until_they_are_answered(
    scene: Scene, chat: ChatPanel
) -> None:
    scene.window.queue.view.setFocus()
    QTest.keyClick(scene.window.queue.view, Qt.Key.Key_B)
    assert chat.edit.hasFocus()
    chat.edit.setPlainText("Apinya di sebelah mana?")
    QTest.keyClick(chat.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sends(scene) == [SendMessage(incident=subject(1), text="Apinya di sebelah mana?")]
    assert chat.edit.toPlainText() == ""
    assert chat.texts() == []
    scene.change(items=(sent(1, "Apinya di sebelah mana?", Side.OFFICER, who="Petugas 1"),))
    assert chat.texts()[0].endswith("Petugas 1 · 21.45 · sampai di pusat")
    scene.change(items=(marked(2, Mark.DELIVERED, 1),))
    assert chat.texts()[0].endswith("sampai di pos")
    scene.change(items=(marked(3, Mark.READ, 1),))
    assert chat.texts()[0].endswith("dilihat pos 21.45")


def test_a_refused_message_goes_back_into_its_field(scene: Scene, chat: ChatPanel) -> None:
    scene.link.refuses = refusal(ErrorCode.WRONG_STATE)
    chat.edit.setPlainText("sabar")
    chat.send()
    assert chat.edit.toPlainText() == "sabar"
    assert chat.refusal.text() == "Tidak dapat dilakukan pada keadaan sekarang."


@pytest.mark.qt_log_ignore("grabbing", "propagateSizeHints", r"raise\(\)")
def test_quick_replies_are_sent_by_their_number(scene: Scene, chat: ChatPanel) -> None:
    chat.choose_reply()
    assert len(chat.replies.actions()) == len(REPLIES) < 10
    QTest.keyClick(chat.replies, Qt.Key.Key_1)
    assert sends(scene) == [SendMessage(incident=subject(1), phrase=Phrase.HELP_COMING)]


def test_words_begun_for_one_incident_stay_with_it(scene: Scene, chat: ChatPanel) -> None:
    scene.change(claimed(2, 50, "Petugas 2"))
    chat.edit.setPlainText("untuk yang pertama")
    scene.window.incident.show_incident(subject(2))
    assert chat.edit.toPlainText() == ""
    scene.window.incident.show_incident(subject(1))
    assert chat.edit.toPlainText() == "untuk yang pertama"
    chat.forget_drafts()
    assert chat.edit.toPlainText() == ""


def test_the_words_of_a_merged_reports_post_stand_here_with_its_name(
    scene: Scene, chat: ChatPanel
) -> None:
    other = incident(2, 70, state=IncidentState.MERGED, merged_into=subject(1), closed_at=NOW)
    scene.change(claimed(1, 60, "Petugas 1", version=2, merged=(subject(2),)), other)
    there = msgspec.structs.replace(sent(7, "api ning mburi"), subject=subject(2))
    scene.change(items=(sent(6, "tulung"), there))
    QTest.qWait(50)
    posts = [incident(n).post_title for n in (1, 2)]
    assert chat.texts() == [f"tulung {posts[0]} · 21.45", f"api ning mburi {posts[1]} · 21.45"]
    read = [body for body in marks(scene) if body.mark is Mark.READ]
    assert {body.incident for body in read} == {subject(1), subject(2)}


def test_what_has_ended_can_not_be_written_to(scene: Scene, chat: ChatPanel) -> None:
    assert chat.edit.isEnabled()
    scene.change(incident(1, 60, version=9, state=IncidentState.CLOSED, closed_at=NOW))
    assert not chat.edit.isEnabled()


def test_unread_messages_are_marked_in_the_queue(scene: Scene, chat: ChatPanel) -> None:
    scene.change(claimed(1, 60, "Petugas 1", version=2, unread=3))
    row = scene.window.queue.model.index(0, 0)
    assert "3 pesan baru" in str(row.data(Qt.ItemDataRole.AccessibleTextRole))


def test_the_timeline_tells_the_words_and_not_the_marks(scene: Scene, chat: ChatPanel) -> None:
    scene.change(items=(sent(1, "isih murub"), marked(2, Mark.READ, 1)))
    lines = scene.window.incident.timeline.texts()
    assert [line.split(" ", 1)[1] for line in lines] == ["Pos menulis isih murub"]


def photo(seq: int, content: bytes) -> tuple[EventItem, EventItem]:
    """A message with a photo, and its arrival."""
    media = Attachment(sort=MediaSort.PHOTO, size=len(content), sha256="ab" * 32)
    data = events.MessageSent(message=uid(seq), side=Side.POST, media=media, written_at=NOW)
    stored = events.MediaStored(message=uid(seq), sort=MediaSort.PHOTO, size=len(content))
    return item(seq, 1, data, age_s=0), item(seq + 1, 1, stored, age_s=0)


def test_a_photo_is_shown_small_and_opens_large(scene: Scene, chat: ChatPanel) -> None:
    scene.link.content = media_client.picture(size=(320, 240))
    announced, stored = photo(1, scene.link.content)
    scene.change(items=(announced,))
    assert chat.texts() == ["Foto · sedang dikirim pos 21.45"]
    scene.change(items=(stored,))
    asked = [ask for ask in scene.link.asked if isinstance(ask, MediaGrant)]
    assert [ask.form for ask in asked] == [MediaForm.THUMBNAIL]
    bubble = chat.model.index(0).data(BUBBLE_ROLE)
    assert bubble.picture.width() == 320
    QTest.qWait(50)
    area = chat.view.visualRect(chat.model.index(0))
    QTest.mouseClick(chat.view.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    assert chat.picture.isVisible()
    assert scene.window.incident.isAncestorOf(chat.picture)
    QTest.keyClick(chat.picture, Qt.Key.Key_Escape)
    assert not chat.picture.isVisible()


def test_a_photo_that_does_not_come_is_said_to_be_missing_until_it_comes(
    scene: Scene, chat: ChatPanel
) -> None:
    announced, stored = photo(1, b"x")
    scene.change(items=(announced,))
    scene.clock.elapsed += 601
    scene.window.tick()
    assert chat.texts() == ["Foto · belum sampai; minta pos mengirim lagi 21.45"]
    scene.change(items=(stored,))
    assert "belum sampai" not in chat.texts()[0]


def test_a_photo_that_was_refused_or_erased_is_told_in_words(scene: Scene, chat: ChatPanel) -> None:
    announced, _ = photo(1, b"x")
    refused = events.MediaRefused(message=uid(1), reason=ErrorCode.MEDIA_BROKEN)
    scene.change(items=(announced, item(2, 1, refused, age_s=0)))
    assert chat.texts() == ["Foto · rusak, tidak dapat dibuka 21.45"]
    scene.change(items=(item(3, 1, events.MediaErased(message=uid(1)), age_s=0),))
    assert chat.texts() == ["Foto · sudah dihapus 21.45"]
    assert [a for a in scene.link.asked if isinstance(a, MediaGrant)] == []


def test_the_model_tells_what_changes(check_model: CheckModel) -> None:
    model = ChatModel()
    check_model(model)
    first = ChatBubble("a", False, "x", "21.45", unseen=True)
    assert model.show([first])
    assert not model.show([marked_again(first)])
    assert model.show([first, ChatBubble("b", True, "y", "21.46")])
    assert model.show([])


def marked_again(bubble: ChatBubble) -> ChatBubble:
    """The same bubble with another foot."""
    return ChatBubble(bubble.id, bubble.own, bubble.words, "dilihat")


def test_four_messages_have_room_on_the_smallest_screen(scene: Scene, chat: ChatPanel) -> None:
    scene.change(items=tuple(sent(number, "siap") for number in range(1, 5)))
    QTest.qWait(50)
    assert chat.view.verticalScrollBar().maximum() == 0
