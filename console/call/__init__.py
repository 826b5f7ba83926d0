"""Calls at this console: the media engine behind a small interface, and who drives it.

    engine.py        MediaEngine: what an engine can do and what it tells. No Qt.
    web_engine.py    the real one: WebRTC in a page (page/) of QtWebEngine
    start.py         whether there can be one here, and why not
    session.py       Calls: makes the engine follow the views; what the panel reads and asks
    quality.py       figures of a connection -> good, weak, bad

The panel acts by commands (``AnswerCall``, ``HoldCall``, ...) and reads ``Calls.state``; everything
that the views bring about in the engine happens by itself.
"""
