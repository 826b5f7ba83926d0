"""Why a file of areas is not taken: which one, where in it, and what is wrong there."""

from enum import StrEnum


class Where(StrEnum):
    """What the number of a fault counts; the value is the key of the sentence that frames it."""

    FILE = "areas_in_file"
    LINE = "areas_at_line"
    FEATURE = "areas_at_feature"


class AreaFault(Exception):  # noqa: N818  it is an answer to a person
    """``reason`` is a sentence's key in ``resources/i18n/gateway.*.json``, filled by ``params``.

    ``at`` is the line of a CSV file, or the number of a GeoJSON feature, both from 1.
    """

    def __init__(
        self, reason: str, file: str, where: Where = Where.FILE, at: int = 0, **params: object
    ) -> None:
        super().__init__(f"{file}:{at}: {reason}")
        self.reason = reason
        self.file = file
        self.where = where
        self.at = at
        self.params = params
