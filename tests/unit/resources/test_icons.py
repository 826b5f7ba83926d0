"""Pictures are found and can be tinted."""

from xml.etree import ElementTree

import pytest

from resources.icons import svg


@pytest.mark.parametrize(
    "name",
    [
        "house-fire",
        "house-flood-water",
        "hill-rockslide",
        "house-crack",
        "person-falling-burst",
        "truck-medical",
        "bullhorn",
    ],
)
def test_picture_is_svg_in_the_current_colour(name: str) -> None:
    picture = ElementTree.fromstring(svg(name))
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    assert "currentColor" in svg(name)


def test_unknown_picture_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        svg("no-such-picture")
