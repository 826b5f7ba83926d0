"""Adding a watch post: its name, desa, RT and RW, and point."""

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from console.board.geography import Spot
from console.screens.area_field import AreaField
from console.screens.kit import Kit, column, rule, show_refusal
from console.screens.point_field import PointField
from gateway.protocol.commands import AddPost
from gateway.protocol.messages import Ack
from gateway.protocol.views import AreaView
from widgets.action_button import ActionButton
from widgets.theme import Size

NAME_LIMIT = 80


class PostForm(QWidget):
    """``added(title, grant)`` or ``left()``; a refusal leaves what was typed."""

    added = Signal(str, object)
    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._t = kit.words.t
        self.title = QLineEdit()
        self.title.setMaxLength(NAME_LIMIT)
        self.area = AreaField(kit)
        self.rt, self.rw = self._numbers(r"\d{0,3}"), self._numbers(r"\d{0,3}")
        self.point = PointField(kit)
        self.refusal = kit.refusal_line()
        self._lay_out()
        self.area.chosen.connect(self._on_area)

    def _lay_out(self) -> None:
        form = column(gap=4)
        form.setContentsMargins(16, 12, 16, 12)
        form.addWidget(self._label("post_form.title"))
        form.addWidget(self.title)
        form.addSpacing(8)
        form.addWidget(self._label("post_form.area"))
        form.addWidget(self.area)
        form.addSpacing(8)
        form.addLayout(self._pair(("post_form.rt", self.rt), ("post_form.rw", self.rw)))
        form.addSpacing(8)
        form.addWidget(self.point)
        form.addWidget(self.refusal)
        form.addSpacing(8)
        save = ActionButton(
            self._kit.theme,
            self._t("post_form.save"),
            "Ctrl+Enter",
            self._t("post_form.save_hint"),
            "good",
        )
        back = ActionButton(self._kit.theme, self._t("act.back"), "Esc", self._t("act.back_hint"))
        save.clicked.connect(self.submit)
        back.clicked.connect(self.left)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(save)
        buttons.addWidget(back)
        buttons.addStretch(1)
        form.addLayout(buttons)
        layout = column(self)
        layout.addWidget(self._kit.head(self._t("post_form.heading")))
        layout.addWidget(rule())
        layout.addLayout(form)
        layout.addStretch(1)

    def begin(self) -> None:
        """An empty form, the keys going to the name."""
        for field in (self.title, self.rt, self.rw):
            field.clear()
        self.point.show_point(None)
        self.area.reset()
        show_refusal(self.refusal, "")
        self.title.setFocus()

    def submit(self) -> None:
        """Add the post, if what is needed is there."""
        title, area = self.title.text().strip(), self.area.area
        if not title or area is None:
            missing = "post_form.no_title" if not title else "post_form.no_area"
            show_refusal(self.refusal, self._t(missing))
            return
        spot = self.point.point()
        if spot is None:
            show_refusal(self.refusal, self._t("post_form.bad_point"))
            return
        show_refusal(self.refusal, "")
        body = AddPost(
            title=title,
            area=area.area,
            lat=spot.lat,
            lon=spot.lon,
            rt=self.rt.text(),
            rw=self.rw.text(),
        )

        def done(ack: Ack) -> None:
            self.added.emit(title, ack.grant)

        self._kit.acts.do(body, done=done, refused=lambda text: show_refusal(self.refusal, text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves, Esc leaves."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _on_area(self, area: AreaView) -> None:
        self.point.show_point(Spot(area.lat, area.lon))

    def _numbers(self, pattern: str) -> QLineEdit:
        field = QLineEdit()
        field.setValidator(QRegularExpressionValidator(QRegularExpression(pattern), field))
        return field

    def _label(self, key: str) -> QWidget:
        return self._kit.label(self._t(key), size=Size.SMALL, ink="dim")

    def _pair(self, *fields: tuple[str, QLineEdit]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for key, field in fields:
            field.setAccessibleName(self._t(key))
            side = column(gap=4)
            side.addWidget(self._label(key))
            side.addWidget(field)
            row.addLayout(side)
        return row
