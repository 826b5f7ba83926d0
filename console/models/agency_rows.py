"""A row of the directory of agencies: what it is, where it serves, how it is reached."""

from collections.abc import Iterable, Mapping

from console.i18n import Words
from console.models.dispatch import contact_words
from gateway.protocol.views import AgencyView, PostView
from widgets.post_row import PostCell


def agency_order(view: AgencyView) -> tuple[bool, str, str]:
    """Those in service first, then by what they are and their name."""
    return view.card.retired, view.card.sort.value, view.card.title.casefold()


def agency_cell(view: AgencyView, words: Words, kecamatan: Mapping[str, str]) -> PostCell:
    """``kecamatan`` names areas by their code; an unknown one stands as its code."""
    card, t = view.card, words.t
    served = ", ".join(kecamatan.get(code, code) for code in card.serves)
    ways = " · ".join(contact_words(contact, words) for contact in card.contacts)
    state, ink = ("retired", "dim") if card.retired else ("serves", "good")
    if not card.retired and not card.contacts:
        state, ink = "no_contact", "p2"
    return PostCell(
        title=card.title,
        place=f"{t(f'agency_sort.{card.sort.value}')} · {served or t('agencies.everywhere')}",
        state=t(f"agencies.{state}"),
        detail=ways or t("agencies.no_way"),
        ink=ink,
        filled=not card.retired,
    )


def kecamatan_of(posts: Iterable[PostView]) -> dict[str, str]:
    """The names of the kecamatan that have posts, by code."""
    return {post.place.area[:8]: post.place.kecamatan for post in posts}
