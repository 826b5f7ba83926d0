"""The design tokens as custom properties of CSS."""

from resources.tokens import Palette, Tokens


def tokens_css(tokens: Tokens) -> str:
    """``tokens.css``: day colours at the root, night colours under ``data-theme="night"``."""
    shared = {
        **{f"space-{step}": f"{px}px" for step, px in enumerate(tokens.space.steps, 1)},
        **{f"type-{step}": f"{px}px" for step, px in enumerate(tokens.type.tablet, 1)},
        "radius-tablet": f"{tokens.radius.tablet}px",
        "motion-short": f"{tokens.motion.short_ms}ms",
        "motion-long": f"{tokens.motion.long_ms}ms",
    }
    day = _rule(":root", {**tokens.tablet.day, **shared}, "light")
    return day + _rule('[data-theme="night"]', tokens.tablet.night, "dark")


def _rule(selector: str, values: Palette, scheme: str) -> str:
    lines = [f"  --{name.replace('_', '-')}: {value};\n" for name, value in values.items()]
    return f"{selector} {{\n  color-scheme: {scheme};\n{''.join(lines)}}}\n"
