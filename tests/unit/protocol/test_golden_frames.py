"""The golden frames are current, are read back as they were, and cover every message."""

import typing

import pytest

from gateway.protocol import codec, commands, messages, queries, views
from tests.helpers import golden

FRAMES = golden.frames()


def decode(name: str, frame: str | bytes) -> messages.Message:
    return codec.decode_client(frame) if name.startswith("client.") else codec.decode_server(frame)


@pytest.mark.parametrize("name", FRAMES)
def test_file_is_current(name: str) -> None:
    file = golden.FOLDER / f"{name}.json"
    assert file.read_text("utf-8") == golden.text(FRAMES[name]), (
        "run: python -m tests.helpers.golden"
    )


@pytest.mark.parametrize("name", FRAMES)
def test_frame_survives_the_wire(name: str) -> None:
    frame = FRAMES[name]
    assert codec.encode(decode(name, codec.encode(frame))) == codec.encode(frame)


@pytest.mark.parametrize("name", FRAMES)
def test_file_is_read_as_the_frame(name: str) -> None:
    read = decode(name, (golden.FOLDER / f"{name}.json").read_bytes())
    assert golden.text(read) == golden.text(FRAMES[name])


def test_no_file_is_left_over() -> None:
    assert {file.stem for file in golden.FOLDER.glob("*.json")} == set(FRAMES)


def test_every_message_command_query_and_view_has_a_frame() -> None:
    seen = "\n".join(golden.text(frame) for frame in FRAMES.values())
    unions = (
        (messages.AnyClientMessage, "type"),
        (messages.AnyServerMessage, "type"),
        (commands.AnyBody, "name"),
        (queries.AnyAsk, "name"),
        (views.AnyView, "type"),
    )
    missing = [
        member.__name__
        for union, field in unions
        for member in typing.get_args(union)
        if f'"{field}": "{member.__struct_config__.tag}"' not in seen
    ]
    assert missing == []
