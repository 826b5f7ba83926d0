"""Log records that a test did not expect make it fail."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


class ExpectedLogs:
    """Parts of messages that a test allows at WARNING or above."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def add(self, *parts: str) -> None:
        """Allow records whose message contains one of the parts."""
        self._parts.extend(parts)

    def covers(self, message: str) -> bool:
        """Whether a record with this message is allowed."""
        return any(part in message for part in self._parts)


class _Recorder(logging.Handler):
    """Keeps warnings and worse; judged at the end, since a test may add to its expectations."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def watched_logs(expected: ExpectedLogs) -> Iterator[list[str]]:
    """Watch the root logger; the list yielded holds the unexpected records once the block ended."""
    recorder = _Recorder()
    unexpected: list[str] = []
    root = logging.getLogger()
    root.addHandler(recorder)
    try:
        yield unexpected
    finally:
        root.removeHandler(recorder)
        formatter = logging.Formatter("%(levelname)s %(name)s: %(message)s")
        unexpected.extend(
            formatter.format(record)
            for record in recorder.records
            if not expected.covers(record.getMessage())
        )
