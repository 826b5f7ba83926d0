"""Whom an officer may call, add to a call or hand it on to, found by what was typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from typing import Final

from console.board.board import Board
from console.board.calling import ANSWERING
from console.i18n import Words, search_words
from gateway.protocol.enums import Desk
from gateway.protocol.views import PartnerView

#: So many choices fit; more letters narrow them down.
CHOICES: Final = 5


class Purpose(Enum):
    """What the one who is sought is for; the value names the panel's sentences."""

    CALL = "call_new"
    INVITE = "call_invite"
    TRANSFER = "call_transfer"


@dataclass(frozen=True, slots=True)
class Party:
    """``to`` or ``desk``, whichever it is. ``detail`` says what they are, and whether they are
    there now; ``there`` puts them first. ``near``: words that find them too."""

    title: str
    detail: str
    to: str = ""
    desk: Desk | None = None
    there: bool = True
    near: str = ""


def find_parties(text: str, purpose: Purpose, board: Board, words: Words, own: str) -> list[Party]:
    """Those whose name or place begins with the words typed. For a transfer an empty line offers
    who is there: desks and officers are few. ``own``: who asks."""
    sought = search_words(text)
    if purpose is Purpose.TRANSFER:
        known: Iterable[Party] = (*_officers(board, words, own), *_desks(words))
    elif not sought:
        return []
    else:
        known = (*_posts(board, words), *_partners(board, words), *_officers(board, words, own))
    found = [party for party in known if _fits(sought, party)]
    found.sort(key=lambda p: (p.desk is not None, not p.there, p.title.casefold()))
    return list(islice(found, CHOICES + len(Desk) if purpose is Purpose.TRANSFER else CHOICES))


def agency_phone(board: Board, agency: str) -> str:
    """The phone of an agency's crew that can be called, empty for none."""
    phones = (p for p in board.partners.values() if p.agency == agency and _reachable(p))
    return next((phone.subject for phone in phones), "")


def _posts(board: Board, words: Words) -> list[Party]:
    found = []
    for view in board.posts.values():
        if not view.enrolled or view.revoked:
            continue
        presence = board.presence.get(view.subject)
        there = presence is None or presence.online
        detail = view.place.kecamatan if there else words.t("post.lost")
        near = words.place(view.place)
        found.append(Party(view.title, detail, view.subject, there=there, near=near))
    return found


def _partners(board: Board, words: Words) -> list[Party]:
    return [
        Party(view.title, words.t(f"partner_role.{view.role.value}"), view.subject)
        for view in board.partners.values()
        if _reachable(view)
    ]


def _reachable(view: PartnerView) -> bool:
    return view.enrolled and not view.revoked


def _officers(board: Board, words: Words, own: str) -> list[Party]:
    return [
        Party(
            view.title,
            words.t(f"agent.{view.agent.value}"),
            view.subject,
            there=view.agent in ANSWERING,
        )
        for view in board.officers.values()
        if view.subject != own and view.on_duty_at is not None
    ]


def _desks(words: Words) -> list[Party]:
    return [Party(words.t(f"desk.{desk.value}"), words.t("calls.desk"), desk=desk) for desk in Desk]


def _fits(sought: list[str], party: Party) -> bool:
    known = search_words(f"{party.title} {party.detail} {party.near}")
    return all(any(word.startswith(typed) for word in known) for typed in sought)
