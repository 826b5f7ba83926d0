"""Calls against a model that was written from the design alone.

The model is a plain table: it shares no code with the rules and knows nothing of events or legs.
"""

from dataclasses import dataclass

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule

from gateway.domain.order import Actor, InternalBody, LegOver, RingOver
from gateway.protocol import commands as do
from gateway.protocol.enums import AgentState, LegState
from tests.helpers.call_worlds import CallWorld

LIVE = {"ringing", "connecting", "active", "on_hold", "reconnecting"}
#: So few that the acts meet on the same ones.
CALLS = 4


@dataclass
class Model:
    """What the design says of one call between a post and the control room."""

    post: int
    inward: bool
    state: str = "ringing"
    holder: int | None = None
    media: str = "none"
    due: bool = False
    reviewed: bool = False
    rings_at: int | None = None

    @property
    def live(self) -> bool:
        return self.state in LIVE

    @property
    def talked(self) -> bool:
        """Whether it lives and was answered."""
        return self.live and self.state != "ringing"

    def engages(self, officer: int) -> bool:
        return self.holder == officer and self.live and self.state != "on_hold"

    def by_media(self) -> str:
        return {"none": "connecting", "on": "active", "lost": "reconnecting"}[self.media]

    def over(self, state: str, *, due: bool = False) -> None:
        self.state, self.due, self.rings_at = state, due, None


