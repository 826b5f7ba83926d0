"""Telephone numbers in one form."""

import re
from typing import Final

from gateway.protocol.errors import ErrorCode, Refused

_MARKS: Final = re.compile(r"[ ().-]")
#: A mobile number of Indonesia: +62, then 8 and 8 to 11 digits (libphonenumber).
_MOBILE: Final = re.compile(r"(?:\+?62|0)?(8[0-9]{8,11})")


def e164(typed: str) -> str:
    """A mobile number in E.164, from 08..., 8..., 628... or +628... Raises Refused(BAD_PHONE)."""
    found = _MOBILE.fullmatch(_MARKS.sub("", typed))
    if found is None:
        raise Refused(ErrorCode.BAD_PHONE)
    return f"+62{found[1]}"
