"""What the strip and the banners say of link and sound, as values; and the strip itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtWidgets import QFrame, QHBoxLayout

from console.link.state import LinkState, Reason
from console.screens.kit import Kit, flowing
from console.sound.verdict import SoundProof
from gateway.protocol.enums import ChannelState, IncidentState, Mode, SoundState
from widgets.status import StatusItem

#: Ink and picture of each state of the sound.
SOUND_LOOKS = {
    SoundState.UNKNOWN: ("dim", "volume-high"),
    SoundState.PROVEN: ("good", "volume-high"),
    SoundState.UNPROVEN: ("p2", "volume-high"),
    SoundState.QUIET: ("p1", "volume-xmark"),
    SoundState.LOST: ("p1", "volume-xmark"),
}


#: From so many days before its end the certificate is told on the strip (design section 7); in the
#: last ones as an alarm of its own.
CERTIFICATE_WARN_DAYS: Final = 14
CERTIFICATE_LAST_DAYS: Final = 3


@dataclass(frozen=True, slots=True)
class LinkStatus:
    """How the link stands; ``since`` is when it was lost (gateway time).

    ``certificate_days``: days until the gateway's certificate ends, where it is known.
    """

    state: LinkState
    reason: Reason | None = None
    since: datetime | None = None
    certificate_days: int | None = None


@dataclass(frozen=True, slots=True)
class SoundStatus:
    """What is known of this console's sound; ``proven_at`` is when it was last proven."""

    proof: SoundProof
    proven_at: datetime | None = None


class StatusStrip(QFrame):
    """Link, sound, posts, unclaimed alarms; drills, tests and the two keys to know."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setObjectName("strip")
        self._kit = kit
        self._t = kit.words.t
        names = ("link", "sound", "posts", "unclaimed", "guests", "channels", "drills", "keys")
        self._items = {name: StatusItem(kit.theme, kit.icons) for name in names}
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 16, 7)
        row.setSpacing(24)
        items = tuple(self._items.values())
        row.addWidget(flowing(*items[:6], gap=24), 1)
        row.addWidget(flowing(*items[6:], gap=24))
        self._items["keys"].show_state(before=self._t("strip.keys"))
        self.show_link(LinkStatus(LinkState.CONNECTING))
        self.count_alarms()
        self.count_guests()
        self.count_posts(0, 0)
        self.show_channels()

    def show_link(self, link: LinkStatus) -> None:
        """Say how the link stands."""
        ink = {LinkState.ONLINE: "good", LinkState.CONNECTING: "dim"}.get(link.state, "p1")
        icon = "circle" if link.state is LinkState.ONLINE else "circle-exclamation"
        since = self._kit.words.clock(link.since) if link.since else ""
        key = "link.lost_since" if since else f"link.{link.state.value}"
        if link.state is LinkState.ONLINE and link.certificate_days is not None:
            left = link.certificate_days
            if left <= CERTIFICATE_WARN_DAYS:
                said = self._t("link.certificate", days=max(left, 0))
                ink = "p1" if left <= CERTIFICATE_LAST_DAYS else "p2"
                self._items["link"].show_state(
                    before=self._t(key), strong=said, icon="triangle-exclamation", ink=ink
                )
                return
        if link.state is LinkState.ONLINE:
            self._items["link"].show_state(after=self._t(key), icon=icon, ink=ink, size=9)
        else:
            self._items["link"].show_state(strong=self._t(key, time=since), icon=icon, ink=ink)

    def show_sound(self, sound: SoundStatus) -> None:
        """Say what is known of the sound, and since when."""
        proof = sound.proof
        ink, icon = SOUND_LOOKS[proof.state]
        at = self._kit.words.short_clock(sound.proven_at) if sound.proven_at else ""
        timed = proof.state is SoundState.PROVEN and at
        said = (
            self._t("sound.proven_at", time=at) if timed else self._t(f"sound.{proof.state.value}")
        )
        after = "" if timed or not at else self._t("sound.last_proof", time=at)
        self._items["sound"].show_state(
            before=proof.output, strong=said, after=after, icon=icon, ink=ink
        )

    def count_posts(self, online: int, total: int) -> None:
        """How many posts are connected, of how many."""
        if not total:
            self._items["posts"].show_state(before=self._t("strip.no_posts"))
            return
        self._items["posts"].show_state(
            before=self._t("strip.posts_before"),
            strong=f"{online}/{total}",
            after=self._t("strip.posts_after"),
            ink="text" if online == total else "p2",
        )

    def count_alarms(self) -> None:
        """How many alarms nobody has, and how many of the open ones are drills or tests."""
        views = self._kit.board.alarms.values()
        waiting = sum(view.state is IncidentState.WAITING for view in views)
        drills = sum(view.mode is Mode.DRILL for view in views)
        tests = sum(view.mode is Mode.TEST for view in views)
        self._items["unclaimed"].show_state(
            strong=str(waiting), after=self._t("strip.unclaimed"), ink="p1" if waiting else "text"
        )
        self._items["drills"].show_state(
            strong=self._t("strip.drills", drills=drills, tests=tests) if drills or tests else "",
            before="" if drills or tests else self._t("strip.drills", drills=0, tests=0),
            ink="drill" if drills else "test",
        )

    def count_guests(self) -> None:
        """How many guest reports the desk has something to look at in: a quiet mark, no alarm."""
        count = sum(view.mode is Mode.REAL for view in self._kit.board.guests.values())
        before, after = self._t("strip.guests_before"), self._t("strip.guests_after")
        self._items["guests"].setVisible(bool(count))
        self._items["guests"].show_state(before=before, strong=str(count), after=after)

    def show_channels(self) -> None:
        """Say which way out of the system is dead, since when and why; nothing while all work."""
        views = self._kit.board.channels.values()
        dead = sorted(
            (view for view in views if view.state is ChannelState.FAILING),
            key=lambda view: view.since,
        )
        self._items["channels"].setVisible(bool(dead))
        if not dead:
            return
        names = ", ".join(self._t(f"channel.{view.channel.value}") for view in dead)
        last, words = dead[-1], self._kit.words
        self._items["channels"].show_state(
            strong=self._t("strip.channel_dead", channel=names),
            after=self._t(
                "strip.channel_since",
                time=words.short_clock(last.since),
                reason=words.reason("channel_reason", last.reason),
            ),
            icon="triangle-exclamation",
            ink="p1",
        )

    def texts(self) -> list[str]:
        """Its items as their words."""
        return [item.text() for item in self._items.values() if not item.isHidden()]
