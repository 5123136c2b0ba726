"""The blends that a user has named: `custom_voices.json`, an object of names and recipes.

- The file is read whenever it is asked for something, so that what any process or editor has written counts
  at once; it is understood anew only where it has changed.
- A file that cannot be understood is never written over: it is someone's work, and the sentence says what to
  mend.
- Writers wait for each other (a lock beside the file), and the file appears whole.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
from typing import TYPE_CHECKING

from .atomic_file import write_whole
from .recipes import Recipe, parse

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping
    from pathlib import Path

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,59}")

_NAMING = "use letters from a to z, digits, _ and -, a letter first, at most 60"


class BlendsError(Exception):
    """The named blends cannot be read or changed; the message is one sentence with the way out."""


class UnwritableError(BlendsError):
    """The file takes nothing, for a reason that is not in the request."""


class Blends:
    """The named blends in one file; safe to use from any thread and any process.

    `known` holds the names of the voices that there are, which blends are made of and may not be called.
    """

    def __init__(self, path: Path, known: Container[str]) -> None:
        self._path = path
        self._known = known
        self._understood: tuple[bytes, Mapping[str, str]] = (b"{}", {})

    def names(self) -> list[str]:
        """The names of all blends, in alphabetical order; raises BlendsError."""
        return sorted(self._read())

    def get(self, name: str) -> Recipe | None:
        """The recipe of a blend, None where no blend is called so; raises BlendsError, or RecipeError for
        this one.
        """
        text = self._read().get(name)
        return None if text is None else parse(text, self._known)

    def keep(self, name: str, recipe: Recipe) -> None:
        """Name a blend, anew where the name is taken by one; raises BlendsError."""
        if not _NAME.fullmatch(name):
            raise BlendsError(f"a blend cannot be called {name!r}: {_NAMING}")
        if name in self._known:
            raise BlendsError(f"{name} is the name of a voice: choose another for the blend")
        with self._changing() as blends:
            blends[name] = str(recipe)

    def remove(self, name: str) -> None:
        """Forget a blend; raises BlendsError."""
        with self._changing() as blends:
            if name not in blends:
                kept = ", ".join(sorted(blends)) or "none"
                raise BlendsError(f"there is no blend {name} to remove, of those kept: {kept}")
            del blends[name]

    def _read(self) -> Mapping[str, str]:
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise BlendsError(f"{self._path} cannot be read ({error.strerror}): mend its permissions") from error
        before, blends = self._understood
        if content != before:
            blends = self._understand(content)
            self._understood = (content, blends)
        return blends

    def _understand(self, content: bytes) -> Mapping[str, str]:
        try:
            blends = json.loads(content)
        except (ValueError, RecursionError) as error:
            raise BlendsError(f"{self._path} is not JSON ({error}): mend it or move it away") from error
        if not isinstance(blends, dict) or not all(isinstance(recipe, str) for recipe in blends.values()):
            shape = '{"mine": "af_bella(2)+af_sky"}'
            raise BlendsError(f"{self._path} is not an object like {shape}: mend it or move it away")
        for name in blends:
            if not _NAME.fullmatch(name):
                raise BlendsError(f"{self._path} calls a blend {name!r}: {_NAMING}")
        return blends

    @contextlib.contextmanager
    def _changing(self) -> Iterator[dict[str, str]]:
        """Give the blends for changing, and write them when the block ends well."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with _locked(self._path.with_name(f".{self._path.name}.lock")):
                blends = dict(self._read())
                yield blends
                text = json.dumps(blends, indent=2, sort_keys=True)
                write_whole(self._path, f"{text}\n".encode(), durable=True)
        except OSError as error:
            raise UnwritableError(f"{self._path} cannot be written: {error.strerror}") from error


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)
