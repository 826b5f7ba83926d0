"""A list as high as its rows, for a column that scrolls as a whole."""

from PySide6.QtCore import QAbstractItemModel, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QSizePolicy, QWidget


class ContentList(QListView):
    """Never scrolls by itself; its height follows its rows and its width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def setModel(self, model: QAbstractItemModel | None) -> None:  # noqa: N802  Qt's name
        """Show a model and follow the number and height of its rows."""
        super().setModel(model)
        if model is not None:
            for told in (model.modelReset, model.rowsInserted, model.rowsRemoved):
                told.connect(self.updateGeometry)
            model.dataChanged.connect(self.updateGeometry)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other line breaks."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """All rows."""
        model = self.model()
        rows = model.rowCount() if model is not None else 0
        return QSize(160, sum(self.sizeHintForRow(row) for row in range(rows)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Any width, but all rows."""
        return QSize(0, self.sizeHint().height())
