"""Golden frames of broadcasts, kentongan and ronda; ``tests.helpers.golden`` writes them."""

from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from gateway.protocol import commands, enums, queries, targets, views

BROADCAST: Final = "broadcast:0198b8d1-9000-7a10-8000-000000000004"


def call_bodies(incident: str, post: str, place: views.Place) -> dict[str, commands.AnyBody]:
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
        "answer_call": commands.AnswerCall(incident=incident, answer=enums.CallAnswer.COMING),
        "set_kentongan": commands.SetKentongan(
            area=place.area, rhythms={enums.Kind.DISASTER: "polri_bencana"}
        ),
        "set_ronda": commands.SetRonda(post=post, hours=views.RondaHours()),
        "set_ronda.off": commands.SetRonda(post=post, hours=None),
        "ronda_safe": commands.RondaSafe(),
    }


def call_asks(incident: str) -> dict[str, queries.AnyAsk]:
    """The questions about calls."""
    near = targets.AroundIncident(metres=3_000.0)
    return {"reach": queries.Reach(target=near, incident=incident), "rondas": queries.Rondas()}


def call_rows(post: str, place: views.Place, night: datetime) -> dict[str, list[Struct]]:
    """The rows of their answers."""
    ronda = views.RondaView(
        post=post,
        title="Pos Kamling RT 03",
        place=place,
        hours=views.RondaHours(),
        safe_at=night + timedelta(minutes=4),
        missing=(night + timedelta(hours=1),),
    )
    return {"reach": [views.ReachView(posts=9)], "rondas": [ronda]}


def broadcast_view(incident: str, post: str, place: views.Place, at: datetime) -> views.AnyView:
    """A relayed alarm as its desk sees it."""
    return views.BroadcastView(
        subject=BROADCAST,
        version=9,
        text="",
        kind=enums.Kind.FIRE,
        rhythm=None,
        flash=True,
        mode=enums.Mode.REAL,
        incident=incident,
        reference="PSP-20260817-0001",
        place=place,
        sent_at=at,
        sent_by_title="Petugas 1",
        ends_at=at + timedelta(hours=2),
        ended_at=None,
        posts=9,
        shown=7,
        sounded=6,
        answers=views.CallCounts(coming=3, on_scene=1),
        silent=(post,),
    )


def call_view(incident: str, place: views.Place, at: datetime) -> views.AnyView:
    """The same as one of the posts sees it."""
    return views.CallView(
        subject=BROADCAST,
        version=1,
        text="",
        kind=enums.Kind.FIRE,
        rhythm="telu",
        flash=True,
        mode=enums.Mode.REAL,
        incident=incident,
        place=place,
        sent_at=at,
        ended_at=None,
        shown=False,
        sounded=False,
        answer=None,
    )


def kentongan_view(place: views.Place) -> views.AnyView:
    """The table of a desa."""
    return views.KentonganView(
        subject=f"kentongan:{place.area}",
        version=1,
        area=place.area,
        rhythms={enums.Kind.DISASTER: "polri_bencana"},
    )
