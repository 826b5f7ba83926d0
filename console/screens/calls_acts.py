"""What an officer does with calls: the commands, in the order in which they must be given."""

from collections.abc import Callable

from console.board.calling import OwnCalls, Seat, is_hub, is_outgoing, own_calls, own_leg
from console.models.call_cells import party_of
from console.screens.kit import Kit
from gateway.protocol import commands
from gateway.protocol.commands import AnyBody
from gateway.protocol.enums import (
    AgentState,
    CallState,
    Desk,
    LegRole,
    Mode,
    RecordingState,
)
from gateway.protocol.views import CallView, IncidentView


class CallActs:
    """``seat`` says who acts. ``refuse`` is told why something was not done; an empty sentence
    takes that away."""

    def __init__(self, kit: Kit, refuse: Callable[[str], None]) -> None:
        self._kit = kit
        self._t = kit.words.t
        self._refuse = refuse
        self.seat = Seat()

    @property
    def own(self) -> OwnCalls:
        """The calls of this officer as the board has them now."""
        return own_calls(self._kit.board.calls.values(), self.seat)

    # -- taking and leaving calls

    def answer(self, view: CallView | None = None) -> None:
        """Take a call that rings, the oldest if none is named; the active one is held first."""
        view = view or next(iter(self.own.ringing), None)
        if view is None:
            self._refuse(self._t("calls.none_rings"))
        elif self._kit.media.shown.off is not None:
            self._refuse(self._t("calls.off_here"))
        else:
            self._alone(commands.AnswerCall(call=view.subject, video=view.video))

    def decline(self, view: CallView | None = None) -> None:
        """Not this officer: it goes on ringing at the others."""
        view = view or next(iter(self.own.ringing), None)
        if view is None:
            self._refuse(self._t("calls.none_rings"))
        else:
            self._do(commands.DeclineCall(call=view.subject))

    def hold_or_resume(self) -> None:
        """Hold the active call; without one, go on with the one held last."""
        own = self.own
        if own.active is not None:
            self._do(commands.HoldCall(call=own.active.subject))
        elif own.held:
            self.resume(own.held[0])
        else:
            self._refuse(self._t("calls.none_active"))

    def resume(self, view: CallView) -> None:
        """Go on with a call that waits; the active one is held first."""
        self._alone(commands.ResumeCall(call=view.subject))

    def hang_up(self) -> None:
        """End the active call, or leave it if it is another's; stop calling."""
        active = self.needs_active()
        if active is not None:
            self._do(commands.EndCall(call=active.subject))

    # -- starting calls

    def call(self, to: str, *, about: str = "", video: bool = False) -> None:
        """Call a post, partner or officer; about an incident, and then in its mode."""
        known = self._kit.board.incident(about) if about else None
        mode = known.mode if isinstance(known, IncidentView) else Mode.REAL
        body = commands.StartCall(to=to, about=about or None, video=video, mode=mode)
        self._start(body)

    def call_back(self, view: CallView | None = None) -> None:
        """Call back who was missed or lost, the one that waits longest if none is named."""
        view = view or next(iter(self.own.due), None)
        if view is None:
            self._refuse(self._t("calls.none_due"))
            return
        to = party_of(view, self.seat)
        body = commands.StartCall(to=to, about=view.about, calls_back=view.subject, mode=view.mode)
        self._start(body)

    def review(self, view: CallView, text: str, done: Callable[[], None]) -> None:
        """No call back is needed."""
        self._do(commands.ReviewCall(call=view.subject, text=text), done)

    # -- in a call

    def mute(self) -> None:
        """The microphone off, or on again."""
        if self.needs_active() is not None:
            self._kit.media.mute(not self._kit.media.shown.muted)

    def camera(self) -> None:
        """The own picture on, or off again."""
        active = self.needs_active()
        if active is not None:
            self._kit.media.camera(active.subject, not self._kit.media.shown.camera)

    def record(self, *, video: bool = False) -> None:
        """Begin a recording, with the picture by choice, or end it."""
        active = self.needs_active()
        if active is None:
            return
        if active.recording is RecordingState.ON:
            self._do(commands.StopRecording(call=active.subject))
        else:
            self._do(commands.StartRecording(call=active.subject, video=video))

    def attach(self, incident: str) -> None:
        """The active call belongs to the selected incident."""
        active = self.needs_active()
        if active is not None and not incident:
            self._refuse(self._t("calls.none_selected"))
        elif active is not None:
            self._do(commands.AttachCall(call=active.subject, about=incident))

    def note(self, call: str, text: str, done: Callable[[], None]) -> None:
        """Write something down about a call."""
        self._do(commands.NoteCall(call=call, text=text), done)

    def invite(self, to: str, done: Callable[[], None]) -> None:
        """Ring one more into the active call."""
        active = self.needs_active()
        if active is not None:
            self._do(commands.InviteToCall(call=active.subject, to=to), done)

    def drop(self, party: str) -> None:
        """Take one out of the active call."""
        active = self.needs_active()
        if active is not None:
            self._do(commands.DropLeg(call=active.subject, party=party))

    # -- handing on

    def transfer(
        self, to: str, desk: Desk | None, done: Callable[[], None], *, consult: bool
    ) -> None:
        """Hand the active call on; ``consult``: after speaking with them."""
        active = self.needs_active()
        if active is not None:
            body = commands.TransferCall(
                call=active.subject, to=to or None, desk=desk, consult=consult
            )
            self._do(body, done)

    def complete_transfer(self) -> None:
        """Who is consulted takes the call."""
        active = self.needs_active()
        if active is None:
            return
        if active.consult_of is None:
            self._refuse(self._t("calls.no_consultation"))
        else:
            self._do(commands.CompleteTransfer(call=active.subject))

    def return_from_transfer(self) -> None:
        """End the consultation and go on with the call that it was about."""
        active = self.needs_active()
        if active is None:
            return
        about = active.consult_of
        if about is None:
            self._refuse(self._t("calls.no_consultation"))
            return
        resume = commands.ResumeCall(call=about)
        self._do(commands.EndCall(call=active.subject), lambda: self._do(resume))

    # -- supervisors, and who is there

    def join(self, call: str, *, speak: bool) -> None:
        """Listen in, or speak too; the officer sees it."""
        view = self._kit.board.calls.get(call)
        if view is not None and own_leg(view, self.seat) is not None:
            self._do(commands.JoinCall(call=call, speak=speak))
        else:
            self._alone(commands.JoinCall(call=call, speak=speak))

    def set_agent(
        self, state: AgentState, reason: str = "", done: Callable[[], None] | None = None
    ) -> None:
        """READY, on a break with its reason, or out."""
        self._do(commands.SetAgentState(state=state, reason=reason), done)

    # -- inside

    def _start(self, body: commands.StartCall) -> None:
        if self._kit.media.shown.off is not None:
            self._refuse(self._t("calls.off_here"))
        else:
            self._alone(body)

    def needs_active(self) -> CallView | None:
        """The call that is spoken in; without one that is said."""
        active = self.own.active
        if active is None:
            self._refuse(self._t("calls.none_active"))
        return active

    def _alone(self, body: AnyBody) -> None:
        """Do it when no other call is spoken in; refused, the first command stops the second."""
        active = self.own.active
        if active is None:
            self._do(body)
            return
        leg = own_leg(active, self.seat)
        listens = leg is not None and leg.role in (LegRole.LISTENER, LegRole.JOINED)
        if listens or is_outgoing(active, self.seat):
            self._do(commands.EndCall(call=active.subject), lambda: self._do(body))
        elif is_hub(active, self.seat) and active.state is not CallState.ON_HOLD:
            self._do(commands.HoldCall(call=active.subject), lambda: self._do(body))
        else:
            self._refuse(self._t("calls.leave_first"))

    def _do(self, body: AnyBody, done: Callable[[], None] | None = None) -> None:
        self._refuse("")
        told = done or (lambda: None)
        self._kit.acts.do(body, done=lambda _: told(), refused=self._refuse)
