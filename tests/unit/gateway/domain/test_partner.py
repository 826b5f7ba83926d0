"""Partners' phones: what they see, what they may do, and how neighbours are counted."""

import pytest

from gateway.domain.agency_task import AgencyTask
from gateway.domain.audience import Audience, of_partner
from gateway.domain.escalation import EscalationTimes, next_due
from gateway.domain.order import SYSTEM, Actor, ActorKind, EnrolDevice, Order
from gateway.domain.telephone import e164
from gateway.domain.view import view
from gateway.protocol import commands as do
from gateway.protocol.commands import AnyBody
from gateway.protocol.enums import (
    AgencySort,
    AppealAnswer,
    ClientKind,
    ContactChannel,
    Disposition,
    Kind,
    Mode,
    PartnerRole,
    Role,
    TaskState,
)
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.views import AgencyCard, AppealCounts, AssignmentView, Contact, NearbyView
from gateway.service.directory import run_cards
from tests.helpers.orders import CLI, alarm, fresh_code, officer, order
from tests.helpers.worlds import PlayWorld

RADIO = Contact(channel=ContactChannel.RADIO, label="HT Damkar")
PIN_HASH = "$argon2id$..."


class Village(PlayWorld):
    """Two posts in one kecamatan, and a Damkar sector that serves it."""

    def __init__(self) -> None:
        super().__init__()
        self.world.cards = run_cards()
        self.near = self.post()
        self.other = self.post("Pos Krajankulon RT 07", "QRST2345")
        self.damkar = self.agency("Damkar Sektor Kaliwungu", AgencySort.DAMKAR)
        self.linmas = self.agency("Linmas Kaliwungu", AgencySort.LINMAS)

    def agency(self, title: str, sort: AgencySort) -> str:
        card = AgencyCard(title=title, sort=sort, serves=("33.24.08",), contacts=(RADIO,))
        admin = officer(9, Role.ADMINISTRATOR)
        return self.do(order(admin, do.AddAgency(agency=card)))[0].subject

    def add(self, role: PartnerRole, plain: str, **fields: object) -> str:
        body = do.AddPartner(title=f"Mitra {plain}", phone="081200000001", role=role, **fields)  # type: ignore[arg-type]
        return self.do(order(CLI, body, code=fresh_code(plain)))[0].subject

    def pair(self, partner: str, plain: str, pin_hash: str = PIN_HASH) -> str:
        body = EnrolDevice(
            kind=ClientKind.PARTNER,
            code_hmac=f"hmac-of-{plain}",
            public_key=f"key of {partner}",
            pin_hash=pin_hash,
        )
        self.do(order(SYSTEM, body))
        return partner

    def fire(self, post: str = "", kind: Kind = Kind.FIRE, mode: Mode = Mode.REAL) -> str:
        return self.do(alarm(post or self.near, kind, mode=mode))[0].subject

    def dispatched(self) -> dict[str, AgencyTask]:
        fire = self.fire()
        self.do(order(officer(), do.Claim(incident=fire)))
        self.do(order(officer(), do.DispatchCard(incident=fire)))
        found = [self.world.task(subject) for subject in self.incident(fire).tasks]
        return {task.agency: task for task in found}

    def audience(self, partner: str) -> Audience:
        return of_partner(
            self.world.partner(partner), self.world.reach(self.world.partner(partner))
        )


@pytest.fixture
def village() -> Village:
    return Village()


def crew(village: Village) -> str:
    """A paired phone of the Damkar sector."""
    added = village.add(PartnerRole.CREW, "CREW2345", agency=village.damkar)
    return village.pair(added, "CREW2345")


def by(partner: str, body: AnyBody) -> Order:
    actor = Actor(kind=ActorKind.PARTNER, subject=partner, title="Mitra")
    return order(actor, body)


def refusal(village: Village, given: Order) -> ErrorCode:
    with pytest.raises(Refused) as caught:
        village.do(given)
    return caught.value.code


def answer(incident: str, said: AppealAnswer) -> do.AnswerAppeal:
    return do.AnswerAppeal(incident=incident, answer=said)


# -- registering


@pytest.mark.parametrize("typed", ["0812-3456-7890", "+62 812 3456 7890", "6281234567890"])
def test_a_mobile_number_is_kept_in_one_form(typed: str) -> None:
    assert e164(typed) == "+6281234567890"


