"""Every sentence that the code asks for is there, and none is there that nobody says."""

import re
from datetime import timedelta
from pathlib import Path

from console.i18n import Words
from console.link.state import LinkState, Reason
from console.screens.keys import KEYS, OTHERS
from console.sound.verdict import Reason as SoundReason
from gateway.protocol.enums import Disposition, Escalation, IncidentState, Kind, SoundState
from resources.i18n import catalogue
from tests.qt.scene import NOW, place

CODE = "".join(
    file.read_text("utf-8") for file in (Path(__file__).parents[2] / "console").rglob("*.py")
)
KNOWN = catalogue("console", "id").keys()


def test_every_key_that_is_asked_for_is_there() -> None:
    asked = set(re.findall(r'\bt\(\s*"([a-z0-9_.]+)"', CODE))
    assert len(asked) > 80
    assert asked - KNOWN == set()


def test_every_family_of_keys_is_whole() -> None:
    families = {
        "kind": Kind,
        "state": IncidentState,
        "disposition": Disposition,
        "event.escalated": Escalation,
        "sound": SoundState,
        "link": LinkState,
        "link.reason": Reason,
    }
    wanted = {f"{name}.{each.value}" for name, family in families.items() for each in family}
    wanted |= {f"sound.reason.{each.value}" for each in SoundReason if each.value}
    wanted |= {f"help.{key.name}" for key in KEYS} | {f"help.{name}" for name, _ in OTHERS}
    assert wanted - KNOWN == set()


def test_nothing_is_there_that_nobody_says() -> None:
    families = set(re.findall(r'f"([a-z_]+(?:\.[a-z_]+)*)\.\{', CODE))
    families |= set(re.findall(r'\breason\(\s*"([a-z_]+)"', CODE))
    unsaid = {
        key
        for key in KNOWN
        if f'"{key}"' not in CODE and not any(key.startswith(f"{f}.") for f in families)
    }
    assert unsaid == set()


def test_times_are_said_in_wib() -> None:
    words = Words("id")
    assert words.clock(NOW) == "21.45.05"
    assert words.moment(NOW, NOW) == "21.45"
    assert words.moment(NOW - timedelta(days=90), NOW) == "25 Agu 21.45"
    assert Words("en").clock(NOW) == "21:45:05"


def test_an_address_names_desa_and_kecamatan() -> None:
    assert Words("id").address(place(0)) == "RT 03/RW 05, Krajankulon, Kaliwungu"
