"""Who writes to whom about an incident, and how far a message came."""

import pytest

from gateway.domain.order import Actor
from gateway.domain.world import Entry
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.enums import Desk, Disposition, Mark, Phrase, Side
from gateway.protocol.errors import ErrorCode, Refused
from tests.helpers import orders
from tests.helpers.worlds import PlayWorld


class Talk:
    """A post with an open alarm, and an officer who has taken it."""

    def __init__(self) -> None:
        self.play = PlayWorld()
        self.post = orders.post_actor(self.play.post())
        self.officer = orders.officer()
        raised = orders.alarm(self.post.subject)
        self.press = raised.id
        self.incident = self.play.do(raised)[0].subject
        self.by(self.officer, do.Claim(incident=self.incident))

    def by(self, actor: Actor, body: do.AnyBody) -> list[Entry]:
        return self.play.do(orders.order(actor, body))

    def from_post(self, text: str = "tulung") -> str:
        (entry,) = self.by(self.post, do.SendMessage(press=self.press, text=text))
        assert isinstance(entry.data, ev.MessageSent)
        return entry.data.message

    def from_officer(self) -> str:
        body = do.SendMessage(incident=self.incident, phrase=Phrase.HELP_COMING)
        (entry,) = self.by(self.officer, body)
        assert isinstance(entry.data, ev.MessageSent)
        return entry.data.message

    def mark(self, actor: Actor, *messages: str, mark: Mark = Mark.READ) -> list[Entry]:
        return self.by(actor, do.MarkMessages(incident=self.incident, messages=messages, mark=mark))


@pytest.fixture
def talk() -> Talk:
    return Talk()


def refused(code: ErrorCode) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, check=lambda error: error.code is code)


def test_both_sides_write_on_the_incident(talk: Talk) -> None:
    first, second = talk.from_post(), talk.from_officer()
    messages = talk.play.incident(talk.incident).messages
    assert [(m.id, m.side) for m in messages] == [(first, Side.POST), (second, Side.OFFICER)]
    assert talk.play.incident(talk.incident).unread == 1


def test_a_message_says_when_it_was_written(talk: Talk) -> None:
    body = do.SendMessage(press=talk.press, text="macet")
    (entry,) = talk.play.do(orders.order(talk.post, body, age_s=90))
    assert isinstance(entry.data, ev.MessageSent)
    assert (entry.at - entry.data.written_at).total_seconds() == 90


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_message_is_refused(talk: Talk, text: str) -> None:
    with refused(ErrorCode.BAD_FRAME):
        talk.by(talk.post, do.SendMessage(press=talk.press, text=text))


def test_a_post_writes_only_about_its_own_alarm(talk: Talk) -> None:
    other = orders.post_actor(talk.play.post("Pos lain", "BCDE3456"))
    with refused(ErrorCode.NOT_FOUND):
        talk.by(other, do.SendMessage(press=talk.press, text="x"))
    with refused(ErrorCode.NOT_FOUND):
        talk.mark(other, talk.from_officer())
    with refused(ErrorCode.BAD_FRAME):
        talk.by(talk.post, do.SendMessage(incident=talk.incident, text="x"))


def test_an_officer_writes_only_for_the_own_desk(talk: Talk) -> None:
    stranger = orders.officer(2, desks=(Desk.UP4,))
    with refused(ErrorCode.FORBIDDEN):
        talk.by(stranger, do.SendMessage(incident=talk.incident, text="x"))
    with refused(ErrorCode.FORBIDDEN):
        talk.mark(stranger, talk.from_post())


def test_what_a_post_wrote_is_taken_after_the_closing_an_officer_is_refused(talk: Talk) -> None:
    body = do.CloseIncident(incident=talk.incident, disposition=Disposition.HANDLED)
    talk.by(talk.officer, body)
    talk.from_post("ternyata masih menyala")
    assert talk.play.incident(talk.incident).unread == 1
    with refused(ErrorCode.WRONG_STATE):
        talk.from_officer()


def test_delivered_then_read_each_once(talk: Talk) -> None:
    first, second = talk.from_post(), talk.from_post()
    (delivered,) = talk.mark(talk.officer, first, second, mark=Mark.DELIVERED)
    assert delivered.data == ev.MessagesMarked(messages=(first, second), mark=Mark.DELIVERED)
    assert talk.play.incident(talk.incident).unread == 2
    talk.mark(talk.officer, first)
    (rest,) = talk.mark(talk.officer, first, second, second)
    assert rest.data == ev.MessagesMarked(messages=(second,), mark=Mark.READ)
    assert talk.play.incident(talk.incident).unread == 0
    assert talk.mark(talk.officer, first, second) == []
    assert talk.mark(talk.officer, first, mark=Mark.DELIVERED) == []


def test_what_is_read_has_arrived(talk: Talk) -> None:
    message = talk.from_officer()
    talk.mark(talk.post, message)
    (held,) = talk.play.incident(talk.incident).messages
    assert held.delivered_at == held.read_at is not None
    assert talk.mark(talk.post, message, mark=Mark.DELIVERED) == []


def test_nobody_marks_what_the_own_side_wrote_or_nobody_wrote(talk: Talk) -> None:
    for actor, message in ((talk.post, talk.from_post()), (talk.officer, talk.from_officer())):
        with refused(ErrorCode.NOT_FOUND):
            talk.mark(actor, message)
    with refused(ErrorCode.NOT_FOUND):
        talk.mark(talk.officer, orders.new_id())