@pytest.mark.parametrize("typed", ["112", "(0294) 388160", "0812", "08123456789012345"])
def test_what_is_no_mobile_number_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="bad_phone"):
        e164(typed)


def test_a_partner_is_paired_only_with_a_pin_and_a_refused_try_spends_no_code(
    village: Village,
) -> None:
    added = village.add(PartnerRole.LINMAS, "LNMS2345")
    with pytest.raises(Refused, match="pin_needed"):
        village.pair(added, "LNMS2345", pin_hash="")
    village.pair(added, "LNMS2345")
    assert village.world.partner(added).pin_hash == PIN_HASH


def test_a_new_code_brings_a_new_pin_and_revoking_takes_it_away(village: Village) -> None:
    partner = crew(village)
    village.do(order(CLI, do.IssueCode(device=partner), code=fresh_code("NEWC2345")))
    village.pair(partner, "NEWC2345", pin_hash="another")
    assert village.world.partner(partner).pin_hash == "another"
    village.do(order(CLI, do.RevokeDevice(device=partner)))
    assert village.world.partner(partner).pin_hash == ""


def test_a_post_or_agency_that_is_not_there_can_not_be_a_partners(village: Village) -> None:
    with pytest.raises(Refused, match="not_found"):
        village.add(PartnerRole.KETUA_RT, "KRTX2345", posts=("post:none",))
    with pytest.raises(Refused, match="not_found"):
        village.add(PartnerRole.CREW, "KRTX2345", agency="agency:none")


# -- seeing


def test_a_ketua_rt_sees_appeals_of_the_own_posts_and_linmas_those_of_the_kecamatan(
    village: Village,
) -> None:
    head = village.add(PartnerRole.KETUA_RT, "HEAD2345", posts=(village.near,))
    linmas = village.add(PartnerRole.LINMAS, "LNMS2345", posts=(village.near,))
    here, there = village.fire(), village.fire(village.other)
    for partner, expected in ((head, {here}), (linmas, {here, there})):
        audience = village.audience(partner)
        seen = {s for s in (here, there) if view(village.incident(s), audience)}
        assert seen == expected


def test_an_appeal_is_shown_without_any_name_and_a_drill_stays_one(village: Village) -> None:
    linmas = village.add(PartnerRole.LINMAS, "LNMS2345", posts=(village.near,))
    drill = village.fire(mode=Mode.DRILL)
    village.do(by(linmas, answer(drill, AppealAnswer.COMING)))
    other = village.add(PartnerRole.LINMAS, "LNMS6789", posts=(village.other,))
    village.do(by(other, answer(drill, AppealAnswer.ON_SCENE)))
    shown = view(village.incident(drill), village.audience(linmas))
    assert isinstance(shown, NearbyView)
    assert shown.mode is Mode.DRILL
    assert shown.answers == AppealCounts(coming=1, on_scene=1)
    assert shown.mine is AppealAnswer.COMING
    assert "Pos" not in repr(shown)


def test_a_locked_phone_sees_nothing(village: Village) -> None:
    partner = crew(village)
    tasks = village.dispatched()
    locked = of_partner(village.world.partner(partner), None)
    assert view(tasks[village.damkar], locked) is None
    assert view(village.incident(tasks[village.damkar].incident), locked) is None
    assert locked.fingerprint != village.audience(partner).fingerprint


def test_only_the_own_agencys_task_is_seen_and_without_its_contacts(village: Village) -> None:
    audience = village.audience(crew(village))
    tasks = village.dispatched()
    shown = view(tasks[village.damkar], audience)
    assert isinstance(shown, AssignmentView)
    assert "HT Damkar" not in repr(shown)
    assert view(tasks[village.linmas], audience) is None


# -- acting


