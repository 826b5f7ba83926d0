"""Golden frames of a desk's own settings."""

from gateway.protocol import commands, enums, views

RULE = views.SoundRule(
    level=enums.SoundLevel.SOFT, mode=enums.Mode.DRILL, desk=enums.Desk.SATPOL_PP, first=22, last=5
)


def bodies() -> dict[str, commands.AnyBody]:
    """The commands about a desk."""
    return {"set_sound_rules": commands.SetSoundRules(desk=enums.Desk.SATPOL_PP, rules=(RULE,))}


def sound_rules_view() -> views.SoundRulesView:
    """What its consoles see."""
    return views.SoundRulesView(
        subject="sound_rules:satpol_pp", version=1, desk=enums.Desk.SATPOL_PP, rules=(RULE,)
    )
