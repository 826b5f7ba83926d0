"""How an act at the gateway can end without anybody knowing how."""


class OutcomeUnknown(Exception):  # noqa: N818  neither a success nor an error
    """The time for the act is over and its answer never came: it may have been done or not."""
