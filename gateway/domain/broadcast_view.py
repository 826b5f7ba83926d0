"""The pictures of a broadcast and of the kentongan: for desks and for the posts."""

from gateway.domain.broadcast import Broadcast, counts
from gateway.domain.kentongan import Kentongan
from gateway.protocol.views import AppealView, BroadcastView, KentonganView


def broadcast(state: Broadcast) -> BroadcastView:
    """How it stands, for desks."""
    appeals = state.posts.values()
    return BroadcastView(
        subject=state.subject,
        version=state.version,
        text=state.text,
        kind=state.kind,
        rhythm=state.rhythm,
        flash=state.flash,
        mode=state.mode,
        incident=state.incident,
        reference=state.reference,
        place=state.place,
        sent_at=state.sent_at,
        sent_by_title=state.sent_by_title,
        ends_at=state.ends_at,
        ended_at=state.ended_at,
        posts=len(state.posts),
        shown=sum(appeal.shown for appeal in appeals),
        sounded=sum(appeal.sounded for appeal in appeals),
        answers=counts(appeal.answer for appeal in appeals),
        silent=state.silent,
    )


def appeal(state: Broadcast, post: str) -> AppealView:
    """What one of its posts sees."""
    own = state.posts[post]
    return AppealView(
        subject=state.subject,
        version=state.version,
        text=state.text,
        kind=state.kind,
        rhythm=own.rhythm,
        flash=state.flash,
        mode=state.mode,
        incident=state.incident,
        place=state.place,
        sent_at=state.sent_at,
        ended_at=state.ended_at,
        shown=own.shown,
        sounded=own.sounded,
        answer=own.answer,
    )


def kentongan(state: Kentongan) -> KentonganView:
    """The table of rhythms of a desa."""
    return KentonganView(
        subject=state.subject,
        version=state.version,
        area=state.area,
        rhythms=dict(state.rhythms),
    )
