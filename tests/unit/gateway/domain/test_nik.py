"""The soft check of a NIK, by the safe examples of the field."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.domain import nik
from gateway.protocol.enums import NikWarning, Sex

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("number", "sex", "expected"),
    [
        ("3324080101900001", Sex.MALE, ()),
        ("3324084101900001", Sex.FEMALE, ()),
        ("3324084101900001", None, ()),
        ("9624080101900001", None, ()),
        ("3371080101900001", None, ()),
        ("3324080101900000", Sex.MALE, (NikWarning.SERIAL,)),
        ("3324084101900001", Sex.MALE, (NikWarning.SEX,)),
        ("3324080101900001", Sex.FEMALE, (NikWarning.SEX,)),
        ("3324083102900001", None, (NikWarning.BIRTH_DATE,)),
        ("3324087102900001", None, (NikWarning.BIRTH_DATE,)),
        ("3399080101900001", None, (NikWarning.REGION,)),
        ("2024080101900001", None, (NikWarning.REGION,)),
        ("3324000101900001", None, (NikWarning.REGION,)),
        ("332408010190000", None, (NikWarning.LENGTH,)),
        ("33240801019000O1", None, (NikWarning.LENGTH,)),
        ("1111111111111111", None, (NikWarning.REPEATED,)),
        ("3399083102900000", None, (NikWarning.REGION, NikWarning.BIRTH_DATE, NikWarning.SERIAL)),
    ],
)
def test_warnings(number: str, sex: Sex | None, expected: tuple[NikWarning, ...]) -> None:
    assert nik.warnings(number, sex, TODAY) == expected


def test_a_short_year_later_than_today_is_of_the_last_century() -> None:
    assert nik.warnings("3324082911260001", None, TODAY) == (NikWarning.BIRTH_DATE,)
    assert nik.warnings("3324082902250001", None, TODAY) == (NikWarning.BIRTH_DATE,)
    assert nik.warnings("3324082902240001", None, TODAY) == ()
    assert nik.warnings("3324080101270001", None, TODAY) == ()


def test_the_provinces_are_38() -> None:
    assert len(nik.PROVINCES) == 38


def test_only_the_last_four_digits_are_shown() -> None:
    assert nik.masked("3324080101900003") == "••••••••••••0003"
    assert nik.masked("A1234567") == "••••••••"
    assert nik.masked("") == ""
    assert nik.plain(" 3324 0801-0190.0003 ") == "3324080101900003"


@given(st.text(max_size=32))
def test_nothing_that_is_typed_breaks_the_check(typed: str) -> None:
    number = nik.plain(typed)
    assert isinstance(nik.warnings(number, None, TODAY), tuple)
    assert len(nik.masked(number)) == len(number)
