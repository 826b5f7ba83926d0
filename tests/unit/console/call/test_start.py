"""Where there can be no media engine the console says why, and starts."""

import sys

import pytest

from console.call import start
from console.call.engine import OffReason


@pytest.mark.expects_log("calls are off")
def test_without_qtwebengine_calls_are_off(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("console.call.scheme", "console.call.page_host", "console.call.web_engine"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setitem(sys.modules, "PySide6.QtWebEngineCore", None)
    assert start.prepare() is OffReason.NOT_INSTALLED


@pytest.mark.expects_log("calls are off")
def test_as_root_the_engine_would_take_the_console_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QTWEBENGINE_DISABLE_SANDBOX", raising=False)
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert start.prepare() is OffReason.NO_SANDBOX
