"""Golden frames of the conversation between post and officer."""

import msgspec

from gateway.protocol import commands, enums, events, messages, queries, views
from tests.helpers.golden.base import COMMAND, INCIDENT, PRESS, after, item


def bodies() -> dict[str, commands.AnyBody]:
    """The commands of the conversation between post and officer."""
    return {
        "send_message": commands.SendMessage(
            press=PRESS, text="Mbah isih neng njero", phrase=enums.Phrase.SOMEONE_TRAPPED
        ),
        "send_message.officer": commands.SendMessage(
            incident=INCIDENT, phrase=enums.Phrase.HELP_COMING
        ),
        "send_message.photo": commands.SendMessage(
            press=PRESS,
            media=views.Attachment(sort=enums.MediaSort.PHOTO, size=81_920, sha256="ab" * 32),
        ),
        "mark_messages": commands.MarkMessages(
            incident=INCIDENT, messages=(COMMAND,), mark=enums.Mark.READ
        ),
    }


def asks() -> dict[str, queries.AnyAsk]:
    """Leave to send a photo or voice note."""
    return {
        "media_grant": queries.MediaGrant(incident=INCIDENT, message=COMMAND, upload=True),
    }


def written() -> messages.EventItem:
    """An officer's message as the post gets it: what it says, not who wrote it."""
    sent = events.MessageSent(
        message=COMMAND,
        side=enums.Side.OFFICER,
        phrase=enums.Phrase.HELP_COMING,
        written_at=after(17.5),
    )
    return msgspec.structs.replace(item(45, sent, None, 4), actor="", actor_title="")


def happenings() -> dict[str, messages.Message]:
    """The live frame of a message."""
    return {
        "events.post.message": messages.Events(after=44, through=45, items=[written()]),
    }
