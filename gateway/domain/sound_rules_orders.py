"""What may be done to the rules of sound of a desk."""

from typing import Final

from gateway.domain.decider import Deciders
from gateway.domain.order import Order
from gateway.domain.rights import check_desk
from gateway.domain.sound_rules import SoundRules, subject_of
from gateway.domain.world import Change, World
from gateway.protocol import commands as do
from gateway.protocol import events as ev


def set_sound_rules(world: World, order: Order, body: do.SetSoundRules) -> list[Change]:
    """Replace the rules of one of the officer's own desks."""
    check_desk(order.actor, body.desk)
    held = world.find(subject_of(body.desk))
    known = held.rules if isinstance(held, SoundRules) else ()
    if known == body.rules:
        return []
    changed = ev.SoundRulesSet(desk=body.desk, rules=body.rules)
    return [Change(subject=subject_of(body.desk), data=changed)]


DECIDERS: Final[Deciders] = {
    do.SetSoundRules: set_sound_rules,
}
