"""What people do with calls. The media itself runs between the devices."""

from gateway.protocol.commands.base import Body
from gateway.protocol.enums import AgentState, Desk, LegState, Mode
from gateway.protocol.fields import Id, OptionalText, Subject, Text


class StartCall(Body, frozen=True, kw_only=True, tag="start_call"):
    """Call somebody: a post or partner a ``desk``, a post also a partner (``to``); an officer a
    post, partner or officer (``to``).

    The command's id becomes the call's id. ``press``: the post's alarm that it is about; ``about``:
    an incident or another subject, given by officers and partners. ``calls_back``: the missed or
    dropped call that this one answers.
    """

    desk: Desk | None = None
    to: Subject | None = None
    video: bool = False
    press: Id | None = None
    about: Subject | None = None
    calls_back: Subject | None = None
    mode: Mode = Mode.REAL


class AnswerCall(Body, frozen=True, kw_only=True, tag="answer_call"):
    """Take a ringing call. Of several who try, the first has it. ``video``: with the camera on."""

    call: Subject
    video: bool = False


class DeclineCall(Body, frozen=True, kw_only=True, tag="decline_call"):
    """Not me: it goes on ringing at the other officers; at a post or partner it ends."""

    call: Subject


class EndCall(Body, frozen=True, kw_only=True, tag="end_call"):
    """Hang up. Of the hub: for all; of any other device: only its own leg."""

    call: Subject


class HoldCall(Body, frozen=True, kw_only=True, tag="hold_call"):
    """Neither side hears the other until it is resumed."""

    call: Subject


class ResumeCall(Body, frozen=True, kw_only=True, tag="resume_call"):
    """Go on with a call on hold; one that is active is put on hold first by its own command."""

    call: Subject


class InviteToCall(Body, frozen=True, kw_only=True, tag="invite_to_call"):
    """Ring one more post, partner or officer into the call."""

    call: Subject
    to: Subject


class DropLeg(Body, frozen=True, kw_only=True, tag="drop_leg"):
    """The hub takes one device out of the call."""

    call: Subject
    party: Subject


class TransferCall(Body, frozen=True, kw_only=True, tag="transfer_call"):
    """Hand the call on to an officer (``to``) or a desk.

    ``consult``: speak with them first; the command's id becomes the consultation's call. Else it
    rings there at once (blind); unanswered or declined, it comes back.
    """

    call: Subject
    to: Subject | None = None
    desk: Desk | None = None
    consult: bool = False


class CompleteTransfer(Body, frozen=True, kw_only=True, tag="complete_transfer"):
    """The consultation is over: the call it was about goes to the one who was consulted.

    ``call`` is either of the two.
    """

    call: Subject


class JoinCall(Body, frozen=True, kw_only=True, tag="join_call"):
    """A supervisor listens in, or speaks too (``speak``); the officer sees it."""

    call: Subject
    speak: bool = False


class AttachCall(Body, frozen=True, kw_only=True, tag="attach_call"):
    """The call belongs to this incident (or guest report, complaint)."""

    call: Subject
    about: Subject


class NoteCall(Body, frozen=True, kw_only=True, tag="note_call"):
    """A note on the call; on the incident's timeline too, when it belongs to one."""

    call: Subject
    text: Text


class ReportLeg(Body, frozen=True, kw_only=True, tag="report_leg"):
    """The hub tells what it measures of another device's media (ON, RECONNECTING), each device of
    its own (ON). LEFT is said by EndCall and DropLeg only."""

    call: Subject
    party: Subject
    state: LegState
    audio_only: bool = False


class StartRecording(Body, frozen=True, kw_only=True, tag="start_recording"):
    """Record from now on; all parties are told. Audio always, the picture by choice.

    The command's id becomes the recording's id.
    """

    call: Subject
    video: bool = False


class StopRecording(Body, frozen=True, kw_only=True, tag="stop_recording"):
    """Record no more."""

    call: Subject


class ReportRecording(Body, frozen=True, kw_only=True, tag="report_recording"):
    """The hub couldn't record, or not go on."""

    call: Subject
    recording: Id
    reason: OptionalText = ""


class OpenRecording(Body, frozen=True, kw_only=True, tag="open_recording"):
    """Listen to a recording; that it was is journaled. The ack's grant fetches it on /ws/media."""

    call: Subject
    recording: Id


class ReviewCall(Body, frozen=True, kw_only=True, tag="review_call"):
    """A missed or dropped call needs no (further) call back; ``text`` says why."""

    call: Subject
    text: OptionalText = ""


class SetAgentState(Body, frozen=True, kw_only=True, tag="set_agent_state"):
    """The officer is READY, on a BREAK (with the reason) or OUT."""

    state: AgentState
    reason: OptionalText = ""
