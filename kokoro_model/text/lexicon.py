"""Pronunciations of one's own, kept in a text file that a person can edit while the service runs.

The file has one pronunciation a line; `#` begins a comment, and of two lines for one word the later counts:

    Kubernetes = kuːbɚnˈɛtiːz       # phonemes, told by their signs (ˈ ː ə ʃ and the like)
    kubectl    = 'koo ber control'  # text, read like any other: in quotes, or without a sign of phonemes
    cat        = /kat/              # between slashes, phonemes without any such sign

- A word matches whole: "cat" is not found in "category". It may hold spaces and signs: `New York`, `C++`.
- It matches in any case, except that a word all in capitals (`US`) matches in capitals only. A longer word
  goes before a shorter one, and of two spellings of one word the text's own goes first.
- A line that cannot be understood is a problem, told with its number; the others count.
"""

from __future__ import annotations

import errno
import fcntl
import logging
import os
import threading
from typing import TYPE_CHECKING

from kokoro_model.text.pronunciation import Entry, Found, Table, entry, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_log = logging.getLogger(__name__)


class Lexicon:
    """The pronunciations in the file at `path`, read again when it changes; a missing file is an empty one.

    Any thread may call anything. A file that cannot be read leaves what was known before.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._refreshing = threading.Lock()
        self._seen: tuple[int, ...] = ()
        self._table = Table(())
        self._problems: tuple[str, ...] = ()

    def entries(self) -> list[Entry]:
        """All pronunciations, by word."""
        self._refresh()
        return sorted(self._table.entries.values(), key=lambda known: known.word)

    def problems(self) -> tuple[str, ...]:
        """What is wrong with the file, each a line for people; logged too, once."""
        self._refresh()
        return self._problems

    def find(self, text: str) -> Iterator[Found]:
        """The words of `text` that have a pronunciation here, in order, none overlapping."""
        self._refresh()
        return self._table.find(text)

    def teach(self, word: str, sound: str) -> Entry:
        """Keep a pronunciation in place of any other of this spelling. Raises ValueError, OSError."""
        taught = entry(word, sound)
        self._rewrite(lambda lines: [*_without(lines, taught.word), taught.line() + "\n"])
        return taught

    def forget(self, word: str) -> bool:
        """Drop the pronunciation of `word`; False if there was none of this spelling. Raises OSError."""
        return self._rewrite(lambda lines: _without(lines, " ".join(word.split())))

    def _refresh(self) -> None:
        """Read the file if it is not the one read last, one thread at a time: what was read last is what counts."""
        with self._refreshing:
            self._look()

    def _look(self) -> None:
        try:
            status = os.stat(self._path)
            seen = (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
            if seen != self._seen:
                self._read()
                self._seen = seen
        except FileNotFoundError:
            self._seen, self._table = (), Table(())
            self._report([])
        except OSError as error:
            self._report([f"{self._path}: {error.strerror}; the pronunciations known before stay"])

    def _read(self) -> None:
        entries: list[Entry] = []
        problems: list[str] = []
        for number, line in enumerate(_lines(self._path), 1):
            try:
                known = parse(line)
            except ValueError as error:
                problems.append(f"{self._path}, line {number}: {error}")
            else:
                entries += [known] if known else []
        self._table = Table(entries)
        self._report(problems)

    def _report(self, problems: list[str]) -> None:
        if (fresh := tuple(problems)) != self._problems:
            self._problems = fresh
            for problem in fresh:
                _log.warning("%s", problem)

    def _rewrite(self, change: Callable[[list[str]], list[str]]) -> bool:
        """Change the file's lines, all at once or not at all; whether there was anything to change."""
        try:
            return self._change(change)
        except OSError as error:  # a full disk is told without the file's name
            raise OSError(error.errno, error.strerror, self._path) from None

    def _change(self, change: Callable[[list[str]], list[str]]) -> bool:
        path = os.path.realpath(self._path)
        if os.path.exists(path) and not os.path.isfile(path):
            raise OSError(errno.EINVAL, "it is no regular file", path)  # /dev/null, say, is not to be replaced by one
        os.makedirs(os.path.dirname(path), exist_ok=True)
        folder = os.open(os.path.dirname(path), os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)  # one writer at a time, in whatever process
            before = _lines(path) if os.path.exists(path) else []
            after = change(before)
            if after != before:
                _replace(path, "".join(after))
        finally:
            os.close(folder)
        return after != before


def _lines(path: str) -> list[str]:
    with open(path, encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        return list(file)


def _without(lines: list[str], word: str) -> list[str]:
    """All lines but those of a word, the last one ended."""
    kept = [line for line in lines if _word_of(line) != word]
    if kept and not kept[-1].endswith(("\n", "\r")):
        kept[-1] += "\n"
    return kept


def _word_of(line: str) -> str | None:
    try:
        known = parse(line)
    except ValueError:
        return None
    return known.word if known else None


def _replace(path: str, content: str) -> None:
    """Put a file with `content` in the place of the one at `path`, whose mode it keeps."""
    new = path + ".new"
    try:
        with open(new, "w", encoding="utf-8", errors="surrogateescape", newline="") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if os.path.exists(path):
            os.chmod(new, os.stat(path).st_mode & 0o777)
        os.replace(new, path)
    except BaseException:
        if os.path.exists(new):
            os.unlink(new)
        raise
