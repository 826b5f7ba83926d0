"""What a frame changed on the board, so that a screen touches only those rows."""

from dataclasses import dataclass, field, fields

Subjects = frozenset[str]
NONE: Subjects = frozenset()


@dataclass(frozen=True)
class Delta:
    """Subjects of one kind that came, changed or went; no subject is in two of them."""

    added: Subjects = NONE
    changed: Subjects = NONE
    removed: Subjects = NONE

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    def merged(self, later: "Delta") -> "Delta":
        """Both as one. What came and went leaves nothing; what went and came back has changed."""
        gone = self.removed - later.added
        back = self.removed & later.added
        return Delta(
            added=(self.added - later.removed) | (later.added - self.removed),
            changed=((self.changed | later.changed) - self.added - later.removed) | back,
            removed=gone | (later.removed - self.added),
        )


@dataclass(frozen=True)
class ChangeSet:
    """What changed since the last one. ``reset``: a snapshot replaced the whole picture, so
    timelines have to be asked for again. ``lands``: areas were imported, or that was undone.
    ``age``: ``Board.marked_old`` is another now."""

    alarms: Delta = field(default_factory=Delta)
    closed: Delta = field(default_factory=Delta)
    posts: Delta = field(default_factory=Delta)
    consoles: Delta = field(default_factory=Delta)
    officers: Delta = field(default_factory=Delta)
    partners: Delta = field(default_factory=Delta)
    broadcasts: Delta = field(default_factory=Delta)
    kentongan: Delta = field(default_factory=Delta)
    channels: Delta = field(default_factory=Delta)
    sound_rules: Delta = field(default_factory=Delta)
    lands: Delta = field(default_factory=Delta)
    tasks: Delta = field(default_factory=Delta)
    agencies: Delta = field(default_factory=Delta)
    calls: Delta = field(default_factory=Delta)
    desks: Delta = field(default_factory=Delta)
    guests: Delta = field(default_factory=Delta)
    presence: Subjects = NONE
    timelines: Subjects = NONE
    age: bool = False
    reset: bool = False

    def __bool__(self) -> bool:
        return any(getattr(self, each.name) for each in fields(self))

    def merged(self, later: "ChangeSet") -> "ChangeSet":
        """Both as one, for a screen that paints less often than frames come."""
        return ChangeSet(
            alarms=self.alarms.merged(later.alarms),
            closed=self.closed.merged(later.closed),
            posts=self.posts.merged(later.posts),
            consoles=self.consoles.merged(later.consoles),
            officers=self.officers.merged(later.officers),
            partners=self.partners.merged(later.partners),
            broadcasts=self.broadcasts.merged(later.broadcasts),
            kentongan=self.kentongan.merged(later.kentongan),
            channels=self.channels.merged(later.channels),
            sound_rules=self.sound_rules.merged(later.sound_rules),
            lands=self.lands.merged(later.lands),
            tasks=self.tasks.merged(later.tasks),
            agencies=self.agencies.merged(later.agencies),
            calls=self.calls.merged(later.calls),
            desks=self.desks.merged(later.desks),
            guests=self.guests.merged(later.guests),
            presence=self.presence | later.presence,
            timelines=self.timelines | later.timelines,
            age=self.age != later.age,
            reset=self.reset or later.reset,
        )
