"""Commands about a desk's own settings."""

from typing import Annotated, Final

from msgspec import Meta

from gateway.protocol.commands.base import Body
from gateway.protocol.enums import Desk
from gateway.protocol.views import SoundRule

#: More would be more than anyone keeps in mind.
SOUND_RULES: Final = 20


class SetSoundRules(Body, frozen=True, kw_only=True, tag="set_sound_rules"):
    """Replace the rules by which the consoles of a desk sound softly or not at all. They never
    touch a real P1 of the consoles' own desks."""

    desk: Desk
    rules: Annotated[tuple[SoundRule, ...], Meta(max_length=SOUND_RULES)]
