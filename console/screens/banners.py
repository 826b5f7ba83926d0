"""The messages above the incident: link, sound of this console, sound of the others, notices."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from console.link.state import LinkState
from console.screens.kit import Kit, column
from console.screens.status import LinkStatus, SoundStatus
from gateway.protocol.enums import Desk, SoundState
from gateway.protocol.messages import Notice
from gateway.protocol.views import ConsoleView
from widgets.banner import Banner, Tone

NOTICE_S: Final = 120
_SILENT: Final = (SoundState.LOST, SoundState.QUIET)


class Banners(QWidget):
    """One banner for each matter, shown while it lasts."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._t = kit.words.t
        self._link, self._sound, self._others, self._unready, self._notice = (
            Banner(kit.theme, kit.icons) for _ in range(5)
        )
        layout = column(self)
        for banner in (self._link, self._sound, self._others, self._unready, self._notice):
            layout.addWidget(banner)
        self._notice_over = QTimer(self, interval=NOTICE_S * 1000, singleShot=True)
        self._notice_over.timeout.connect(self._notice.hide)

    def show_link(self, link: LinkStatus) -> None:
        """Say that the link is lost, and since when; nothing while it stands."""
        if link.state in (LinkState.ONLINE, LinkState.CONNECTING):
            self._link.hide()
            return
        since = self._kit.words.clock(link.since) if link.since else ""
        said = self._t("link.lost_since", time=since) if since else self._t("link.lost")
        why = self._t(f"link.reason.{link.reason.value}") if link.reason else ""
        retry = "link.advice" if link.state is LinkState.LOST else "link.advice_refused"
        advice = " ".join(part for part in (why, self._t(retry)) if part)
        self._link.announce(Tone.ALARM, "plug-circle-xmark", said, advice)

    def show_sound(self, sound: SoundStatus) -> None:
        """Say that this console can't be heard, or that nobody knows whether it can."""
        proof = sound.proof
        if proof.state in (SoundState.PROVEN, SoundState.UNKNOWN) and not proof.instead_of:
            self._sound.hide()
            return
        said = self._t(f"sound.banner.{proof.state.value}", output=proof.output)
        if proof.instead_of:
            said = self._t("sound.banner.instead", output=proof.output, wanted=proof.instead_of)
        advice = self._t(f"sound.reason.{proof.reason.value}") if proof.reason else ""
        tone = Tone.ALARM if proof.state in _SILENT else Tone.WARNING
        icon = "volume-xmark" if proof.state in _SILENT else "volume-high"
        self._sound.announce(tone, icon, said, advice)

    def show_others(self, own: str, desks: frozenset[str]) -> None:
        """Say which other consoles of these desks can't be heard."""
        silent = [
            view.title
            for subject, view in self._kit.board.consoles.items()
            if subject != own and desks & set(view.desks) and self._silent(view)
        ]
        if not silent:
            self._others.hide()
            return
        said = self._t("sound.banner.others", consoles=", ".join(sorted(silent)))
        self._others.announce(Tone.WARNING, "volume-xmark", said)

    def show_unready(self, desks: Sequence[Desk]) -> None:
        """Say to a supervisor at which desks nobody takes calls."""
        if not desks:
            self._unready.hide()
            return
        named = ", ".join(self._t(f"desk.{desk.value}") for desk in desks)
        said = self._t("calls.nobody_ready", desks=named)
        self._unready.announce(
            Tone.ALARM, "phone-slash", said, self._t("calls.nobody_ready_advice")
        )

    def show_notice(self, notice: Notice) -> None:
        """Show what the gateway wants known, for two minutes."""
        self._notice.announce(Tone.WARNING, "triangle-exclamation", notice.message)
        self._notice_over.start()

    def texts(self) -> list[str]:
        """What they say now."""
        banners = (self._link, self._sound, self._others, self._unready, self._notice)
        return [banner.text() for banner in banners if banner.text()]

    def _silent(self, view: ConsoleView) -> bool:
        """Whether its alarms may go unheard; one that only can't prove it counts while manned."""
        if not view.enrolled or view.revoked:
            return False
        manned = any(o.on_duty_at == view.subject for o in self._kit.board.officers.values())
        return view.sound in _SILENT or (manned and view.sound is SoundState.UNPROVEN)
