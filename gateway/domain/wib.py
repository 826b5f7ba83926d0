"""The time zone of Kendal."""

from datetime import timedelta, timezone
from typing import Final

#: UTC+7 without summer time.
WIB: Final = timezone(timedelta(hours=7), "WIB")
