"""The built-in facts about the pilot are of the right form and in the right place."""

import re
from decimal import Decimal

import pytest

from resources.pilot import Kecamatan, Post, pilot

POSTS = pilot().post
KECAMATAN = pilot().kecamatan

# The bounding box of the boundaries of Kabupaten Kendal, in degrees.
SOUTH, NORTH = -7.2018, -6.8331
WEST, EAST = 109.9227, 110.3664


def test_five_kecamatan_and_a_dozen_posts() -> None:
    assert (len(KECAMATAN), len(POSTS)) == (5, 12)


def test_names_and_codes_are_unique() -> None:
    assert len({post.title for post in POSTS}) == len(POSTS)
    assert len({post.area for post in POSTS}) == len(POSTS)
    assert len({kecamatan.code for kecamatan in KECAMATAN}) == len(KECAMATAN)


@pytest.mark.parametrize("kecamatan", KECAMATAN, ids=lambda kecamatan: kecamatan.name)
def test_kecamatan_has_posts_of_its_own_code(kecamatan: Kecamatan) -> None:
    assert re.fullmatch(re.escape(pilot().regency.code) + r"\.\d{2}", kecamatan.code)
    own = [post for post in POSTS if post.kecamatan == kecamatan.name]
    assert own
    for post in own:
        # The fourth part begins with 1 for a kelurahan and with 2 for a desa.
        assert re.fullmatch(re.escape(kecamatan.code) + r"\.[12]\d{3}", post.area)


@pytest.mark.parametrize("place", [*KECAMATAN, *POSTS], ids=repr)
def test_points_lie_in_kendal_to_a_thousandth(place: Kecamatan | Post) -> None:
    assert SOUTH < place.lat < NORTH
    assert WEST < place.lon < EAST
    for degrees in (place.lat, place.lon):
        assert Decimal(repr(degrees)) == round(Decimal(repr(degrees)), 3)


@pytest.mark.parametrize("post", POSTS, ids=lambda post: post.title)
def test_neighbourhood_numbers_have_two_digits(post: Post) -> None:
    assert re.fullmatch(r"\d{2}", post.rt)
    assert re.fullmatch(r"\d{2}", post.rw)
    assert post.title == f"Pos {post.desa} RT {post.rt}"
