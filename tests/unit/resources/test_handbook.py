"""The handbook says what the product does."""

import re
from pathlib import Path

import pytest

import resources
from console.screens.keys import KEYS, OTHERS, Key


def table_keys() -> list[str]:
    """The first column of the handbook's table of keys."""
    section = resources.read_text("handbook/console.md").split("## Keys")[1].split("## ")[0]
    return re.findall(r"^\| ([^|]+) \|", section, re.M)[1:]


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_every_key_of_the_console_is_explained(key: Key) -> None:
    assert key.shown in table_keys()


def test_no_key_is_explained_that_does_nothing() -> None:
    shown = {key.shown for key in KEYS} | {shown for _, shown in OTHERS}
    assert set(table_keys()) == shown


def test_readme_leads_to_every_page() -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
    pages = [page.name for page in resources.path("handbook").glob("*.md")]
    assert [name for name in pages if f"(resources/handbook/{name})" not in readme] == []
