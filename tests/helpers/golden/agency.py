"""Golden frames of agencies and their tasks."""

from gateway.protocol import commands, enums, messages, queries, views
from tests.helpers.golden.base import AGENCY, CONTACT, INCIDENT, PLACE, TASK, after, result


def agency_card() -> views.AgencyCard:
    """An agency as the directory has it."""
    return views.AgencyCard(
        title="Damkar Sektor Sukorejo",
        sort=enums.AgencySort.DAMKAR,
        serves=("33.24.03",),
        contacts=(CONTACT,),
    )


def agency_view() -> views.AgencyView:
    """An agency in the directory."""
    return views.AgencyView(subject=AGENCY, version=1, card=agency_card())


def card_view() -> views.CardView:
    """What is to be done for the incident."""
    line = views.CardLineView(sort=enums.AgencySort.DAMKAR, level=1, when="", agency=AGENCY)
    other = views.CardLineView(sort=enums.AgencySort.PLN, level=2, when="putus aliran", agency=None)
    item = views.SopItemView(id="jangan-masuk", text="Minta warga tidak masuk lagi.")
    return views.CardView(
        id="kebakaran",
        revision=1,
        priority=enums.Priority.P1,
        lines=(line, other),
        questions=("Ada orang di dalam?",),
        sop=views.SopView(id="kebakaran", revision=1, title="Kebakaran", items=(item,)),
    )


def task_view() -> views.TaskView:
    """What the agency was asked to do."""
    return views.TaskView(
        subject=TASK,
        version=2,
        incident=INCIDENT,
        reference="PSP-20260817-0001",
        kind=enums.Kind.FIRE,
        mode=enums.Mode.REAL,
        priority=enums.Priority.P1,
        place=PLACE,
        agency=AGENCY,
        agency_title="Damkar Sektor Sukorejo",
        agency_sort=enums.AgencySort.DAMKAR,
        state=enums.TaskState.ACKNOWLEDGED,
        instruction="bawa pompa",
        contact=CONTACT,
        contacts_left=0,
        created_at=after(20),
        sent_at=after(20),
        acknowledged_at=after(31),
        en_route_at=None,
        on_scene_at=None,
        done_at=None,
    )


def assignment_view() -> views.AssignmentView:
    """A task on the phone of the agency's crew."""
    return views.AssignmentView(
        subject=TASK,
        version=2,
        incident=INCIDENT,
        reference="PSP-20260817-0001",
        kind=enums.Kind.FIRE,
        mode=enums.Mode.REAL,
        priority=enums.Priority.P1,
        place=PLACE,
        agency_title="Damkar Sektor Sukorejo",
        state=enums.TaskState.ACKNOWLEDGED,
        instruction="bawa pompa",
        created_at=after(20),
        acknowledged_at=after(31),
        en_route_at=None,
        on_scene_at=None,
        done_at=None,
    )


def bodies() -> dict[str, commands.AnyBody]:
    """The commands to agencies, and of their directory."""
    return {
        "dispatch_card": commands.DispatchCard(incident=INCIDENT, level=2),
        "add_task": commands.AddTask(incident=INCIDENT, agency=AGENCY, instruction="bawa pompa"),
        "step_task": commands.StepTask(
            task=TASK,
            step=enums.TaskState.ACKNOWLEDGED,
            channel=enums.ContactChannel.RADIO,
            words="8-6, meluncur",
        ),
        "add_agency": commands.AddAgency(agency=agency_card()),
        "change_agency": commands.ChangeAgency(subject=AGENCY, agency=agency_card()),
    }


def asks() -> dict[str, queries.AnyAsk]:
    """What is to be done for an incident."""
    return {
        "card": queries.Card(incident=INCIDENT),
    }


def results() -> dict[str, messages.Message]:
    """Its answer."""
    return {
        "card": result(card_view()),
    }
