"""Where the command line lays an import ready for the gateway: too large for a command's line."""

import os
import re
from pathlib import Path
from typing import Final

import msgspec

from gateway.domain.area import AreaBatch
from gateway.protocol.errors import ErrorCode, Refused

_NAME: Final = re.compile(r"[0-9a-f-]{36}")


class ReadyAreas:
    """Files in a folder that only the gateway's own system user (and root) can enter."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def lay(self, batch: str, areas: AreaBatch) -> Path:
        """Lay a batch ready under its id; the caller takes the file away when it is answered."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        owner = self._folder.parent.stat()
        file = self._folder / batch
        file.write_bytes(msgspec.msgpack.encode(areas))
        # Root may have typed the command; the gateway runs as the folder's owner.
        for made in (self._folder, file):
            if made.stat().st_uid != owner.st_uid:
                os.chown(made, owner.st_uid, owner.st_gid)
        return file

    def read(self, batch: str) -> AreaBatch:
        """The batch of that id. Raises Refused when nothing good lies there."""
        if not _NAME.fullmatch(batch):
            raise Refused(ErrorCode.NOT_FOUND)
        try:
            content = (self._folder / batch).read_bytes()
        except FileNotFoundError as error:
            raise Refused(ErrorCode.NOT_FOUND) from error
        try:
            return msgspec.msgpack.decode(content, type=AreaBatch)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise Refused(ErrorCode.BAD_FRAME) from error
