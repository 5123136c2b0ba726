"""Which phrases have been asked for before: their hashes, in a small file of fixed-size entries.

The newest entries are at the end, where each new one is added by one write; whenever there are twice as many
as are wanted, the older half goes.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from .atomic_file import write_whole

if TYPE_CHECKING:
    from pathlib import Path

_ENTRY = 16
"""Bytes of a hash that are written: enough that two phrases are never taken for one."""


class Seen:
    """The last `limit` to twice `limit` digests added, by this process or earlier ones; OSError is the
    disk's.
    """

    def __init__(self, path: Path, limit: int = 4096) -> None:
        self._path = path
        self._limit = limit
        self._read: dict[bytes, None] | None = None

    def __contains__(self, digest: str) -> bool:
        return _entry(digest) in self._entries()

    def add(self, digest: str) -> None:
        """Note a digest (hexadecimal)."""
        entries = self._entries()
        entries[_entry(digest)] = None
        if len(entries) >= 2 * self._limit:
            self._read = dict.fromkeys(list(entries)[-self._limit :])
            write_whole(self._path, b"".join(self._read), durable=False)
        else:
            _append(self._path, _entry(digest))

    def _entries(self) -> dict[bytes, None]:
        if self._read is None:
            content = self._path.read_bytes() if self._path.exists() else b""
            whole = len(content) // _ENTRY * _ENTRY
            if whole != len(content):  # a write was cut short: what is added next must stand in its place
                os.truncate(self._path, whole)
            self._read = dict.fromkeys(content[at : at + _ENTRY] for at in range(0, whole, _ENTRY))
        return self._read


def _entry(digest: str) -> bytes:
    return bytes.fromhex(digest)[:_ENTRY]


def _append(path: Path, entry: bytes) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        os.write(fd, entry)
    finally:
        os.close(fd)
