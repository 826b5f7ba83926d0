"""Calls at this console: the media engine behind a small interface, and who drives it.

    engine.py        MediaEngine: what an engine can do and what it tells. No Qt.
    web_engine.py    the real one: WebRTC in a page (page/) of QtWebEngine
    fake_engine.py   one without media: for tests, and for a console without QtWebEngine
    session.py       Calls: makes the engine follow the views; what the panel reads and asks
    quality.py       figures of a connection -> good, weak, bad

The panel acts by commands (``AnswerCall``, ``HoldCall``, ...) and reads ``Calls.state``; everything
that the views bring about in the engine happens by itself.
"""
