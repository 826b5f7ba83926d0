"""Golden frames of broadcasts, appeals, kentongan and ronda."""

from datetime import timedelta
from typing import Final

from gateway.protocol import commands, enums, messages, queries, targets, views
from tests.helpers.golden.base import INCIDENT, PLACE, POST, after, result

BROADCAST: Final = "broadcast:0198b8d1-9000-7a10-8000-000000000004"


def bodies(
    incident: str = INCIDENT, post: str = POST, place: views.Place = PLACE
) -> dict[str, commands.AnyBody]:
    """The commands by which posts are called and answer."""
    return {
        "broadcast": commands.Broadcast(
            text="Air sungai naik. Siapkan barang penting.",
            kind=enums.Kind.DISASTER,
            rhythm="papat",
            mode=enums.Mode.DRILL,
            target=targets.InAreas(areas=("33.24.08", place.area)),
        ),
        "broadcast.near": commands.Broadcast(
            text="Kebakaran. Bantu dengan ember.",
            kind=enums.Kind.FIRE,
            flash=False,
            target=targets.AroundIncident(metres=2_000.0),
            incident=incident,
        ),
        "broadcast.point": commands.Broadcast(
            text="Orang hilang.",
            target=targets.AroundPoint(lat=-7.083, lon=110.045, metres=500.0),
        ),
        "broadcast.hand": commands.Broadcast(
            text="Uji siaran.", mode=enums.Mode.TEST, target=targets.ByHand(posts=(post,))
        ),
        "relay_alarm": commands.RelayAlarm(incident=incident),
        "confirm_broadcast": commands.ConfirmBroadcast(
            broadcast=BROADCAST, shown=True, sounded=False
        ),
        "end_broadcast": commands.EndBroadcast(broadcast=BROADCAST),
        "answer_appeal": commands.AnswerAppeal(incident=incident, answer=enums.AppealAnswer.COMING),
        "acknowledge_broadcast": commands.AcknowledgeBroadcast(broadcast=BROADCAST),
        "set_kentongan": commands.SetKentongan(
            area=place.area, rhythms={enums.Kind.DISASTER: "polri_bencana"}
        ),
        "set_ronda": commands.SetRonda(post=post, hours=views.RondaHours()),
        "set_ronda.off": commands.SetRonda(post=post, hours=None),
        "ronda_safe": commands.RondaSafe(),
    }


def asks() -> dict[str, queries.AnyAsk]:
    """The questions about appeals."""
    near = targets.AroundIncident(metres=3_000.0)
    return {"reach": queries.Reach(target=near, incident=INCIDENT), "rondas": queries.Rondas()}


def results() -> dict[str, messages.Message]:
    """Their answers."""
    night = after(3_600)
    ronda = views.RondaView(
        post=POST,
        title="Pos Kamling RT 03",
        place=PLACE,
        hours=views.RondaHours(),
        safe_at=night + timedelta(minutes=4),
        missing=(night + timedelta(hours=1),),
    )
    return {"reach": result(views.ReachView(posts=9)), "rondas": result(ronda)}


def nearby_view() -> views.NearbyView:
    """An appeal for help on a neighbour's phone."""
    return views.NearbyView(
        subject=INCIDENT,
        version=7,
        kind=enums.Kind.FIRE,
        mode=enums.Mode.REAL,
        place=PLACE,
        received_at=after(0.4),
        open=True,
        answers=views.AppealCounts(seen=2, coming=3, on_scene=1),
        mine=enums.AppealAnswer.COMING,
    )


def broadcast_view() -> views.AnyView:
    """A relayed alarm as its desk sees it."""
    return views.BroadcastView(
        subject=BROADCAST,
        version=9,
        text="",
        kind=enums.Kind.FIRE,
        rhythm=None,
        flash=True,
        mode=enums.Mode.REAL,
        incident=INCIDENT,
        reference="PSP-20260817-0001",
        place=PLACE,
        sent_at=after(30),
        sent_by_title="Petugas 1",
        ends_at=after(30) + timedelta(hours=2),
        ended_at=None,
        posts=9,
        shown=7,
        sounded=6,
        answers=views.AppealCounts(coming=3, on_scene=1),
        silent=(POST,),
    )


def appeal_view() -> views.AnyView:
    """The same as one of the posts sees it."""
    return views.AppealView(
        subject=BROADCAST,
        version=1,
        text="",
        kind=enums.Kind.FIRE,
        rhythm="telu",
        flash=True,
        mode=enums.Mode.REAL,
        incident=INCIDENT,
        place=PLACE,
        sent_at=after(30),
        ended_at=None,
        shown=False,
        sounded=False,
        answer=None,
    )


def kentongan_view() -> views.AnyView:
    """The table of a desa."""
    return views.KentonganView(
        subject=f"kentongan:{PLACE.area}",
        version=1,
        area=PLACE.area,
        rhythms={enums.Kind.DISASTER: "polri_bencana"},
    )
