"""Rules of sound of a desk: kept here, held to by its consoles."""

from msgspec import Struct
from msgspec.structs import replace

from gateway.protocol import events as ev
from gateway.protocol.enums import Desk
from gateway.protocol.views import SoundRule, SoundRulesView


class SoundRules(Struct, frozen=True, kw_only=True):
    """Which alarms sound softly or not at all at the consoles of a desk."""

    subject: str
    version: int
    desk: Desk
    rules: tuple[SoundRule, ...]


def subject_of(desk: Desk) -> str:
    """What the journal calls the rules of a desk."""
    return f"sound_rules:{desk.lower()}"


def begin(subject: str, event: ev.SoundRulesSet) -> SoundRules:
    """The first rules of a desk."""
    return SoundRules(subject=subject, version=1, desk=event.desk, rules=event.rules)


def evolve(was: SoundRules, version: int, event: ev.EventData) -> SoundRules:
    """The rules after an event."""
    rules = event.rules if isinstance(event, ev.SoundRulesSet) else was.rules
    return replace(was, version=version, rules=rules)


def view(state: SoundRules) -> SoundRulesView:
    """What the consoles of the desk see."""
    return SoundRulesView(
        subject=state.subject, version=state.version, desk=state.desk, rules=state.rules
    )
