"""Ages that count: how they are written, and a label that shows one."""

from widgets.text import PlainLabel
from widgets.theme import Size, Theme, Weight


def age_text(seconds: float) -> str:
    """``00:14``, ``12:00``, from an hour on ``1:02:14``; never below zero."""
    whole = max(0, int(seconds))
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute:02}:{second:02}"


class AgeLabel(PlainLabel):
    """An age in figures that stand still, tinted when its target is passed."""

    def __init__(self, theme: Theme, size: Size = Size.TITLE) -> None:
        super().__init__(theme, size=size, weight=Weight.DemiBold, tabular=True)

    def show_age(self, seconds: float, *, late: bool) -> None:
        """Show the age; ``late`` tints it."""
        self.setText(age_text(seconds))
        self.set_ink("p1" if late else "text")
