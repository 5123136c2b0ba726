"""Files that appear whole or not at all, for their owner alone."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_whole(path: Path, content: bytes, *, durable: bool) -> None:
    """Replace what `path` (or the file that it links to) holds at once, with mode 0600.

    `durable`: on the disk before this returns, where it must outlast a power cut. Raises OSError, and then
    leaves the old content.
    """
    target = path.resolve()
    fd, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with open(fd, "wb") as file:
            file.write(content)
            if durable:
                file.flush()
                os.fsync(fd)
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise
