"""Logs: one JSON object a line, with the connection's id."""

import json
import logging
from collections.abc import Iterator

import pytest

from gateway import logs
from gateway.settings import Log


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)


def test_json_lines_carry_time_level_and_connection(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(Log())
    logging.getLogger("gateway.sockets").warning("cut %s", "slow", extra={"connection": "c7"})
    line = json.loads(capsys.readouterr().err)
    assert line["level"] == "WARNING"
    assert line["logger"] == "gateway.sockets"
    assert line["message"] == "cut slow"
    assert line["connection"] == "c7"
    assert line["at"].endswith("+00:00")


def test_text_lines_are_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(Log(format="text", level="warning"))
    logging.getLogger("gateway").info("not written")
    logging.getLogger("gateway").error("stopped", extra={"connection": "c8"})
    written = capsys.readouterr().err
    assert "ERROR   gateway [c8]: stopped" in written
    assert "not written" not in written