class Calls(RuleBasedStateMachine):
    """Random acts of two officers and two posts; each must end as the model says."""

    calls = Bundle("calls")

    def __init__(self) -> None:
        super().__init__()
        self.world = CallWorld()
        self.officers = [self.world.person(1), self.world.person(2)]
        self.posts = [self.world.tablet("Pos 1"), self.world.tablet("Pos 2")]
        self.models: dict[str, Model] = {}

    def does(self, actor: Actor, body: do.AnyBody) -> bool:
        self.world.wait(1)
        return self.world.code_of(actor, body) is None

    def due(self, body: InternalBody) -> None:
        self.world.wait(1)
        self.world.of_system(body)

    def free(self, officer: int) -> bool:
        return not any(model.engages(officer) for model in self.models.values())

    def post_free(self, post: int) -> bool:
        return not any(m.live for m in self.models.values() if m.post == post)

    def reached(self, post: int) -> None:
        for model in self.models.values():
            if model.post == post:
                model.due = False

    def begun(self, actor: Actor, body: do.StartCall, model: Model, allowed: bool) -> str:
        assert self.does(actor, body) == allowed
        if not allowed:
            return next(iter(self.models))
        subject = next(e.subject for e in reversed(self.world.entries) if "call:" in e.subject)
        self.models[subject] = model
        return subject

    @precondition(lambda self: len(self.models) < CALLS)
    @rule(target=calls, post=st.integers(0, 1))
    def call_in(self, post: int) -> str:
        model = Model(post=post, inward=True)
        return self.begun(self.posts[post], do.StartCall(), model, self.post_free(post))

    @precondition(lambda self: len(self.models) < CALLS)
    @rule(target=calls, who=st.integers(0, 1), post=st.integers(0, 1))
    def call_out(self, who: int, post: int) -> str:
        model = Model(post=post, inward=False, holder=who)
        body = do.StartCall(to=self.posts[post].subject)
        allowed = self.free(who) and self.post_free(post)
        return self.begun(self.officers[who], body, model, allowed)

    @rule(call=calls, who=st.integers(0, 1))
    def answer(self, call: str, who: int) -> None:
        model = self.models[call]
        again = model.holder == who and model.talked
        rings = model.inward and model.state == "ringing"
        takes_over = model.rings_at == who
        allowed = again or ((rings or takes_over) and self.free(who))
        assert self.does(self.officers[who], do.AnswerCall(call=call)) == allowed
        if not allowed or again:
            return
        model.holder, model.state, model.media, model.rings_at = who, "connecting", "none", None
        if rings:
            self.reached(model.post)

    @rule(call=calls)
    def post_answers(self, call: str) -> None:
        model = self.models[call]
        rings = not model.inward and model.state == "ringing"
        done = self.does(self.posts[model.post], do.AnswerCall(call=call))
        assert done == (rings or model.talked)
        if rings:
            model.state = "connecting"
            self.reached(model.post)

    @rule(call=calls)
    def post_hangs_up(self, call: str) -> None:
        model = self.models[call]
        assert self.does(self.posts[model.post], do.EndCall(call=call))
        if model.live:
            model.over("ended", due=model.inward and model.state == "ringing")

    @rule(call=calls, who=st.integers(0, 1))
    def officer_hangs_up(self, call: str, who: int) -> None:
        model = self.models[call]
        mine = model.holder == who
        done = self.does(self.officers[who], do.EndCall(call=call))
        if mine:
            assert done
            if model.live:
                model.over("ended")

    @rule(call=calls, who=st.integers(0, 1))
    def hold(self, call: str, who: int) -> None:
        model = self.models[call]
        allowed = model.talked and model.holder == who
        assert self.does(self.officers[who], do.HoldCall(call=call)) == allowed
        if allowed:
            model.state = "on_hold"

    @rule(call=calls, who=st.integers(0, 1))
    def resume(self, call: str, who: int) -> None:
        model = self.models[call]
        mine = model.talked and model.holder == who
        held = model.state == "on_hold"
        allowed = mine and (not held or self.free(who))
        assert self.does(self.officers[who], do.ResumeCall(call=call)) == allowed
        if allowed and held:
            model.state, model.rings_at = model.by_media(), None

    @rule(call=calls, who=st.integers(0, 1))
    def hand_on(self, call: str, who: int) -> None:
        model, other = self.models[call], 1 - who
        allowed = model.talked and model.holder == who and model.rings_at is None
        body = do.TransferCall(call=call, to=self.officers[other].subject)
        assert self.does(self.officers[who], body) == allowed
        if allowed:
            model.state, model.rings_at = "on_hold", other

    @rule(call=calls, who=st.integers(0, 1), flows=st.booleans())
    def measure(self, call: str, who: int, flows: bool) -> None:
        model = self.models[call]
        allowed = model.talked and model.holder == who
        state = LegState.ON if flows else LegState.RECONNECTING
        body = do.ReportLeg(call=call, party=self.posts[model.post].subject, state=state)
        assert self.does(self.officers[who], body) == allowed
        if allowed:
            model.media = "on" if flows else "lost"
            if model.state != "on_hold":
                model.state = model.by_media()

    @rule(call=calls)
    def ring_ends(self, call: str) -> None:
        model = self.models[call]
        self.due(RingOver(call=call))
        if model.rings_at is not None:
            model.rings_at = None
        elif model.state == "ringing":
            model.over("missed", due=model.inward)

    @rule(call=calls)
    def media_stays_away(self, call: str) -> None:
        model = self.models[call]
        self.due(LegOver(call=call, party=self.posts[model.post].subject))
        if model.talked and model.media != "on":
            model.over("dropped", due=True)

    @rule(call=calls, who=st.integers(0, 1))
    def review(self, call: str, who: int) -> None:
        model = self.models[call]
        done = self.does(self.officers[who], do.ReviewCall(call=call))
        assert done == (model.due or model.reviewed)
        model.reviewed = model.reviewed or model.due
        model.due = False

    @invariant()
    def rules_and_model_agree(self) -> None:
        for subject, model in self.models.items():
            found = self.world.call(subject)
            holder = None if model.holder is None else self.officers[model.holder].subject
            assert (found.state.value, found.holder, found.call_back_due) == (
                model.state,
                holder,
                model.due,
            )

    @invariant()
    def who_is_in_a_call_is_busy_and_in_no_other(self) -> None:
        for number, officer in enumerate(self.officers):
            engaged = [m for m in self.models.values() if m.engages(number)]
            assert len(engaged) <= 1
            busy = self.world.agent(officer).agent is AgentState.BUSY
            assert busy == bool(engaged)


TestCalls = Calls.TestCase
#: 80 runs of up to 60 steps.
TestCalls.settings = settings(max_examples=80, stateful_step_count=60, deadline=None)
