"""The colours can be read: contrast as WCAG 2.2 computes it."""

import re

import pytest

from resources.tokens import Palette, tokens

CONSOLE = {"dark": tokens().console.dark, "light": tokens().console.light}
TABLET = {"day": tokens().tablet.day, "night": tokens().tablet.night}

READABLE = 4.5
"""WCAG 2.2, 1.4.3: text."""

DISCERNIBLE = 3.0
"""WCAG 2.2, 1.4.11: shapes and the focus ring."""


def luminance(colour: str) -> float:
    """Relative luminance of ``#RRGGBB`` (WCAG 2.2)."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("palette", [*CONSOLE.values(), *TABLET.values()])
def test_every_colour_is_written_in_full(palette: Palette) -> None:
    assert all(re.fullmatch(r"#[0-9A-F]{6}", colour) for colour in palette.values())


def test_variants_name_the_same_colours() -> None:
    assert CONSOLE["dark"].keys() == CONSOLE["light"].keys()
    assert TABLET["day"].keys() == TABLET["night"].keys()


@pytest.mark.parametrize("variant", CONSOLE)
@pytest.mark.parametrize("ground", ["ground", "surface", "raised"])
@pytest.mark.parametrize("ink", ["text", "dim", "p1", "p2", "p3", "good", "drill", "test"])
def test_console_words_are_readable(variant: str, ink: str, ground: str) -> None:
    palette = CONSOLE[variant]
    assert contrast(palette[ink], palette[ground]) >= READABLE


@pytest.mark.parametrize("variant", CONSOLE)
def test_console_words_on_colour_are_readable(variant: str) -> None:
    palette = CONSOLE[variant]
    assert contrast(palette["text"], palette["p1_ground"]) >= READABLE
    assert contrast(palette["p1"], palette["p1_ground"]) >= READABLE
    for colour in ("p1", "p2", "p3", "good", "drill", "test", "focus"):
        assert contrast(palette["on_accent"], palette[colour]) >= READABLE


@pytest.mark.parametrize("variant", CONSOLE)
@pytest.mark.parametrize("ground", ["ground", "surface", "raised"])
def test_console_focus_is_seen(variant: str, ground: str) -> None:
    palette = CONSOLE[variant]
    assert contrast(palette["focus"], palette[ground]) >= DISCERNIBLE


def test_console_figures_named_by_the_design() -> None:
    dark = CONSOLE["dark"]
    named = {"text": 12.0, "dim": 6.5, "p1": 5.0, "p2": 8.1, "p3": 6.6}
    for ink, figure in named.items():
        assert contrast(dark[ink], dark["raised"]) == pytest.approx(figure, abs=0.1)


@pytest.mark.parametrize("variant", TABLET)
@pytest.mark.parametrize("ground", ["ground", "surface"])
@pytest.mark.parametrize("ink", ["ink", "quiet", "good", "bad"])
def test_tablet_words_are_readable(variant: str, ink: str, ground: str) -> None:
    palette = TABLET[variant]
    assert contrast(palette[ink], palette[ground]) >= READABLE


@pytest.mark.parametrize("variant", TABLET)
@pytest.mark.parametrize("kind", ["fire", "disaster", "crime", "medical", "drill"])
def test_tablet_emergency_buttons_are_readable(variant: str, kind: str) -> None:
    palette = TABLET[variant]
    assert contrast(palette["on_kind"], palette[kind]) >= 6.4


@pytest.mark.parametrize("kind", ["guest", "complaint", "officer"])
def test_tablet_service_colours_are_readable(kind: str) -> None:
    """By day they carry white words, by night they are the words' own colour."""
    day, night = TABLET["day"], TABLET["night"]
    assert contrast(day["on_kind"], day[kind]) >= 6.4
    assert contrast(night[kind], night["surface"]) >= READABLE


@pytest.mark.parametrize("variant", TABLET)
def test_tablet_focus_is_seen(variant: str) -> None:
    palette = TABLET[variant]
    assert contrast(palette["focus"], palette["ground"]) >= DISCERNIBLE
