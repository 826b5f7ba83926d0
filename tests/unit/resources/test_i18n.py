"""Every sentence is there in every language, with the same places to fill."""

import string
from collections import Counter

import pytest

import resources
from gateway.protocol.errors import ErrorCode
from resources.i18n import LANGUAGES, catalogue, translator

FILES = sorted(file.name for file in resources.path("i18n").glob("*.json"))
CATALOGUES = [(part, language) for part, language, _ in (name.split(".") for name in FILES)]
PARTS = sorted({part for part, _ in CATALOGUES})


def placeholders(sentence: str) -> Counter[str]:
    """The names that a sentence leaves to be filled in."""
    parsed = string.Formatter().parse(sentence)
    return Counter(name for _, name, _, _ in parsed if name is not None)


@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_in_indonesian_and_english(part: str) -> None:
    assert {(part, language) for language in LANGUAGES} <= set(CATALOGUES)


@pytest.mark.parametrize(("part", "language"), CATALOGUES)
def test_languages_have_the_same_keys(part: str, language: str) -> None:
    assert catalogue(part, language).keys() == catalogue(part, "id").keys()


@pytest.mark.parametrize(("part", "language"), CATALOGUES)
def test_sentences_fill_the_same_places(part: str, language: str) -> None:
    sentences, original = catalogue(part, language), catalogue(part, "id")
    differing = [
        key for key in sentences if placeholders(sentences[key]) != placeholders(original[key])
    ]
    assert differing == []


@pytest.mark.parametrize(("part", "language"), CATALOGUES)
def test_no_sentence_is_empty(part: str, language: str) -> None:
    assert [key for key, text in catalogue(part, language).items() if not text.strip()] == []


def test_every_refusal_has_a_sentence() -> None:
    assert catalogue("refusals", "id").keys() == {code.value for code in ErrorCode}


def test_translator_fills_in() -> None:
    assert "Petugas 1" in translator("refusals", "id")("already_claimed", holder="Petugas 1")


def test_unknown_language_is_indonesian() -> None:
    assert translator("refusals", "xx")("expired") == translator("refusals", "id")("expired")


def test_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        translator("refusals", "id")("no such sentence")
