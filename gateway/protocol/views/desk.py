"""Pictures of a desk's own settings."""

from gateway.protocol.enums import Desk
from gateway.protocol.views.base import View
from gateway.protocol.views.values import SoundRule


class SoundRulesView(View, frozen=True, kw_only=True, tag="sound_rules"):
    """The rules of sound of a desk; its consoles hold to them, locked or not."""

    desk: Desk
    rules: tuple[SoundRule, ...]
