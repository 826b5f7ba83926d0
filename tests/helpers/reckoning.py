"""The figures once more, from the lines of ``export journal`` alone and by other ways.

It shares no code with the gateway, so that a mistake there is not made here too.
"""

import json
import math
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

Line = dict[str, Any]
Pair = tuple[datetime, datetime | None]

CALLED_OFF = {"false_or_prank", "duplicate", "not_emergency", "cancelled"}
TARGETS: dict[str, tuple[float, ...]] = {
    "press_claimed": (15, 20),
    "claimed_task": (60,),
    "task_acknowledged": (60,),
    "report_on_scene": (900,),
    "call_back": (120,),
}


def lines_of(file: Path) -> list[Line]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


class Reckoning:
    """Real subjects that began in a period, each with its lines."""

    def __init__(self, lines: list[Line], since: datetime, until: datetime, now: datetime) -> None:
        self.since, self.until, self.now = since, until, now
        self.lines = lines
        by_subject: defaultdict[str, list[Line]] = defaultdict(list)
        for line in lines:
            by_subject[line["subject"]].append(line)
        self.subjects = by_subject
        self.incidents = self._began("alarm_raised")
        self.calls = self._began("call_started")
        self.guests = self._began("guests_reported")

    def _began(self, kind: str) -> list[list[Line]]:
        return [
            lines
            for lines in self.subjects.values()
            if lines[0]["kind"] == kind
            and lines[0]["mode"] == "real"
            and self.since <= instant(lines[0]["at"]) < self.until
        ]

    # -- durations

    def measures(self) -> dict[str, dict[str, Any]]:
        pairs: dict[str, list[Pair]] = {
            "press_shown": [(press(i), first(i, "incident_shown")) for i in self.incidents],
            "press_claimed": [
                (press(i), first(i, "incident_claimed"))
                for i in self.incidents
                if first(i, "incident_claimed") or not lapsed(i)
            ],
            "claimed_task": [
                (claimed, first(i, "task_moved"))
                for i in self.incidents
                if (claimed := first(i, "incident_claimed")) and first(i, "task_moved")
            ],
            "task_acknowledged": [pair for i in self.incidents for pair in tasks(i)],
            "report_on_scene": [
                (press(i), there)
                for i in self.incidents
                if first(i, "task_moved")
                and ((there := on_scene(i)) or not (lapsed(i) or disposition(i) in CALLED_OFF))
            ],
            "call_back": [
                (due, first(c, "called_back"))
                for c in self.calls
                if (due := call_back_due(c))
                and (first(c, "called_back") or not first(c, "call_reviewed"))
            ],
            "guest_acknowledged": [
                (instant(g[0]["at"]), first(g, "guest_acknowledged")) for g in self.guests
            ],
        }
        return {key: self._told(key, found) for key, found in pairs.items()}

    def _told(self, key: str, pairs: list[Pair]) -> dict[str, Any]:
        targets = TARGETS.get(key, ())
        grace = max(targets, default=0)
        due = [(a, b) for a, b in pairs if b or (self.now - a).total_seconds() >= grace]
        taken = [max(0.0, (b - a).total_seconds()) for a, b in due if b]
        return {
            "n": len(due),
            "missing": len(due) - len(taken),
            "p50_s": nearest(taken, 0.50),
            "p90_s": nearest(taken, 0.90),
            "p95_s": nearest(taken, 0.95),
            "max_s": max(taken, default=None),
            "met": [sum(s <= within for s in taken) for within in targets],
        }

    # -- counts

    def kinds(self) -> dict[str, int]:
        return Counter(kind(i) for i in self.incidents)

    def dispositions(self) -> dict[str, int]:
        return Counter(found for i in self.incidents if (found := disposition(i)))

    def areas(self) -> dict[str, int]:
        return Counter(i[0]["data"]["place"]["area"] for i in self.incidents)

    def hours(self) -> dict[tuple[int, int], int]:
        """By weekday and hour in Kendal, seven hours ahead of UTC."""
        local = (instant(i[0]["at"]) + timedelta(hours=7) for i in self.incidents)
        return Counter((at.weekday(), at.hour) for at in local)

    def shares(self) -> dict[str, tuple[int, int]]:
        calls = [c for c in self.calls if not c[0]["data"]["caller"].startswith("officer:")]
        ends = [end for c in calls for end in c if end["kind"] == "call_ended"]
        return {
            "calls_abandoned": (sum(e["data"]["end"] == "cancelled" for e in ends), len(calls)),
            "calls_missed": (sum(bool(first(c, "call_missed")) for c in calls), len(calls)),
            "guests_overdue": (
                sum(bool(first(g, "guest_overdue")) for g in self.guests),
                len(self.guests),
            ),
        }

    # -- load and uptime

    def load(self) -> tuple[int, float, float]:
        """Alarms, and how many a stretch of ten minutes and officer: on average, at most."""
        end = min(self.until, self.now)
        starts = []
        start = self.since
        while start < end:
            starts.append(start)
            start += timedelta(minutes=10)
        sounded = [
            instant(line["at"])
            for i in self.incidents
            for line in i
            if line["kind"] in ("alarm_raised", "pressed_again")
        ]
        alarms, officers, rates = 0, 0, []
        for start in starts:
            over = min(start + timedelta(minutes=10), end)
            here = sum(any(a < over and b > start for a, b in s) for s in self.sessions().values())
            count = sum(start <= at < start + timedelta(minutes=10) for at in sounded)
            alarms, officers = alarms + count, officers + max(1, here)
            rates.append(count / max(1, here))
        return alarms, alarms / officers, max(rates)

    def sessions(self) -> dict[str, list[tuple[datetime, datetime]]]:
        found: defaultdict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
        for line in self.lines:
            at, of_one = instant(line["at"]), found[line["subject"]]
            if line["kind"] == "officer_signed_in":
                of_one.append((at, instant(line["data"]["expires_at"])))
            elif line["kind"] == "officer_signed_out":
                of_one[-1] = (of_one[-1][0], at)
        return {subject: sessions for subject, sessions in found.items() if sessions}

    def claims(self) -> dict[str, list[float]]:
        found: defaultdict[str, list[float]] = defaultdict(list)
        for i in self.incidents:
            claim = next((line for line in i if line["kind"] == "incident_claimed"), None)
            if claim:
                seconds = (instant(claim["at"]) - press(i)).total_seconds()
                found[claim["data"]["officer"]].append(max(0.0, seconds))
        return found

    def silent(self) -> tuple[float, float]:
        """The share of the time that posts were heard, and the longest silence in seconds."""
        end = min(self.until, self.now)
        due, lost = 0.0, []
        for lines in self.subjects.values():
            heard = first(lines, "post_back")
            if heard:
                due += (end - max(heard, self.since)).total_seconds()
                gone = None
                for line in lines:
                    if line["kind"] == "post_lost":
                        gone = instant(line["data"]["last_heard_at"])
                    elif line["kind"] == "post_back" and gone:
                        lost.append((instant(line["at"]) - gone).total_seconds())
                        gone = None
                if gone:
                    lost.append((end - gone).total_seconds())
        return 1 - sum(lost) / due, max(lost)


