"""A row of the list of partners' phones: whose, for which posts, whether it is paired."""

from datetime import datetime

from console.board.board import Board
from console.i18n import Words
from gateway.protocol.enums import NumberState
from gateway.protocol.views import PartnerView
from widgets.post_row import PostCell

#: So many posts are named; the others are counted.
_NAMED = 2


def partner_order(view: PartnerView) -> tuple[bool, str, str]:
    """Those that may act first, by their name."""
    return view.revoked, view.title.casefold(), view.subject


def partner_cell(view: PartnerView, board: Board, words: Words, now: datetime) -> PostCell:
    """What the row says; ``now`` is the gateway's time."""
    state, ink = _state(view)
    role = words.t(f"partner_role.{view.role.value}")
    agency = board.agencies.get(view.agency or "")
    about = (role, agency.card.title if agency is not None else "", _posts(view, board, words))
    detail = view.phone
    if view.code_expires_at is not None and view.code_expires_at > now and not view.revoked:
        until = words.moment(view.code_expires_at, now)
        detail = words.t("partners.code_open", phone=view.phone, time=until)
    if view.enrolled and not view.revoked:
        detail = " · ".join((detail, *_reached(view, words)))
    return PostCell(
        title=view.title,
        place=" · ".join(part for part in about if part),
        state=words.t(f"partners.{state}"),
        detail=detail,
        ink=ink,
        filled=state == "enrolled",
    )


def reach_line(view: PartnerView, words: Words) -> str:
    """All of how the phone is reached while its page is closed, and when only emergencies reach
    it."""
    push = "on" if view.push else "gone" if view.push_ended else "none"
    said = [words.t(f"partners.push_{push}"), words.t(f"partners.number_{view.number.value}")]
    if view.quiet is not None:
        hours = {name: f"{getattr(view.quiet, name):02}" for name in ("first", "last")}
        said.append(words.t("partners.quiet", **hours))
    return " · ".join(said)


def _reached(view: PartnerView, words: Words) -> list[str]:
    """How the partner is reached while the page is closed; a phone that never asked for it says
    nothing."""
    push = "push_on" if view.push else "push_gone" if view.push_ended else ""
    unproven = view.number is NumberState.UNPROVEN
    number = "" if unproven else f"number_{view.number.value}"
    return [words.t(f"partners.{key}") for key in (push, number) if key]


def _posts(view: PartnerView, board: Board, words: Words) -> str:
    titles = [board.posts[post].title for post in view.posts if post in board.posts]
    more = len(titles) - _NAMED
    named = ", ".join(titles[:_NAMED])
    return words.t("partners.and_more", posts=named, n=more) if more > 0 else named


def _state(view: PartnerView) -> tuple[str, str]:
    if view.revoked:
        return "revoked", "dim"
    return ("enrolled", "good") if view.enrolled else ("unenrolled", "p2")
