"""Sentences in Indonesian and English, one flat JSON catalogue a part and language."""

import json
from collections.abc import Callable
from functools import cache
from typing import Final

import resources

LANGUAGES: Final = ("id", "en")

Translate = Callable[..., str]


def translator(part: str, language: str) -> Translate:
    """A function ``t(key, **values)`` over ``i18n/<part>.<language>.json``.

    An unknown language falls back to Indonesian. Raises KeyError for an unknown key: a missing
    sentence is a bug that tests must see, never an empty place on a screen.
    """
    sentences = catalogue(part, language if language in LANGUAGES else "id")

    def translate(key: str, **values: object) -> str:
        return sentences[key].format(**values)

    return translate


@cache
def catalogue(part: str, language: str) -> dict[str, str]:
    """All sentences of a part in a language."""
    loaded: dict[str, str] = json.loads(resources.read_text(f"i18n/{part}.{language}.json"))
    return loaded
