"""How ages are written."""

import pytest

from widgets.age import age_text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "00:00"),
        (-3, "00:00"),
        (14.9, "00:14"),
        (720, "12:00"),
        (3599.9, "59:59"),
        (3600, "1:00:00"),
        (90_061, "25:01:01"),
    ],
)
def test_ages(seconds: float, text: str) -> None:
    assert age_text(seconds) == text
