"""The NIK: what looks wrong about one, and how it is masked. It never blocks anything.

16 digits PPKKCC DDMMYY SSSS: the area where it was first issued, the birth date (women day + 40)
and a serial from 0001; no check digit (Dukcapil Klaten; Kompas, 2022). A wrong birth date stays for
life and old areas were split since, so all of this is only worth a warning.
"""

import re
from datetime import date
from typing import Final

from gateway.protocol.enums import NikWarning, Sex

LENGTH: Final = 16
#: Kemendagri codes of the 38 provinces.
PROVINCES: Final = frozenset(
    (
        *(*range(11, 20), 21, *range(31, 37), *range(51, 54)),
        *(*range(61, 66), *range(71, 77), 81, 82, *range(91, 97)),
    )
)
#: Codes within a province: kabupaten from 01, kota from 71; none reaches further.
_KABUPATEN_MOST: Final = 69
_KOTA_FIRST: Final = 71
_KOTA_LAST: Final = 79
_WOMEN: Final = 40
_SHOWN: Final = 4
_MARKS: Final = re.compile(r"[ .\-]")


def plain(typed: str) -> str:
    """Without the marks that people put between digits."""
    return _MARKS.sub("", typed)


def masked(number: str) -> str:
    """Only the last four signs are shown, and none of a short number."""
    hidden = len(number) if len(number) <= 2 * _SHOWN else len(number) - _SHOWN
    return "•" * hidden + number[hidden:]


def warnings(number: str, sex: Sex | None, today: date) -> tuple[NikWarning, ...]:
    """What looks wrong, in the order of the digits."""
    if not re.fullmatch(f"[0-9]{{{LENGTH}}}", number):
        return (NikWarning.LENGTH,)
    if len(set(number)) == 1:
        return (NikWarning.REPEATED,)
    found = []
    if not _is_region(number):
        found.append(NikWarning.REGION)
    day = int(number[6:8])
    if _birth_date(number, today) is None:
        found.append(NikWarning.BIRTH_DATE)
    elif sex is not None and (sex is Sex.FEMALE) != (day > _WOMEN):
        found.append(NikWarning.SEX)
    if number.endswith("0000"):
        found.append(NikWarning.SERIAL)
    return tuple(found)


def _is_region(number: str) -> bool:
    province, regency, district = int(number[:2]), int(number[2:4]), int(number[4:6])
    within = 1 <= regency <= _KABUPATEN_MOST or _KOTA_FIRST <= regency <= _KOTA_LAST
    return province in PROVINCES and within and district > 0


def _birth_date(number: str, today: date) -> date | None:
    day, month, short = int(number[6:8]), int(number[8:10]), int(number[10:12])
    century = 1900 if short > today.year % 100 else 2000
    try:
        born = date(century + short, month, day - _WOMEN if day > _WOMEN else day)
    except ValueError:
        return None
    return born if born <= today else None
