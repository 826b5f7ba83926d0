"""The log on standard error: one JSON object a line for machines, or plain lines for people.

Fields given with ``extra=`` (``connection``, ``post``, ``console``) become fields of the object.
Nothing secret may be logged; what residents and officers type isn't either.
"""

import logging
import sys
from datetime import UTC, datetime
from typing import Final

from pythonjsonlogger.json import JsonFormatter

from gateway.settings import Log

#: Libraries whose every-day lines say nothing that the gateway's own don't.
_NOISY: Final = ("uvicorn.error", "uvicorn.access", "websockets.server", "alembic", "aiosmtplib")


def configure(settings: Log) -> None:
    """Sends all logs to standard error in the wanted format; once, at the start of a process."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if settings.format == "json" else _Text())
    logging.basicConfig(level=settings.level.upper(), handlers=[handler], force=True)
    logging.captureWarnings(True)
    for name in _NOISY:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.root.level))


class _Json(JsonFormatter):
    def __init__(self) -> None:
        super().__init__(
            "{levelname}{name}{message}{process}",
            style="{",
            rename_fields={"levelname": "level", "name": "logger", "process": "pid"},
            json_ensure_ascii=False,
        )

    def add_fields(
        self,
        log_data: dict[str, object],
        record: logging.LogRecord,
        message_dict: dict[str, object],
    ) -> None:
        log_data["at"] = _utc(record)
        super().add_fields(log_data, record, message_dict)


class _Text(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("{asctime} {levelname:<7} {name}{place}: {message}", style="{")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        return _utc(record)

    def format(self, record: logging.LogRecord) -> str:
        connection = getattr(record, "connection", None)
        record.place = f" [{connection}]" if connection else ""
        return super().format(record)


def _utc(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
