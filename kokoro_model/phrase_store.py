"""Phrases on the disk, so that a repeated notification outlasts restarts.

- A phrase is written when it is offered for the second time, be the first before a restart: what is said
  once, like the pages of a book, neither wears the disk nor drives out what is said every day.
- Texts are personal: names are hashes, and the directory and its files are their owner's alone. The sound
  itself is there for who may read it.
- It is a cache: a file that is not whole is removed, a disk that fails ends the keeping with one line in the
  log, and nothing of it is ever an error to who speaks.
"""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import re
import struct
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from .atomic_file import write_whole
from .engines import Word
from .phrase_cache import Phrase
from .seen import Seen

if TYPE_CHECKING:
    from pathlib import Path

_LOG = logging.getLogger(__name__)

_SUFFIX = ".phrase"
_PASSING = re.compile(r"\.([0-9a-f]+\.phrase|seen)\.")
_MAGIC = b"KPH1"
_HEAD = struct.Struct("<4s16s")  # magic, hash of all that follows
_COUNT = struct.Struct("<I")
_WORD = struct.Struct("<IIdd")


class PhraseStore:
    """The phrases offered twice, those used last, at most `limit` bytes; safe to use from any thread.

    One process keeps count of a directory, which it first looks at when it is asked for something.
    """

    def __init__(self, directory: Path, limit: int) -> None:
        self._directory = directory
        self._limit = limit
        self._lock = threading.Lock()
        self._failed = False
        self._seen = Seen(directory / "seen")
        self._sizes: OrderedDict[str, int] | None = None

    def load(self, digest: str) -> Phrase | None:
        """The phrase offered under this digest, None where it is not kept or not whole."""
        with self._lock:
            try:
                return None if self._failed else self._load(digest)
            except OSError as error:
                self._give_up(error)
                return None

    def offer(self, digest: str, phrase: Phrase) -> None:
        """Say that this phrase has been asked for; the second time it is kept."""
        with self._lock:
            try:
                if not self._failed:
                    self._offer(digest, phrase)
            except OSError as error:
                self._give_up(error)

    def _load(self, digest: str) -> Phrase | None:
        if digest not in self._kept():
            return None
        try:
            phrase = decode(self._path(digest).read_bytes())
        except FileNotFoundError:
            phrase = None
        if phrase is None:
            self._remove(digest)
        else:
            self._use(digest)
        return phrase

    def _offer(self, digest: str, phrase: Phrase) -> None:
        if digest in self._kept():
            self._use(digest)
            return
        self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        if digest in self._seen:
            self._keep(digest, encode(phrase))
        else:
            self._seen.add(digest)

    def _keep(self, digest: str, content: bytes) -> None:
        if len(content) > self._limit:
            return
        write_whole(self._path(digest), content, durable=False)
        kept = self._kept()
        kept[digest] = len(content)
        while sum(kept.values()) > self._limit:
            self._remove(next(iter(kept)))

    def _use(self, digest: str) -> None:
        """Make it the last to go, for later processes too."""
        self._kept().move_to_end(digest)
        try:
            os.utime(self._path(digest))
        except FileNotFoundError:
            self._remove(digest)

    def _remove(self, digest: str) -> None:
        self._path(digest).unlink(missing_ok=True)
        del self._kept()[digest]

    def _kept(self) -> OrderedDict[str, int]:
        """The sizes of the files, the one used longest ago first."""
        if self._sizes is None:
            self._sizes = _look(self._directory)
        return self._sizes

    def _path(self, digest: str) -> Path:
        return self._directory / f"{digest}{_SUFFIX}"

    def _give_up(self, error: OSError) -> None:
        self._failed = True
        _LOG.warning(
            "phrases are not kept on the disk until the next start: %s (%s)",
            error.filename or self._directory,
            error.strerror,
        )


def encode(phrase: Phrase) -> bytes:
    """The content of a phrase's file."""
    words = b"".join(_WORD.pack(word.start, word.end, word.begins, word.ends) for word in phrase.words)
    body = _COUNT.pack(len(phrase.words)) + words + phrase.pcm
    return _HEAD.pack(_MAGIC, _hash(body)) + body


def decode(content: bytes) -> Phrase | None:
    """The phrase in a file's content, None where it is not what `encode` made."""
    body = content[_HEAD.size :]
    if len(body) < _COUNT.size or _HEAD.unpack_from(content) != (_MAGIC, _hash(body)):
        return None
    (count,) = _COUNT.unpack_from(body)
    end = _COUNT.size + count * _WORD.size
    words = tuple(Word(*fields) for fields in _WORD.iter_unpack(body[_COUNT.size : end]))
    return Phrase(body[end:], words)


def _hash(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=16).digest()


def _look(directory: Path) -> OrderedDict[str, int]:
    """What is in the directory, the phrase used longest ago first; what a killed process left half is
    removed.
    """
    if not directory.is_dir():
        return OrderedDict()
    if directory.is_symlink() or directory.stat().st_uid != os.getuid():  # somebody else may have laid it there
        raise PermissionError(errno.EPERM, "it is a link, or not yours", str(directory))
    directory.chmod(0o700)
    found = []
    for path in directory.iterdir():
        if path.suffix == _SUFFIX:
            state = path.stat()
            found.append((state.st_mtime_ns, path.stem, state.st_size))
        elif _PASSING.match(path.name):
            path.unlink()
    return OrderedDict((digest, size) for _, digest, size in sorted(found))