def first(lines: list[Line], kind: str) -> datetime | None:
    return next((instant(line["at"]) for line in lines if line["kind"] == kind), None)


def press(lines: list[Line]) -> datetime:
    raised = lines[0]["data"]
    return instant(lines[0]["at"] if raised["pressed_at_uncertain"] else raised["pressed_at"])


def kind(lines: list[Line]) -> str:
    changed = [line["data"] for line in lines if line["kind"] == "kind_changed"]
    return str((changed or [lines[0]["data"]])[-1]["incident_kind"])


def lapsed(lines: list[Line]) -> bool:
    return any(
        line["kind"] == "incident_merged" or line["data"].get("all_cancelled") for line in lines
    )


def disposition(lines: list[Line]) -> str | None:
    closings = [line for line in lines if line["kind"] in ("incident_closed", "incident_reopened")]
    return closings[-1]["data"].get("disposition") if closings else None


def steps(lines: list[Line]) -> dict[str, list[tuple[str, datetime]]]:
    found: defaultdict[str, list[tuple[str, datetime]]] = defaultdict(list)
    for line in lines:
        if line["kind"] == "task_moved":
            found[line["data"]["task"]].append((line["data"]["state"], instant(line["at"])))
    return found


def tasks(lines: list[Line]) -> list[Pair]:
    pairs: list[Pair] = []
    for moves in steps(lines).values():
        known = [at for state, at in moves if state in ("acknowledged", "en_route", "on_scene")]
        if known or not any(state in ("refused", "withdrawn") for state, _ in moves):
            pairs.append((moves[0][1], min(known, default=None)))
    return pairs


def on_scene(lines: list[Line]) -> datetime | None:
    there = [at for moves in steps(lines).values() for state, at in moves if state == "on_scene"]
    return min(there, default=None)


def call_back_due(lines: list[Line]) -> datetime | None:
    return next((instant(i["at"]) for i in lines if i["data"].get("call_back_due")), None)


def nearest(taken: list[float], share: float) -> float | None:
    """The smallest value that at least this share of all don't exceed."""
    needed = math.ceil(round(share * len(taken), 9))
    return next((v for v in sorted(taken) if sum(x <= v for x in taken) >= needed), None)
