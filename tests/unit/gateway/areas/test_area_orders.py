"""The rules: what an import changes, and when it can be taken back."""

import pytest
from msgspec.structs import replace

from gateway.domain.area import Area, AreaBatch, Boundary
from gateway.domain.order import Actor, ActorKind
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.enums import Role
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.events import ImportedFile
from tests.helpers.orders import CLI, fresh_code, new_id, officer, order
from tests.helpers.worlds import PlayWorld

VILLAGE = "33.24.08.2001"


def batch(*areas: Area, boundaries: tuple[str, ...] = ()) -> AreaBatch:
    outlines = [
        Boundary(code=code, name="A", lat=0, lon=0, tolerance=0, polygons=[[[0, 0, 1, 0, 0, 1]]])
        for code in boundaries
    ]
    files = [ImportedFile(sha256="00", areas=len(areas), boundaries=len(outlines))]
    return AreaBatch(areas=list(areas), boundaries=outlines, files=files, names="a.csv")


def village(code: str = VILLAGE, name: str = "Kumpulrejo") -> Area:
    return Area(code=code, name=name, lat=-6.9, lon=110.2)


def bring(play: PlayWorld, brought: AreaBatch, actor: Actor = CLI) -> ev.AnyEvent:
    given = replace(order(actor, do.ImportAreas(batch=new_id())), areas=brought)
    return play.do(given)[0].data


def undo(play: PlayWorld) -> ev.AnyEvent:
    return play.do(order(CLI, do.UndoAreas()))[0].data


def post_in(play: PlayWorld, area: str, title: str = "Pos A") -> str:
    plain = f"ABCD{title[-1] * 4}"
    given = order(CLI, do.AddPost(title=title, area=area), code=fresh_code(plain))
    return play.do(given)[0].subject


def code_of(play: PlayWorld, refused_area: str) -> ErrorCode:
    with pytest.raises(Refused) as caught:
        post_in(play, refused_area)
    return caught.value.code


def test_a_post_can_stand_in_an_area_only_after_its_import() -> None:
    play = PlayWorld()
    assert code_of(play, VILLAGE) is ErrorCode.UNKNOWN_AREA
    bring(play, batch(village()))
    place = play.world.post(post_in(play, VILLAGE)).place
    assert (place.desa, place.kecamatan, place.lat) == ("Kumpulrejo", "Kaliwungu", -6.9)


def test_a_kecamatan_is_no_place_for_a_post() -> None:
    assert code_of(PlayWorld(), "33.24.08") is ErrorCode.UNKNOWN_AREA


def test_the_event_counts_and_hashes_and_holds_no_area() -> None:
    event = bring(PlayWorld(), batch(village(), boundaries=(VILLAGE,)))
    assert isinstance(event, ev.AreasImported)
    assert (event.areas, event.boundaries, event.files[0].sha256) == (1, 1, "00")
    assert ev.AreasImported.PERSONAL == ("names",)


def test_the_later_import_holds_and_taking_it_back_uncovers_the_earlier() -> None:
    play = PlayWorld()
    bring(play, batch(village(name="Lama")))
    bring(play, batch(village(name="Baru")))
    assert play.world.areas.villages[VILLAGE].desa == "Baru"
    undo(play)
    assert play.world.areas.villages[VILLAGE].desa == "Lama"
    undo(play)
    assert VILLAGE not in play.world.areas.areas
    with pytest.raises(Refused) as caught:
        undo(play)
    assert caught.value.code is ErrorCode.NOTHING_TO_UNDO


def test_an_import_leaves_what_it_does_not_name() -> None:
    play = PlayWorld()
    before = dict(play.world.areas.areas)
    bring(play, batch(village()))
    assert {**before, VILLAGE: village()} == play.world.areas.areas


def test_an_area_that_a_post_uses_does_not_vanish() -> None:
    play = PlayWorld()
    bring(play, batch(village()))
    posts = [post_in(play, VILLAGE, title) for title in ("Pos A", "Pos B")]
    with pytest.raises(Refused) as caught:
        undo(play)
    assert caught.value.code is ErrorCode.AREA_IN_USE
    assert caught.value.params == {"area": VILLAGE, "posts": 2}
    for post in posts:
        play.do(order(CLI, do.RevokeDevice(device=post)))
    undo(play)
    assert VILLAGE not in play.world.areas.villages


def test_an_area_that_is_known_besides_may_lose_its_import() -> None:
    play = PlayWorld()
    play.post()
    bring(play, batch(village("33.24.08.2012", "Krajankulon Baru")))
    undo(play)
    assert play.world.areas.villages["33.24.08.2012"].desa == "Krajankulon"


def test_parents_and_areas_of_boundaries_must_be_known() -> None:
    play = PlayWorld()
    for unknown in (batch(village("33.99.01.2001")), batch(boundaries=("33.99",))):
        with pytest.raises(Refused) as caught:
            bring(play, unknown)
        assert caught.value.code is ErrorCode.UNKNOWN_AREA
    bring(play, batch(boundaries=("33.24.08",)))


@pytest.mark.parametrize(
    "actor",
    [officer(role=Role.ADMINISTRATOR), Actor(kind=ActorKind.POST, subject="post:1")],
    ids=["administrator", "post"],
)
def test_only_the_command_line_imports(actor: Actor) -> None:
    with pytest.raises(Refused) as caught:
        bring(PlayWorld(), batch(village()), actor)
    assert caught.value.code is ErrorCode.FORBIDDEN
