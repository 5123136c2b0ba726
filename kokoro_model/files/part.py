"""The file that grows while it is fetched.

- `NAME.part` holds what has come, in order and from the start; only its length says how far it is.
- Whoever holds the lock on it may write or remove it. The lock is on the part itself, so that nothing else is
  left behind; who has waited for it looks whether the name still means the locked file, for its last holder
  may have renamed or removed it.
- `NAME.part.validator` holds what the server sent to tell this version of the file from another (for
  If-Range).
- NAME appears whole, with every byte on the disk, or not at all.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType


class Part:
    """What has come of one file, locked; an OSError from any method is the disk's word."""

    def __init__(self, target: Path, *, wait: Callable[[], None]) -> None:
        """Open or begin the part of `target`; `wait` is called before waiting for another process's lock."""
        self._target = target
        self._path = part_path(target)
        self._note = target.with_name(f"{target.name}.part.validator")
        self._fd = _lock(self._path, wait)
        self.length = os.fstat(self._fd).st_size
        self.inherited = self.length > 0
        """Whether an earlier fetch brought the first of these bytes."""

    def __enter__(self) -> Part:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self.length:
            self._path.unlink(missing_ok=True)
            self._note.unlink(missing_ok=True)
        os.close(self._fd)

    @property
    def validator(self) -> str:
        """What the server called the version that these bytes are from; empty where it did not say."""
        return self._note.read_text("latin-1") if self._note.exists() else ""

    def restart(self, validator: str = "") -> None:
        """Drop what has come, and note which version comes next; a part that stays empty is removed at the
        end.
        """
        if self.length:
            os.ftruncate(self._fd, 0)  # before the note: old bytes must never stand under a new validator
            self.length, self.inherited = 0, False
        self._note.write_text(validator, "latin-1")

    def append(self, piece: bytes) -> None:
        """Add the next bytes."""
        rest = memoryview(piece)
        while rest:
            written = os.write(self._fd, rest)
            self.length += written
            rest = rest[written:]

    def sha256(self) -> str:
        """The hash of what has come, in hexadecimal."""
        return sha256(self._path)

    def complete(self) -> None:
        """Become the file itself, durably and at once."""
        os.fsync(self._fd)
        self._path.replace(self._target)
        self._note.unlink(missing_ok=True)
        directory = os.open(self._target.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)


def part_path(target: Path) -> Path:
    """Where the bytes of `target` gather until all have come."""
    return target.with_name(f"{target.name}.part")


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _lock(path: Path, wait: Callable[[], None]) -> int:
    while True:
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
        try:
            _flock(fd, wait)
            if _still_names(path, fd):
                return fd
        except BaseException:
            os.close(fd)
            raise
        os.close(fd)


def _flock(fd: int, wait: Callable[[], None]) -> None:
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        wait()
        fcntl.flock(fd, fcntl.LOCK_EX)


def _still_names(path: Path, fd: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(fd))
    except FileNotFoundError:
        return False
