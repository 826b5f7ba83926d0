"""Conversations of an incident and of the reports that were merged into it, as one."""

from datetime import UTC, datetime, timedelta

from console.board.conversation import Said, joined
from gateway.protocol.enums import Side

AT = datetime(2026, 11, 23, 14, 45, tzinfo=UTC)


def said(name: str, seconds: int, side: Side = Side.POST, read: bool = False) -> Said:
    at = AT + timedelta(seconds=seconds)
    return Said(
        id=name,
        side=side,
        who="",
        text=name,
        phrase=None,
        written_at=at,
        arrived_at=at,
        delivered_at=at if read else None,
        read_at=at if read else None,
    )


def test_two_posts_are_told_apart_in_the_order_of_arrival() -> None:
    told = joined(
        [
            ("incident:1", "Pos A", (said("a", 0), said("c", 20))),
            ("incident:2", "Pos B", (said("b", 10),)),
        ]
    )
    assert [(each.id, each.incident, each.post) for each in told] == [
        ("a", "incident:1", "Pos A"),
        ("b", "incident:2", "Pos B"),
        ("c", "incident:1", "Pos A"),
    ]


def test_what_was_said_to_all_is_told_once_as_far_as_it_came_at_the_slowest() -> None:
    here, there = said("x", 5, Side.OFFICER, read=True), said("x", 5, Side.OFFICER)
    (told,) = joined([("incident:1", "Pos A", (here,)), ("incident:2", "Pos B", (there,))])
    assert (told.incident, told.post, told.read_at) == ("incident:1", "", None)


def test_a_single_conversation_names_no_post() -> None:
    (told,) = joined([("incident:1", "Pos A", (said("a", 0),)), ("incident:2", "Pos B", ())])
    assert told.post == ""