def test_the_agencys_own_phone_moves_its_task_and_no_other(village: Village) -> None:
    partner = crew(village)
    tasks = village.dispatched()
    own, other = tasks[village.damkar].subject, tasks[village.linmas].subject
    said = do.StepTask(
        task=own, step=TaskState.ACKNOWLEDGED, channel=ContactChannel.RADIO, words=""
    )
    moved, told = village.do(by(partner, said))
    assert village.world.task(own).state is TaskState.ACKNOWLEDGED
    assert moved.data.channel is ContactChannel.SOFTWARE  # type: ignore[union-attr]
    assert told.subject == tasks[village.damkar].incident
    for step in (TaskState.EN_ROUTE, TaskState.ON_SCENE, TaskState.DONE):
        village.do(by(partner, do.StepTask(task=own, step=step)))
    assert village.world.task(own).is_over
    foreign = do.StepTask(task=other, step=TaskState.ACKNOWLEDGED)
    assert refusal(village, by(partner, foreign)) is ErrorCode.NOT_FOUND


@pytest.mark.parametrize("step", [TaskState.WITHDRAWN, TaskState.REFUSED])
def test_withdrawing_and_refusing_are_the_officers(village: Village, step: TaskState) -> None:
    partner = crew(village)
    own = village.dispatched()[village.damkar].subject
    assert refusal(village, by(partner, do.StepTask(task=own, step=step))) is ErrorCode.FORBIDDEN


def test_a_partner_without_an_agency_has_no_tasks(village: Village) -> None:
    linmas = village.add(PartnerRole.LINMAS, "LNMS2345", posts=(village.near,))
    task = village.dispatched()[village.damkar].subject
    given = by(linmas, do.StepTask(task=task, step=TaskState.DONE))
    assert refusal(village, given) is ErrorCode.NOT_FOUND


def test_a_paired_phone_is_asked_first_and_silence_climbs_to_the_card(village: Village) -> None:
    partner = crew(village)
    tasks = village.dispatched()
    assert tasks[village.linmas].contact == RADIO
    task = tasks[village.damkar]
    assert (task.contact.channel, task.contacts) == (ContactChannel.SOFTWARE, 2)
    # A phone that is revoked meanwhile must not make the ladder skip a step.
    village.do(order(CLI, do.RevokeDevice(device=partner)))
    climbed = []
    while (due := next_due(village.world.task(task.subject), EscalationTimes())) is not None:
        village.do(order(SYSTEM, due.body, due.at))
        climbed.append(village.world.task(task.subject))
    assert [found.contact for found in climbed] == [RADIO, RADIO]
    assert climbed[-1].state is TaskState.NO_ANSWER


def test_a_phone_that_was_never_paired_is_not_asked(village: Village) -> None:
    village.add(PartnerRole.CREW, "CREW2345", agency=village.damkar)
    assert village.dispatched()[village.damkar].contact == RADIO


# -- gotong royong


def test_the_newest_answer_counts_and_seeing_takes_none_back(village: Village) -> None:
    linmas = village.add(PartnerRole.LINMAS, "LNMS2345", posts=(village.near,))
    fire = village.fire()
    for said in (
        AppealAnswer.SEEN,
        AppealAnswer.COMING,
        AppealAnswer.SEEN,
        AppealAnswer.NEEDS_HELP,
    ):
        village.do(by(linmas, answer(fire, said)))
    assert village.incident(fire).answers == {linmas: AppealAnswer.NEEDS_HELP}
    assert village.do(by(linmas, answer(fire, AppealAnswer.NEEDS_HELP))) == []


def test_an_answer_does_not_throw_back_the_officer_who_claims(village: Village) -> None:
    linmas = village.add(PartnerRole.LINMAS, "LNMS2345", posts=(village.near,))
    fire = village.fire()
    seen = village.incident(fire).version
    village.do(by(linmas, answer(fire, AppealAnswer.COMING)))
    village.do(order(officer(), do.Claim(incident=fire), version=seen))
    assert village.incident(fire).claimed_by == officer().subject


def test_what_is_far_or_closed_is_not_answered(village: Village) -> None:
    head = village.add(PartnerRole.KETUA_RT, "HEAD2345", posts=(village.other,))
    near = village.add(PartnerRole.KETUA_RT, "NEAR2345", posts=(village.near,))
    fire = village.fire()
    coming = answer(fire, AppealAnswer.COMING)
    assert refusal(village, by(head, coming)) is ErrorCode.NOT_FOUND
    village.do(order(officer(), do.Claim(incident=fire)))
    village.do(order(officer(), do.CloseIncident(incident=fire, disposition=Disposition.HANDLED)))
    assert refusal(village, by(near, coming)) is ErrorCode.WRONG_STATE
