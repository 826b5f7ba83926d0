"""Commands to neighbours and of the night watch."""

from gateway.protocol.commands.base import Body
from gateway.protocol.enums import AppealAnswer, Kind, Mode
from gateway.protocol.fields import AreaCode, RhythmId, Subject, Text
from gateway.protocol.targets import AnyTarget
from gateway.protocol.views import RondaHours


class Broadcast(Body, frozen=True, kw_only=True, tag="broadcast"):
    """Call posts: text, a kentongan rhythm and flashes on their tablets.

    ``rhythm`` None: what each desa's own table says for the kind. ``incident``: what it is about;
    it must be taken, and of the same mode.
    """

    text: Text
    kind: Kind = Kind.OTHER
    rhythm: RhythmId | None = None
    flash: bool = True
    mode: Mode = Mode.REAL
    target: AnyTarget
    incident: Subject | None = None


class RelayAlarm(Body, frozen=True, kw_only=True, tag="relay_alarm"):
    """Call the posts nearest to an incident that an officer has taken, in one order."""

    incident: Subject


class ConfirmBroadcast(Body, frozen=True, kw_only=True, tag="confirm_broadcast"):
    """A tablet tells what it truly did: painted it, and played it with the sound unlocked."""

    broadcast: Subject
    shown: bool
    sounded: bool


class EndBroadcast(Body, frozen=True, kw_only=True, tag="end_broadcast"):
    """Take the broadcast from all tablets."""

    broadcast: Subject


class AnswerAppeal(Body, frozen=True, kw_only=True, tag="answer_appeal"):
    """A neighbour answers the appeal for help of an incident; a later answer takes its place."""

    incident: Subject
    answer: AppealAnswer


class AcknowledgeBroadcast(Body, frozen=True, kw_only=True, tag="acknowledge_broadcast"):
    """Somebody at a post has read a broadcast that asks for no help; it counts as seen."""

    broadcast: Subject


class SetKentongan(Body, frozen=True, kw_only=True, tag="set_kentongan"):
    """Replace a desa's table of rhythms. A kind that is left out keeps the general rhythm."""

    area: AreaCode
    rhythms: dict[Kind, RhythmId]


class SetRonda(Body, frozen=True, kw_only=True, tag="set_ronda"):
    """Switch a post's ronda on, with its hours (WIB, from and until), or off (None)."""

    post: Subject
    hours: RondaHours | None


class RondaSafe(Body, frozen=True, kw_only=True, tag="ronda_safe"):
    """The men of the ronda tell that all is well at their post."""
