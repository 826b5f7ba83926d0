"""Golden frames of posts, consoles and phones."""

from gateway.protocol import commands, enums, views
from tests.helpers.golden.base import AGENCY, CONSOLE, PARTNER, PLACE, POST, PRESSED, after


def post_view() -> views.PostView:
    """A post in the directory."""
    return views.PostView(
        subject=POST,
        version=2,
        title="Pos Kamling RT 03",
        place=PLACE,
        enrolled=True,
        revoked=False,
        code_expires_at=None,
        link=enums.LinkState.ONLINE,
        link_since=after(-3600),
        last_alarm_at=PRESSED,
    )


def console_view() -> views.ConsoleView:
    """A console in the directory."""
    return views.ConsoleView(
        subject=CONSOLE,
        version=3,
        title="Meja 1",
        desks=(enums.Desk.SATPOL_PP, enums.Desk.PSC_119),
        enrolled=True,
        revoked=False,
        code_expires_at=None,
        sound=enums.SoundState.PROVEN,
        sound_output="Speaker ruang",
        sound_at=after(-600),
    )


def partner_view() -> views.PartnerView:
    """A partner's phone in the directory."""
    return views.PartnerView(
        subject=PARTNER,
        version=3,
        title="Regu 2 Damkar Sukorejo",
        phone="+6281200000003",
        role=enums.PartnerRole.CREW,
        posts=(POST,),
        agency=AGENCY,
        enrolled=True,
        revoked=False,
        code_expires_at=None,
    )


def contact_view() -> views.ContactView:
    """A Ketua RT as the post sees them."""
    return views.ContactView(
        subject=PARTNER,
        version=3,
        title="Ketua RT 03",
        role=enums.PartnerRole.KETUA_RT,
        paired=True,
    )


def bodies() -> dict[str, commands.AnyBody]:
    """The commands about devices."""
    return {
        "report_sound": commands.ReportSound(state=enums.SoundState.PROVEN, output="Speaker ruang"),
        "add_post": commands.AddPost(
            title="Pos Kamling RT 03", area=PLACE.area, lat=-7.083, lon=110.045, rt="03", rw="01"
        ),
        "watch_post": commands.WatchPost(post=POST, reason="alarm palsu", until=after(3_600)),
        "add_console": commands.AddConsole(title="Meja 2"),
        "add_partner": commands.AddPartner(
            title="Regu 2 Damkar Sukorejo",
            phone="0812-0000-0003",
            role=enums.PartnerRole.CREW,
            posts=(POST,),
            agency=AGENCY,
        ),
        "issue_code": commands.IssueCode(device=POST),
        "revoke_device": commands.RevokeDevice(device=POST),
    }
