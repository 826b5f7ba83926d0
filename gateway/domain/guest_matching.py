"""Whether reported guests are those who were announced: by host, names and day.

Names are typed by ear: case, marks and doubled letters are set aside, old spellings are read as the
new ones, and what is left may differ a little.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import timedelta
from difflib import SequenceMatcher
from itertools import product
from typing import Final

from gateway.domain.guest import GuestReport
from gateway.domain.wib import WIB
from gateway.protocol.commands import ReportGuests
from gateway.protocol.enums import GuestState

#: So much of two names must agree (measured on pairs such as Soekarno/Sukarno, Siti/Sity; a name
#: and another of the same length seldom pass 0.6).
ALIKE: Final = 0.8
#: Guests come a day early or late.
DAYS: Final = timedelta(days=1)
_SPELLINGS: Final = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "sy"), ("y", "i"))
_TITLES: Final = frozenset({"bapak", "pak", "bp", "ibu", "bu", "mbah", "mas", "mbak", "h", "hj"})


def planned_for(
    reports: Iterable[GuestReport], post: str, given: ReportGuests
) -> GuestReport | None:
    """The announced report that these guests belong to; the likest, and none when in doubt."""
    likely = [
        (likeness(report, given), report)
        for report in reports
        if report.state is GuestState.PLANNED and report.post == post and report.mode is given.mode
    ]
    likely = [(score, report) for score, report in likely if score > 0]
    likely.sort(key=lambda each: -each[0])
    if len(likely) > 1 and likely[0][0] == likely[1][0]:
        return None
    return likely[0][1] if likely else None


def likeness(report: GuestReport, given: ReportGuests) -> float:
    """How like they are, 0 where host, day or every name differs."""
    planned = report.stay.arrives_at.astimezone(WIB).date()
    came = given.stay.arrives_at.astimezone(WIB).date()
    host = alike(report.house.host, given.house.host)
    if abs(planned - came) > DAYS or host < ALIKE:
        return 0.0
    pairs = product(report.guests, given.guests)
    name = max((alike(one.name, other.name) for one, other in pairs), default=0.0)
    return host + name if name >= ALIKE else 0.0


def alike(one: str, other: str) -> float:
    """How much two names agree, from 0 to 1. Two that are empty do not."""
    left, right = folded(one), folded(other)
    if not left or not right:
        return 0.0
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def folded(name: str) -> str:
    """A name as it is compared."""
    bare = unicodedata.normalize("NFKD", name.casefold())
    words = re.findall(r"[a-z]+", bare)
    text = " ".join(word for word in words if word not in _TITLES)
    for old, new in _SPELLINGS:
        text = text.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", text)
