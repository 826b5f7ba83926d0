"""A printed sheet: headings and tables of plain text on A4, with a foot on every page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)

#: Dots an inch in which the sheet is laid out.
DPI: Final = 144
_MARGIN_MM: Final = 16.0
_FOOT_MM: Final = 8.0
_INK: Final = QColor("#14202B")
_QUIET: Final = QColor("#4A5966")
_MARK: Final = QColor("#5A3E99")


@dataclass(frozen=True, slots=True)
class Section:
    """A table under its heading. ``shares`` are the widths of the columns, percent.

    Without ``columns`` the first column names what stands beside it.
    """

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """``mark`` is a word that must stand on every page, such as LATIHAN; else empty."""

    title: str
    subtitle: str
    mark: str
    sections: Sequence[Section]
    foot: str


def pdf(sheet: Sheet, family: str) -> bytes:
    """The sheet as a PDF file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DPI)
    writer.setTitle(sheet.title)
    writer.setCreator("PosPin")
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    page = QPageSize(QPageSize.PageSizeId.A4)
    unit = QPageLayout.Unit.Millimeter
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, margins, unit))
    document = _document(sheet, family, writer)
    painter = QPainter(writer)
    _paint(painter, writer, document, sheet, family)
    painter.end()
    buffer.close()
    return bytes(buffer.data().data())


def _document(sheet: Sheet, family: str, writer: QPdfWriter) -> QTextDocument:
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    document.setDefaultFont(_font(family, 9))
    document.setDocumentMargin(0)
    foot = _FOOT_MM / 25.4 * DPI
    document.setPageSize(QSizeF(writer.width(), writer.height() - foot))
    cursor = QTextCursor(document)
    if sheet.mark:
        _line(cursor, sheet.mark, 20, _MARK, strong=True)
    _line(cursor, sheet.title, 15, _INK, strong=True)
    _line(cursor, sheet.subtitle, 10, _QUIET)
    for section in sheet.sections:
        _section(cursor, section)
    return document


def _section(cursor: QTextCursor, section: Section) -> None:
    cursor.movePosition(QTextCursor.MoveOperation.End)
    if section.heading:
        cursor.insertBlock()
        _line(cursor, section.heading, 11, _INK, strong=True, above=10)
    head = 1 if section.columns else 0
    lines = [*([section.columns] if head else []), *section.rows]
    if not section.rows:
        return
    shape = QTextTableFormat()
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
    shape.setBorder(0)
    shape.setCellPadding(2.5)
    shape.setCellSpacing(0)
    shape.setHeaderRowCount(head)
    percent = QTextLength.Type.PercentageLength
    shape.setColumnWidthConstraints([QTextLength(percent, share) for share in section.shares])
    table = cursor.insertTable(len(lines), len(section.shares), shape)
    for row, line in enumerate(lines):
        for column, text in enumerate(line):
            naming = row < head or (not head and column == 0)
            cell = table.cellAt(row, column).firstCursorPosition()
            cell.insertText(text, _format(9, _QUIET if naming else _INK, strong=row < head))
    cursor.movePosition(QTextCursor.MoveOperation.End)


def _line(
    cursor: QTextCursor,
    text: str,
    points: float,
    ink: QColor,
    *,
    strong: bool = False,
    above: float = 2,
) -> None:
    """A line of its own. Text goes in as it is: never as markup."""
    block = QTextBlockFormat()
    block.setTopMargin(above * DPI / 72)
    if cursor.block().text():
        cursor.insertBlock(block)
    else:
        cursor.setBlockFormat(block)
    cursor.insertText(text, _format(points, ink, strong=strong))


def _paint(
    painter: QPainter, writer: QPdfWriter, document: QTextDocument, sheet: Sheet, family: str
) -> None:
    size = document.pageSize()
    for number in range(document.pageCount()):
        if number:
            writer.newPage()
        painter.save()
        painter.translate(0, -number * size.height())
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = QRectF(0, number * size.height(), size.width(), size.height())
        painter.setClipRect(context.clip)
        document.documentLayout().draw(painter, context)
        painter.restore()
        line = QRectF(0, size.height(), size.width(), writer.height() - size.height())
        painter.setFont(_font(family, 8))
        painter.setPen(_QUIET)
        bottom = Qt.AlignmentFlag.AlignBottom
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | bottom), sheet.foot)
        page = f"{number + 1} / {document.pageCount()}"
        painter.drawText(line, int(Qt.AlignmentFlag.AlignRight | bottom), page)
        if sheet.mark:
            painter.setPen(_MARK)
            painter.setFont(_font(family, 10, strong=True))
            painter.drawText(line, int(Qt.AlignmentFlag.AlignHCenter | bottom), sheet.mark)


def _font(family: str, points: float, *, strong: bool = False) -> QFont:
    font = QFont(family)
    font.setPointSizeF(points)
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return font


def _format(points: float, ink: QColor, *, strong: bool) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFontPointSize(points)
    made.setFontWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    made.setForeground(ink)
    return made
