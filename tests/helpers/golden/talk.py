"""Golden frames of messages between a post and its Ketua RT."""

from gateway.protocol import commands, enums, views
from tests.helpers.golden.base import COMMAND, POST, after


def bodies() -> dict[str, commands.AnyBody]:
    """The commands."""
    return {
        "write_talk": commands.WriteTalk(text="Besok kerja bakti jam berapa?"),
        "write_talk.partner": commands.WriteTalk(post=POST, phrase=enums.Phrase.YES),
        "mark_talk": commands.MarkTalk(messages=(COMMAND,), mark=enums.Mark.READ),
    }


def talk_view() -> views.TalkView:
    """As both sides see it."""
    line = views.TalkLine(
        id=COMMAND,
        side=enums.Side.PARTNER,
        title="Ketua RT 03",
        text="Jam tujuh.",
        phrase=None,
        at=after(60),
        delivered_at=after(61),
    )
    return views.TalkView(
        subject=f"talk:{POST.partition(':')[2]}",
        version=3,
        post=POST,
        post_title="Pos Kamling RT 03",
        lines=(line,),
    )
