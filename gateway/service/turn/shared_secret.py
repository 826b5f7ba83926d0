"""The secret that gateway and TURN server know."""

from pathlib import Path

from gateway.data_folder import DataFolder
from gateway.settings import Turn


def shared_secret(turn: Turn, folder: DataFolder) -> str:
    """That of the settings' file (its first line), else our own. Raises OSError."""
    if not turn.secret_file:
        return folder.turn_secret()
    return Path(turn.secret_file).read_text("utf-8").partition("\n")[0].strip()
