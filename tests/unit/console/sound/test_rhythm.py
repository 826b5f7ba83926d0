"""What alarms sound like: by the table of kentongan, and never like a death."""

from itertools import combinations

import msgspec
import pytest

import resources
from console.sound.rhythm import ORPHAN, TURN_PAUSE, Rhythm, Stroke, Voice, rhythm_of, rhythms
from console.sound.synthesis import Level, render
from gateway.protocol.enums import Kind, Mode
from tests.helpers.pulse import recognise

FORBIDDEN = ("siji", "doro_muluk_kendal", "doro_muluk_171", "polri_aman", "enem")
OURS = {"medical": [1, 2], "drill": [2, 1], "test": [3, 2], ORPHAN: [4, 1]}


def groups(rhythm: Rhythm) -> list[int]:
    return recognise(render(rhythm, Level.NORMAL))


def table_patterns() -> dict[str, list[int]]:
    table = msgspec.json.decode(resources.read_text("kentongan.json"))
    return {
        pattern["id"]: groups(
            Rhythm(
                pattern["id"],
                Voice.BAMBOO,
                1,
                pattern["cycle_ms"] / 1000,
                tuple(Stroke(at / 1000, strength) for at, strength in pattern["onsets"]),
            )
        )
        for pattern in table["pola"]
    }


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (Kind.FIRE, "telu"),
        (Kind.DISASTER, "papat"),
        (Kind.CRIME, "loro"),
        (Kind.MEDICAL, "medical"),
        (Kind.RESCUE, "titir"),
        (Kind.PUBLIC_ORDER, "titir"),
        (Kind.OTHER, "titir"),
    ],
)
def test_rhythm_of_kind(kind: Kind, name: str) -> None:
    assert rhythm_of(kind, Mode.REAL) == name


@pytest.mark.parametrize("kind", list(Kind))
def test_drill_and_test_never_sound_real(kind: Kind) -> None:
    real = {rhythm_of(other, Mode.REAL) for other in Kind}
    drill, test = rhythm_of(kind, Mode.DRILL), rhythm_of(kind, Mode.TEST)
    assert drill != test
    assert real.isdisjoint({drill, test})
    assert rhythms()[drill].voice is rhythms()[test].voice is Voice.BEEP


@pytest.mark.parametrize(("name", "figure"), [("telu", 3), ("papat", 4), ("loro", 2)])
def test_kentongan_as_in_the_table(name: str, figure: int) -> None:
    rhythm = rhythms()[name]
    assert groups(rhythm) == [figure] * rhythm.motifs


def test_titir_is_fast_even_and_without_rest() -> None:
    titir = rhythms()["titir"]
    gaps = [
        round(later.at - stroke.at, 3)
        for stroke, later in zip(titir.strokes, titir.strokes[1:], strict=False)
    ]
    assert set(gaps) == {0.13}
    assert titir.length - titir.strokes[-1].at == pytest.approx(0.13)


def test_deaths_are_never_sounded() -> None:
    assert rhythms().keys().isdisjoint(FORBIDDEN)
    forbidden = [pattern for name, pattern in table_patterns().items() if name in FORBIDDEN]
    assert all(groups(rhythm) not in forbidden for rhythm in rhythms().values())


def test_own_tones_are_no_kentongan() -> None:
    known = list(table_patterns().values())
    for name, figure in OURS.items():
        heard = groups(rhythms()[name])
        assert heard == figure * rhythms()[name].motifs
        assert heard not in known


@pytest.mark.parametrize("motifs", [1, 2, 3])
def test_every_two_rhythms_differ_however_short(motifs: int) -> None:
    heard = {name: tuple(groups(rhythm.turn(motifs))) for name, rhythm in rhythms().items()}
    assert [pair for pair in combinations(heard, 2) if heard[pair[0]] == heard[pair[1]]] == []


@pytest.mark.parametrize("name", list(rhythms()))
def test_a_turn_ends_with_a_rest(name: str) -> None:
    rhythm = rhythms()[name]
    for motifs in range(1, rhythm.motifs + 1):
        turn = rhythm.turn(motifs)
        assert len(turn.strokes) == motifs * rhythm.motif
        last = turn.strokes[-1]
        assert turn.length >= last.at + max(TURN_PAUSE, last.seconds)
