"""Which output sounds: the wanted one while it can be heard, else another that can. Pure."""

from collections.abc import Sequence
from typing import Final

from console.sound.outputs import Output

GAIN_FLOOR: Final = 0.3
"""The least amplitude (-10 dB) that an output's volume may leave. Alarms at their normal level then
still have an RMS of 0.05 in their loudest quarter second, the least that counts as heard."""


class Choice:
    """Remembers what is wanted and what was found wanting."""

    def __init__(self, wanted: str | None) -> None:
        self._wanted = wanted
        self._outputs: Sequence[Output] = ()
        self._current = ""
        self._deaf: dict[str, Output] = {}

    @property
    def outputs(self) -> Sequence[Output]:
        """All that there are."""
        return self._outputs

    @property
    def wanted(self) -> Output | None:
        """The output that the officer chose, if it is there."""
        return self._find(self._wanted)

    @property
    def wanted_id(self) -> str:
        """Its name, there or not; empty if none was ever there."""
        return self._wanted or ""

    @property
    def current(self) -> Output | None:
        """The output that is to sound."""
        return self._find(self._current)

    def want(self, output: str) -> None:
        """The officer chooses; what was held against it is forgotten."""
        self._wanted = output
        self._deaf.pop(output, None)
        self._decide()

    def take(self, outputs: Sequence[Output]) -> None:
        """The outputs as they are now."""
        self._outputs = outputs
        if self._wanted is None and outputs:
            self._wanted = self._preferred(outputs).id
        # One that changed or went may have been mended: it gets its chance again.
        self._deaf = {name: then for name, then in self._deaf.items() if then == self._find(name)}
        self._decide()

    def found_deaf(self, output: Output) -> None:
        """It should have sounded and was not heard."""
        self._deaf[output.id] = self._find(output.id) or output
        self._decide()

    def _decide(self) -> None:
        wanted, current = self.wanted, self.current
        fit = [output for output in self._outputs if self._is_fit(output)]
        chosen: Output | None
        if wanted in fit:
            chosen = wanted
        elif current in fit:
            chosen = current
        elif fit:
            chosen = self._preferred(fit)
        else:
            chosen = wanted or current or next(iter(self._outputs), None)
        self._current = chosen.id if chosen else ""

    def _is_fit(self, output: Output) -> bool:
        loud = not output.muted and output.gain >= GAIN_FLOOR
        return loud and output.plugged and output.id not in self._deaf

    def _find(self, output: str | None) -> Output | None:
        return next((known for known in self._outputs if known.id == output), None)

    @staticmethod
    def _preferred(outputs: Sequence[Output]) -> Output:
        return next((output for output in outputs if output.default), outputs[0])
