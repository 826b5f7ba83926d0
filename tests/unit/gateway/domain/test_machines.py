"""The machines of incident and task against a model that was written from the design alone.

The model is a plain table: it shares no code with the rules and knows nothing of events.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule

from gateway.domain.order import SYSTEM, ExpireClaim, Order
from gateway.protocol import commands as do
from gateway.protocol.enums import (
    AgencySort,
    ContactChannel,
    Disposition,
    Escalation,
    IncidentState,
    Kind,
    Role,
    TaskState,
)
from gateway.protocol.errors import Refused
from gateway.protocol.views import AgencyCard
from tests.helpers.orders import T0, alarm, officer, order, post_actor
from tests.helpers.worlds import PlayWorld

OFFICERS = [officer(1), officer(2, Role.SUPERVISOR)]
#: So few that the acts meet on the same ones.
INCIDENTS = 2
KINDS = [Kind.FIRE, Kind.CRIME, Kind.DISASTER]
STEPS = [
    TaskState.ACKNOWLEDGED,
    TaskState.EN_ROUTE,
    TaskState.ON_SCENE,
    TaskState.DONE,
    TaskState.REFUSED,
    TaskState.WITHDRAWN,
]
RANK = {"sent": 0, "acknowledged": 1, "en_route": 2, "on_scene": 3, "done": 4}
WORKING = {"claimed", "verifying", "dispatched", "in_progress", "controlled"}
OVER = {"done", "refused", "withdrawn"}


@dataclass
class Model:
    """What the design says of one incident."""

    post: str
    press: str
    state: str = "waiting"
    holder: str | None = None
    before: str | None = None
    under_hold: str | None = None
    into: str | None = None
    closed_at: float = 0
    tasks: dict[str, str] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        return self.state not in ("closed", "merged")

    @property
    def busy(self) -> bool:
        return any(state not in OVER for state in self.tasks.values())

    def back(self, state: str) -> None:
        """To a state of before; with no holder and nothing set in motion it waits."""
        forsaken = state in ("claimed", "verifying") and self.holder is None
        self.state = "waiting" if forsaken else state
        if self.state == "waiting":
            self.holder = None

    def help_moves(self, *, there: bool) -> None:
        """Help was sent for, or is ``there``; a hold hides how far the incident is."""
        reached = self.under_hold or self.state
        if reached in ("claimed", "verifying"):
            reached = "dispatched"
        if reached == "dispatched" and there:
            reached = "in_progress"
        if self.under_hold is None:
            self.state = reached
        else:
            self.under_hold = reached


class Machines(RuleBasedStateMachine):
    """Random acts of two officers, residents and agencies; each must end as the model says."""

    incidents = Bundle("incidents")

    def __init__(self) -> None:
        super().__init__()
        self.play = PlayWorld()
        self.now = 0.0
        self.models: dict[str, Model] = {}
        self.posts = 0
        admin = officer(9, Role.ADMINISTRATOR)
        self.agencies = []
        for title in ("Damkar", "Polsek"):
            card = AgencyCard(title=title, sort=AgencySort.OTHER)
            made = self.play.do(order(admin, do.AddAgency(agency=card)))
            self.agencies.append(made[0].subject)

    def at(self, given: Order) -> bool:
        """Whether it was done."""
        try:
            self.play.do(given)
        except Refused:
            return False
        return True

    def act(self, who: int, body: do.AnyBody) -> bool:
        self.now += 1
        return self.at(order(OFFICERS[who], body, T0 + timedelta(seconds=self.now)))

    def may_hold(self, who: int, model: Model) -> bool:
        """Its holder, or a supervisor."""
        mine = model.holder == OFFICERS[who].subject
        return model.holder is not None and (mine or OFFICERS[who].role is Role.SUPERVISOR)

    @precondition(lambda self: len(self.models) < INCIDENTS)
    @rule(target=incidents, kind=st.sampled_from(KINDS))
    def alarm(self, kind: Kind) -> str:
        self.now += 1
        self.posts += 1
        post = self.play.post(f"Pos {self.posts}", f"{self.posts:08d}")
        made = self.play.do(alarm(post, kind, T0 + timedelta(seconds=self.now)))[0]
        press = self.play.incident(made.subject).presses[0]
        self.models[made.subject] = Model(post=post, press=press)
        return made.subject

    @rule(subject=incidents)
    def cancel(self, subject: str) -> None:
        model = self.models[subject]
        self.now += 1
        body = do.CancelAlarm(press=model.press)
        was_cancelled = self.play.incident(subject).cancelled
        done = self.at(order(post_actor(model.post), body, T0 + timedelta(seconds=self.now)))
        assert done == (model.is_open or bool(was_cancelled))
        if done and not was_cancelled and model.state == "waiting":
            model.state = "cancelled_by_reporter"

    @rule(subject=incidents, who=st.integers(0, 1))
    def hear(self, subject: str, who: int) -> None:
        model = self.models[subject]
        assert self.act(who, do.Hear(incident=subject)) == (model.state == "waiting")

    @rule(subject=incidents, who=st.integers(0, 1))
    def claim(self, subject: str, who: int) -> None:
        model, me = self.models[subject], OFFICERS[who].subject
        allowed = model.is_open and model.holder in (None, me)
        assert self.act(who, do.Claim(incident=subject)) == allowed
        if allowed and model.holder is None:
            model.holder = me
            if model.state in ("waiting", "cancelled_by_reporter"):
                model.state = "claimed"

    @rule(subject=incidents, who=st.integers(0, 1))
    def release(self, subject: str, who: int) -> None:
        model = self.models[subject]
        allowed = model.is_open and self.may_hold(who, model)
        assert self.act(who, do.Release(incident=subject)) == allowed
        if allowed:
            self.free(model)

    @rule(subject=incidents)
    def go_stale(self, subject: str) -> None:
        model = self.models[subject]
        if model.holder is None:
            return
        gone = ExpireClaim(incident=subject, officer=model.holder)
        self.at(order(SYSTEM, gone, T0 + timedelta(seconds=self.now)))
        if model.is_open:
            self.free(model)

    def free(self, model: Model) -> None:
        model.holder = None
        if model.state in ("claimed", "verifying"):
            model.state = "waiting"

    @rule(subject=incidents, who=st.integers(0, 1))
    def verify(self, subject: str, who: int) -> None:
        model = self.models[subject]
        fits = model.state in ("claimed", "verifying")
        allowed = fits and self.may_hold(who, model)
        assert self.act(who, do.Verify(incident=subject)) == allowed
        if allowed:
            model.state = "verifying"

    @rule(subject=incidents, who=st.integers(0, 1))
    def control(self, subject: str, who: int) -> None:
        model = self.models[subject]
        allowed = model.state in WORKING and self.may_hold(who, model)
        assert self.act(who, do.MarkControlled(incident=subject)) == allowed
        if allowed:
            model.state = "controlled"

    @rule(subject=incidents, who=st.integers(0, 1))
    def hold(self, subject: str, who: int) -> None:
        model = self.models[subject]
        until = T0 + timedelta(days=30)
        allowed = model.is_open and self.may_hold(who, model)
        body = do.Hold(incident=subject, reason="menunggu", until=until)
        assert self.act(who, body) == allowed
        if allowed and model.state != "on_hold":
            model.under_hold, model.state = model.state, "on_hold"

    @rule(subject=incidents, who=st.integers(0, 1))
    def resume(self, subject: str, who: int) -> None:
        model = self.models[subject]
        allowed = model.state == "on_hold"
        assert self.act(who, do.ResumeIncident(incident=subject)) == allowed
        if allowed:
            before, model.under_hold = model.under_hold, None
            model.back(before or "")

    @rule(one=incidents, other=incidents, who=st.integers(0, 1))
    def merge(self, one: str, other: str, who: int) -> None:
        model, into = self.models[one], self.models[other]
        allowed = one != other and model.is_open and into.is_open and not model.busy
        assert self.act(who, do.Merge(incident=one, into=other)) == allowed
        if allowed:
            model.before, model.state, model.into = model.state, "merged", other

    @rule(subject=incidents, who=st.integers(0, 1))
    def unmerge(self, subject: str, who: int) -> None:
        model = self.models[subject]
        allowed = model.state == "merged"
        assert self.act(who, do.Unmerge(incident=subject)) == allowed
        if allowed:
            before, model.before, model.into = model.before, None, None
            model.back(before or "")

    @rule(subject=incidents, who=st.integers(0, 1))
    def close(self, subject: str, who: int) -> None:
        model = self.models[subject]
        held = model.holder is None or self.may_hold(who, model)
        allowed = model.is_open and model.state != "waiting" and not model.busy and held
        body = do.CloseIncident(incident=subject, disposition=Disposition.HANDLED)
        assert self.act(who, body) == allowed
        if allowed:
            model.before, model.state, model.closed_at = model.state, "closed", self.now

    @rule(subject=incidents, who=st.integers(0, 1))
    def reopen(self, subject: str, who: int) -> None:
        model = self.models[subject]
        soon = self.now + 1 - model.closed_at <= 600
        allowed = model.state == "closed" and (soon or OFFICERS[who].role is Role.SUPERVISOR)
        assert self.act(who, do.Reopen(incident=subject)) == allowed
        if allowed:
            was = model.before or "claimed"
            model.state = "claimed" if was == "cancelled_by_reporter" else was
            model.before, model.holder = None, OFFICERS[who].subject

    @rule(seconds=st.integers(0, 900))
    def wait(self, seconds: int) -> None:
        self.now += seconds

    @rule(subject=incidents, who=st.integers(0, 1), which=st.integers(0, 1))
    def dispatch(self, subject: str, who: int, which: int) -> None:
        model, agency = self.models[subject], self.agencies[which]
        allowed = model.state in WORKING | {"on_hold"} and model.holder is not None
        before = set(self.play.incident(subject).tasks)
        assert self.act(who, do.AddTask(incident=subject, agency=agency)) == allowed
        new = set(self.play.incident(subject).tasks) - before
        if not allowed:
            assert not new
            return
        for task in new:
            model.tasks[task] = "sent"
            model.help_moves(there=False)

    @rule(subject=incidents, who=st.integers(0, 1), step=st.sampled_from(STEPS), pick=st.integers())
    def step(self, subject: str, who: int, step: TaskState, pick: int) -> None:
        model = self.models[subject]
        if not model.tasks:
            return
        task = sorted(model.tasks)[pick % len(model.tasks)]
        was = model.tasks[task]
        same = was == step.value
        ends = step in (TaskState.REFUSED, TaskState.WITHDRAWN)
        onwards = ends or RANK.get(step.value, 0) > RANK.get(was, 9)
        allowed = same or (was not in OVER and onwards)
        body = do.StepTask(task=task, step=step, channel=ContactChannel.RADIO, words="8-6")
        assert self.act(who, body) == allowed
        if allowed and not same:
            model.tasks[task] = step.value
            model.help_moves(there=step is TaskState.ON_SCENE)

    @invariant()
    def rules_and_model_agree(self) -> None:
        for subject, model in self.models.items():
            found = self.play.incident(subject)
            assert found.state.value == model.state, subject
            if model.is_open:
                assert found.claimed_by == model.holder
            assert found.merged_into == model.into
            assert bool(found.open_tasks) == model.busy
            if found.state is not IncidentState.WAITING:
                continue
            assert found.claimed_by is None
            assert found.escalation is Escalation.NONE


TestMachines = Machines.TestCase
#: 300 runs of up to 80 steps: well over 10,000 acts.
TestMachines.settings = settings(max_examples=300, stateful_step_count=80, deadline=None)
