"""The application's style sheet, filled from a theme."""

from string import Template
from typing import Final

from widgets.theme import Size, Theme

_SHEET: Final = Template("""
QWidget#page { background: $ground; }
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: 4px 8px;
           font-size: ${small}px; }
QFrame#rule { background: $line; border: none; }
QFrame#topbar { background: $surface; border-bottom: 1px solid $line; }
QFrame#strip { background: $surface; border-top: 1px solid $line; }
QSplitter::handle { background: $line; }

QListView { background: $ground; border: none; outline: none; }

QListWidget { background: $surface; border: 1px solid $line; border-radius: ${radius}px;
    padding: 4px; font-size: ${small}px; }
QListWidget:focus { border: 1px solid $focus; }
QListWidget::item { padding: 3px 2px; color: $text; }
QListWidget::item:selected { background: $raised; }
QCheckBox { color: $text; spacing: 8px; font-size: ${small}px; }
QCheckBox::indicator, QListWidget::indicator { width: ${small}px; height: ${small}px;
    border: 1px solid $dim; border-radius: 3px; background: $ground; }
QCheckBox::indicator:checked, QListWidget::indicator:checked { background: $focus;
    border-color: $focus; }

QLineEdit, QPlainTextEdit, QDoubleSpinBox {
    background: $surface; color: $text; border: 1px solid $line; border-radius: ${radius}px;
    padding: ${pad_v}px 12px; selection-background-color: $focus; selection-color: $on_accent; }
QLineEdit:focus, QPlainTextEdit:focus { border: 1px solid $focus; }
QLineEdit:disabled, QPlainTextEdit:disabled { color: $dim; background: $ground; }
QLineEdit#filter { background: $ground; padding: 3px 12px; font-size: ${small}px; }

QComboBox { background: $surface; color: $text; border: 1px solid $line;
    border-radius: ${radius}px; padding: ${pad_v}px 12px; }
QComboBox:focus { border-color: $focus; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox QAbstractItemView { background: $raised; color: $text; border: 1px solid $line; }

QPushButton { background: $raised; color: $text; border: 1px solid $line;
    border-radius: ${radius}px; padding: ${pad_v}px 12px; font-size: ${small}px; font-weight: 600; }
QPushButton:hover { border-color: $dim; }
QPushButton:focus { border-color: $focus; }
QPushButton:pressed { background: $line; }
QPushButton:disabled { color: $dim; background: $surface; }
QPushButton[tone="danger"] { background: $p1; color: $on_accent; border-color: $p1; }
QPushButton[tone="good"] { background: $good; color: $on_accent; border-color: $good; }
QPushButton[tone="danger"]:focus, QPushButton[tone="good"]:focus { border-color: $focus; }
QPushButton[tone="danger"]:disabled, QPushButton[tone="good"]:disabled {
    color: $dim; background: $surface; border-color: $line; }
QPushButton[tone="warn"] { color: $p1; }
QPushButton[tone="flat"] { background: transparent; border-color: transparent; color: $dim;
    padding: 2px 6px; }
QPushButton[tone="flat"]:hover { color: $text; }
QPushButton[tone="flat"]:focus { border-color: $focus; }
QPushButton[tone="flat"]:checked { background: $raised; color: $text; }
QPushButton[tone="choice"] { background: transparent; text-align: left; font-weight: 400; }
QPushButton[tone="choice"]:checked { background: $raised; border-color: $dim; }
QPushButton[tone="choice"]:focus { border-color: $focus; }

QFrame#floating { background: $surface; border: 1px solid $dim; border-radius: ${radius}px; }
QFrame#floating QListView { background: transparent; }

QScrollBar:vertical { background: transparent; width: 8px; margin: 0; }
QScrollBar::handle:vertical { background: $line; border-radius: 4px; min-height: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollBar:horizontal { height: 0; }
QMenu { background: $raised; color: $text; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: ${pad_v}px 16px; border-radius: ${radius}px; }
QMenu::item:selected { background: $focus; color: $on_accent; }
QScrollArea { border: none; background: $ground; }
QScrollArea > QWidget > QWidget { background: $ground; }
""")


def style_sheet(theme: Theme) -> str:
    """The style sheet of the whole application."""
    return _SHEET.substitute(
        theme.colours,
        small=theme.sizes[Size.SMALL],
        radius=theme.radius,
        pad_v=theme.scaled(7),
    )
