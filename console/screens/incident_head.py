"""The head of an incident: what, where, since when, who has it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.i18n import ICONS
from console.models.broadcast_lines import neighbours_line
from console.models.queue_cells import CLAIM_TARGET_S, ENDED, SHAPES, mode_tag
from console.models.work_sentences import answers_line
from console.screens.kit import Kit, column
from gateway.protocol.enums import IncidentState, YesNo
from gateway.protocol.views import IncidentView
from widgets.action_button import ActionButton
from widgets.age import AgeLabel
from widgets.alert import Alert
from widgets.marks import PriorityMark
from widgets.theme import Size


class IncidentHead(QWidget):
    """Shows one ``IncidentView``; its age counts while the incident is open."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._view: IncidentView | None = None
        self._mark = PriorityMark(kit.theme, 12)
        self._reference = kit.label(size=Size.SMALL, ink="dim", elide=True, tabular=True)
        self._picture = kit.label()
        self._title = kit.label(size=Size.TITLE, strong=True, elide=True)
        self._age = AgeLabel(kit.theme)
        self._place = kit.label(ink="dim", wrap=True)
        self._state = kit.label(size=Size.SMALL, wrap=True)
        self._said = kit.label(size=Size.SMALL, strong=True, wrap=True)
        self._alarm = Alert(kit.theme)
        self._marks = kit.label(size=Size.SMALL, strong=True, wrap=True)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self._mark)
        first.addWidget(self._reference, 1)
        t = kit.words.t
        self.classify = ActionButton(
            kit.theme, t("act.classify"), "P", t("act.classify_hint"), "flat"
        )
        self.call = ActionButton(
            kit.theme, t("act.call_post"), "Y", t("act.call_post_hint"), "flat"
        )
        first.addWidget(self.call)
        first.addWidget(self.classify)
        second = QHBoxLayout()
        second.setSpacing(12)
        second.addWidget(self._picture)
        second.addWidget(self._title, 1)
        second.addWidget(self._age, 0, Qt.AlignmentFlag.AlignRight)
        layout = column(self, gap=4)
        layout.setContentsMargins(20, 14, 20, 0)
        layout.addLayout(first)
        layout.addLayout(second)
        layout.addWidget(self._place)
        layout.addWidget(self._marks)
        layout.addWidget(self._state)
        layout.addWidget(self._said)
        layout.addWidget(self._alarm)

    def show_view(self, view: IncidentView, *, unanswered: Sequence[str] = ()) -> None:
        """Show an incident; ``unanswered`` are the agencies that do not answer."""
        self._view = view
        words, kit = self._kit.words, self._kit
        shape = SHAPES[view.priority]
        self._mark.set_shape(shape)
        pressed = words.clock(view.pressed_at)
        key = "incident.pressed_uncertain" if view.pressed_at_uncertain else "incident.pressed"
        parts = (view.reference, words.t(f"priority.{view.priority.value}"))
        self._reference.setText(" · ".join((*parts, words.t(key, time=pressed))))
        side = kit.theme.scaled(24)
        ratio = self.devicePixelRatioF()
        picture = kit.icons.pixmap(ICONS[view.kind], shape.value, side, ratio)
        self._picture.setPixmap(picture)
        self._title.setText(words.kind(view.kind))
        near = words.address(view.place)
        self._place.setText(f"{view.post_title} · {near}" if near else view.post_title)
        sentence, ink = self._state_of(view)
        self._state.setText(sentence)
        self._state.set_ink(ink)
        self._show_marks(view)
        self._show_said(view)
        self.classify.setVisible(view.state not in ENDED)
        agencies = ", ".join(unanswered) if view.state not in ENDED else ""
        self._alarm.say(words.t("incident.unanswered", agencies=agencies) if agencies else "")
        self.tick()

    def tick(self) -> None:
        """A second has passed."""
        view = self._view
        if view is None:
            return
        if view.closed_at is not None:
            seconds = (view.closed_at - view.received_at).total_seconds()
        else:
            seconds = self._kit.clock.age_s(view.received_at)
        late = view.state is IncidentState.WAITING and seconds > CLAIM_TARGET_S
        self._age.show_age(seconds, late=late)
        if view.quiet_until is not None:
            self._state.setText(self._state_of(view)[0])

    def texts(self) -> list[str]:
        """Everything it says, for tests that drive a console from outside."""
        labels = (self._reference, self._title, self._age, self._place, self._marks, self._state)
        said = (*labels, self._said, self._alarm)
        return [label.text() for label in said if label.text()]

    def _show_marks(self, view: IncidentView) -> None:
        words = self._kit.words
        tag = mode_tag(view, words)
        marks = [tag.text] if tag is not None else []
        if view.late:
            pressed, received = words.clock(view.pressed_at), words.clock(view.received_at)
            marks.append(words.t("incident.late", pressed=pressed, received=received))
        if view.presses > 1:
            marks.append(words.t("incident.presses", n=view.presses))
        neighbours = neighbours_line(view.answers, words)
        if neighbours:
            marks.append(neighbours)
        self._marks.setText(" · ".join(marks))
        self._marks.set_ink(tag.ink if tag is not None else "p2")
        self._marks.setVisible(bool(marks))

    def _show_said(self, view: IncidentView) -> None:
        """What the resident answered by pictures, and which reports belong together."""
        words = self._kit.words
        answers = answers_line(view.subkind, view.hurt, view.trapped, words)
        parts = [answers] if answers else []
        for key, others in (("incident.with", view.merged), ("incident.linked", view.linked)):
            if others:
                named = ", ".join(self._reference_of(other) for other in others)
                parts.append(words.t(key, references=named))
        self._said.setText(" · ".join(parts))
        self._said.setVisible(bool(parts))
        hurt = YesNo.YES in (view.hurt, view.trapped)
        self._said.set_ink("p2" if hurt else "text")

    def _reference_of(self, incident: str) -> str:
        view = self._kit.board.incident(incident)
        known = view if isinstance(view, IncidentView) else None
        return known.reference if known else self._kit.words.t("who.other_incident")

    def _state_of(self, view: IncidentView) -> tuple[str, str]:
        """Who has it now, and since when, with its ink."""
        words, t = self._kit.words, self._kit.words.t
        match view.state:
            case IncidentState.WAITING:
                return self._waiting(view)
            case IncidentState.CLAIMED:
                since = words.clock(view.claimed_at) if view.claimed_at else ""
                return t("incident.claimed", officer=view.claimed_by_title, time=since), "good"
            case IncidentState.CLOSED:
                ending = t(f"disposition.{view.disposition.value}") if view.disposition else ""
                since = words.clock(view.closed_at) if view.closed_at else ""
                return t("incident.closed", disposition=ending, time=since), "dim"
            case IncidentState.CANCELLED_BY_REPORTER:
                since = words.clock(view.cancelled_at) if view.cancelled_at else ""
                return t("incident.cancelled", time=since), "p2"
            case IncidentState.ON_HOLD:
                until = words.short_clock(view.hold_until) if view.hold_until else ""
                return t("incident.on_hold", time=until, reason=view.hold_reason), "p3"
            case IncidentState.MERGED:
                into = self._reference_of(view.merged_into or "")
                return t("incident.merged", reference=into), "dim"
        if not view.claimed_by_title:
            return t("incident.unheld", state=words.state(view.state)), "p2"
        parts = (words.state(view.state), view.claimed_by_title)
        return " · ".join(part for part in parts if part), "good"

    def _waiting(self, view: IncidentView) -> tuple[str, str]:
        """Nobody has it: is it silent for a while, was it left?"""
        words = self._kit.words
        quiet = view.quiet_until
        if quiet is not None and quiet > self._kit.clock.now():
            return words.t("incident.quiet", time=words.clock(quiet)), "p2"
        if view.claim_stale and view.claimed_by_title:
            return words.t("incident.stale", officer=view.claimed_by_title), "p1"
        return words.t("incident.free"), "p1"
