"""Settings of desks."""

from gateway.protocol.enums import Desk
from gateway.protocol.events.base import EventData
from gateway.protocol.views import SoundRule


class SoundRulesSet(EventData, frozen=True, kw_only=True, tag="sound_rules_set"):
    """The rules of sound of a desk were replaced."""

    desk: Desk
    rules: tuple[SoundRule, ...]
