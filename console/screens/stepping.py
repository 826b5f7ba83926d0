"""What an officer says on an agency's behalf: the step, by which channel, in which words."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from console.models.dispatch import STEPS, may_step
from console.screens.kit import Kit
from console.screens.panel import TEXT_LIMIT, Choices, InlinePanel
from gateway.protocol.enums import ContactChannel, TaskState
from gateway.protocol.views import TaskView
from widgets.theme import Size

#: The ways by which an officer hears of it; ``SOFTWARE`` is the agency's own.
CHANNELS: Final = tuple(each for each in ContactChannel if each is not ContactChannel.SOFTWARE)


class StepPanel(InlinePanel):
    """``confirmed(task, step, channel, words)``."""

    confirmed = Signal(str, object, object, str)

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, "stepping", key="Enter")
        self._task = ""
        self._steps = Choices([self._t(f"stepping.{each.value}") for each in STEPS])
        self._channels = Choices(
            [self._t(f"contact.{each.value}") for each in CHANNELS], numbered=False
        )
        self.words = QLineEdit()
        self.words.setMaxLength(TEXT_LIMIT)
        self.words.setPlaceholderText(self._t("stepping.words"))
        self.body.addWidget(self._steps)
        self.body.addWidget(kit.label(self._t("stepping.channel"), size=Size.SMALL, ink="dim"))
        self.body.addWidget(self._channels)
        self.body.addWidget(self.words)

    def open(self, task: TaskView, step: TaskState | None) -> None:
        """Show it for a task; with a step the words come next, else the step."""
        if task.subject != self._task:
            self.words.clear()
        self._task = task.subject
        self.heading.setText(self._t("stepping.of", agency=task.agency_title).upper())
        allowed = {number for number, each in enumerate(STEPS) if may_step(task, each)}
        self._steps.allow(allowed)
        fits = step is not None and STEPS.index(step) in allowed
        self._steps.set_current(STEPS.index(step) if step is not None and fits else -1)
        channel = task.contact.channel
        heard = channel if channel in CHANNELS else ContactChannel.TELEPHONE
        self._channels.set_current(CHANNELS.index(heard))
        self.refuse("" if fits or step is None else self._t("stepping.not_now"))
        self.show()
        if fits:
            self.words.setFocus()
        else:
            self._steps.focus()

    def forget(self) -> None:
        """Another incident or officer."""
        super().forget()
        self.words.clear()

    def taken(self) -> None:
        """It was written down."""
        self.words.clear()
        super().taken()

    def confirm(self) -> None:
        """Ask for the step, if one was chosen."""
        chosen = self._steps.current()
        if chosen < 0:
            self.refuse(self._t("stepping.choose"))
            return
        self.refuse("")
        channel = CHANNELS[max(0, self._channels.current())]
        self.confirmed.emit(self._task, STEPS[chosen], channel, self.words.text().strip())

    def choose(self, number: int) -> bool:
        """1 to 6 choose the step."""
        return self._steps.take(number)
