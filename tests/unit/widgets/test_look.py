"""Theme, pictures, marks, flow and code."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from console.screens.post_code import qr_image
from console.theme import make_theme
from resources.icons import svg
from widgets.code_display import CodeDisplay
from widgets.flow import FlowLayout
from widgets.icons import Icons
from widgets.marks import Shape, paint_mark
from widgets.style import style_sheet
from widgets.theme import Size

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.mark.usefixtures("qapp")
def test_larger_text_scales_every_size() -> None:
    theme = make_theme(text_percent=200)
    assert theme.sizes == (26, 30, 36, 48)
    assert theme.scaled(20) == 40
    assert f"font-size: {theme.sizes[Size.SMALL]}px" in style_sheet(theme)


@pytest.mark.usefixtures("qapp")
def test_the_style_sheet_has_no_colour_of_its_own() -> None:
    theme = make_theme()
    known = {colour.casefold() for colour in theme.colours.values()}
    sheet = style_sheet(theme)
    used = {word.strip(";") for word in sheet.split() if word.startswith("#") and len(word) > 6}
    assert used
    assert {colour.casefold() for colour in used} <= known
    assert "$" not in sheet


@pytest.mark.usefixtures("qapp")
def test_pictures_are_tinted() -> None:
    theme = make_theme()
    image = Icons(theme, svg).pixmap("house-fire", "p1", 64).toImage()
    opaque = [
        image.pixelColor(x, y)
        for x in range(64)
        for y in range(64)
        if image.pixelColor(x, y).alpha() == 255
    ]
    assert len(opaque) > 200
    assert {colour.name() for colour in opaque} == {theme.colour("p1").name()}


@pytest.mark.usefixtures("qapp")
def test_each_priority_has_a_shape_of_its_own() -> None:
    theme = make_theme()
    outlines = set()
    for shape in Shape:
        image = QImage(24, 24, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        paint_mark(painter, QRectF(2, 2, 20, 20), shape, theme)
        painter.end()
        filled = tuple(image.pixelColor(x, y).alpha() > 128 for x in range(24) for y in range(24))
        assert any(filled)
        outlines.add(filled)
    assert len(outlines) == 3


def test_a_row_that_is_too_wide_is_broken(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box, gap=8, row_gap=8)
    buttons = [QPushButton(f"tombol {n}") for n in range(4)]
    for button in buttons:
        button.setFixedSize(100, 30)
        flow.addWidget(button)
    assert flow.heightForWidth(432 + 24) < flow.heightForWidth(230)
    box.resize(230, 200)
    box.show()
    qtbot.waitExposed(box)
    assert len({button.y() for button in buttons}) == 2
    buttons[1].hide()
    qtbot.waitUntil(lambda: buttons[2].y() == buttons[0].y())


def test_a_code_is_read_in_two_groups(qtbot: QtBot) -> None:
    display = CodeDisplay(make_theme())
    qtbot.addWidget(display)
    display.show_code("7K3M9QXA", qr_image("7K3M9QXA"))
    assert display.code() == "7K3M-9QXA"


@pytest.mark.usefixtures("qapp")
def test_the_qr_picture_has_its_quiet_zone() -> None:
    image = qr_image("7K3M9QXA")
    assert image.width() == image.height() == 21 + 8
    white, black = 0xFFFFFFFF, 0xFF000000
    assert all(image.pixel(x, 3) == white for x in range(29))
    assert image.pixel(4, 4) == black
