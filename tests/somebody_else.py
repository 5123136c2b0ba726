"""Being another user for a moment, in this process: only root can."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

UID = 65534
only_for_root = pytest.mark.skipif(os.getuid() != 0, reason="only root can be somebody else")


@contextlib.contextmanager
def somebody_else() -> Iterator[None]:
    """Meanwhile all that is opened, made or listened to is another user's."""
    groups = os.getgroups()
    os.setgroups([])
    os.setresuid(UID, UID, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)
        os.setgroups(groups)


def open_to_all(directory: Path) -> None:
    """Let everybody in to `directory`, and make files there, as in a carelessly shared one."""
    for above in list(directory.parents)[:-2]:
        above.chmod(above.stat().st_mode | 0o055)
    directory.chmod(0o777)
