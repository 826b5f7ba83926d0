"""Golden frames of officers."""

from gateway.protocol import commands, enums, messages, views
from tests.helpers.golden.base import CONSOLE, OFFICER, after


def identity() -> messages.OfficerIdentity:
    """Who is signed in."""
    return messages.OfficerIdentity(
        officer=OFFICER,
        title="Petugas 1",
        role=enums.Role.OFFICER,
        desks=(enums.Desk.SATPOL_PP,),
    )


def officer_view() -> views.OfficerView:
    """An officer on duty."""
    return views.OfficerView(
        subject=OFFICER,
        version=2,
        title="Petugas 1",
        role=enums.Role.OFFICER,
        desks=(enums.Desk.SATPOL_PP,),
        on_duty_at=CONSOLE,
        on_duty_since=after(-1800),
    )


def bodies() -> dict[str, commands.AnyBody]:
    """The command about officers."""
    return {
        "add_officer": commands.AddOfficer(
            user="petugas2",
            title="Petugas 2",
            role=enums.Role.OFFICER,
            desks=(enums.Desk.SATPOL_PP,),
            password="kata sandi contoh",
        ),
    }
