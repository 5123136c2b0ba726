"""The user's journal: what has been logged, and waiting for what is."""

from __future__ import annotations

import json
import re
import subprocess
import threading
import time
from typing import TYPE_CHECKING, Self, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    Entry: TypeAlias = Mapping[str, str]


class Journal:
    """Follows the journal from its making on.

    Fields are named as journald names them, such as MESSAGE or _SYSTEMD_USER_UNIT; what is wanted is a whole
    text, or a pattern to be found in it. `after` is a time of `time.monotonic()`.
    """

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._running = True
        self._news = threading.Condition()
        self._process = subprocess.Popen(
            [
                "journalctl",
                "--user",
                "--output=json",
                "--follow",
                "--lines=all",
                f"--since=@{time.time():.6f}",
            ],
            stdout=subprocess.PIPE,
        )
        self._thread = threading.Thread(target=self._read, name="journal")
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop following; what was logged stays."""
        self._process.terminate()
        self._thread.join()
        self._process.wait()

    def entries(self, after: float = 0, **fields: str | re.Pattern[str]) -> list[Entry]:
        """Those that have come so far; wait for a later one to be sure of all."""
        with self._news:
            return [entry for entry in self._entries if _matches(entry, after, fields)]

    def wait_for(self, after: float = 0, timeout: float = 20, **fields: str | re.Pattern[str]) -> Entry:
        """The first such entry; TimeoutError if none came."""
        deadline = time.monotonic() + timeout
        with self._news:
            while True:
                for entry in self._entries:
                    if _matches(entry, after, fields):
                        return entry
                assert self._running, "journalctl has ended"
                if not self._news.wait(deadline - time.monotonic()):
                    raise TimeoutError(f"nothing with {fields} was logged within {timeout} s")

    def _read(self) -> None:
        assert self._process.stdout
        with self._process.stdout as lines:
            for line in lines:
                if not line.endswith(b"\n"):
                    break  # journalctl was ended in the middle of it
                with self._news:
                    self._entries.append({name: _text(value) for name, value in json.loads(line).items()})
                    self._news.notify_all()
        with self._news:
            self._running = False
            self._news.notify_all()


def logged_at(entry: Entry) -> float:
    """When the journal received it, in seconds of `time.monotonic()`."""
    return int(entry["__MONOTONIC_TIMESTAMP"]) / 1e6


def _matches(entry: Entry, after: float, fields: Mapping[str, str | re.Pattern[str]]) -> bool:
    return logged_at(entry) >= after and all(
        name in entry
        and bool(re.search(wanted, entry[name]) if isinstance(wanted, re.Pattern) else wanted == entry[name])
        for name, wanted in fields.items()
    )


def _text(value: object) -> str:
    """A field is a text, the bytes of what is none, or several of these where it was given several times."""
    if isinstance(value, list) and all(isinstance(byte, int) for byte in value):
        return bytes(value).decode(errors="replace")
    return "\n".join(map(_text, value)) if isinstance(value, list) else str(value)
