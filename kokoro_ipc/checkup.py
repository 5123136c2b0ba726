"""Looking for what keeps speech from being heard: findings, each a sentence and, where there is one, how to mend it.

A check is a function that gives findings. Checks run at the same time, each on a thread of its own and for a bounded
time: one that breaks, or does not come to an end, is a finding itself. What is heavy or may crash is looked at by a
program of its own, the module `checkup` of the daemon that needs it, which writes its findings as lines of JSON.
"""

from __future__ import annotations

import json
import logging
import os
import shlex
import sys
import threading
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

log = logging.getLogger(__name__)
WELL, NOTE, PROBLEM = "well", "note", "problem"
"""It is as it should be; worth knowing; it keeps speech from being heard as it was set up."""
PROGRAM_SECONDS = 15.0
"""What a checkup in a program of its own may take."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`kind` is WELL, NOTE or PROBLEM, `text` one sentence, `command` a line for the shell that mends it, or empty."""

    kind: str
    text: str
    command: str = ""
    area: str = ""
    """What it is about, in a word or two; set as its check runs."""


Check: TypeAlias = "tuple[str, Callable[[], Iterable[Finding]]]"
"""An area, and what looks at it."""


def well(text: str) -> Finding:
    """As it should be."""
    return Finding(WELL, text)


def note(text: str, command: str = "") -> Finding:
    """Worth knowing."""
    return Finding(NOTE, text, command)


def problem(text: str, command: str = "") -> Finding:
    """Keeps speech from being heard as it was set up."""
    return Finding(PROBLEM, text, command)


def examine(checks: Sequence[Check], seconds: float) -> Iterator[Finding]:
    """What all checks find, in their order; none is waited for longer than `seconds` from now on."""
    until = time.monotonic() + seconds
    looks = [_Look(area, check) for area, check in checks]
    for look in looks:
        look.start()
    for look in looks:
        look.join(max(0.0, until - time.monotonic()))
        yield from look.found
        if look.is_alive():
            yield Finding(PROBLEM, f"looking at it has not come to an end within {seconds:g} s", "", look.area)


class _Look(threading.Thread):
    """One check at work."""

    def __init__(self, area: str, check: Callable[[], Iterable[Finding]]) -> None:
        super().__init__(name=f"check {area}", daemon=True)
        self.area, self._check = area, check
        self.found: list[Finding] = []

    def run(self) -> None:
        try:
            for finding in self._check():
                self.found.append(Finding(finding.kind, finding.text, finding.command, finding.area or self.area))
        except Exception as error:  # whatever it is, the other findings are not lost with it
            log.debug("a check broke", exc_info=True)
            self.found.append(Finding(PROBLEM, f"it cannot be looked at: {describe(error)}", "", self.area))


def describe(error: BaseException) -> str:
    """An error in one line."""
    return f"{type(error).__name__}: {error}".splitlines()[0].rstrip(": ")


def main(checks: Sequence[Check]) -> None:
    """Look, write each finding as a line of JSON, and end, whatever may still hang."""
    for finding in examine(checks, PROGRAM_SECONDS):
        sys.stdout.write(json.dumps(asdict(finding), ensure_ascii=False) + "\n")
        sys.stdout.flush()
    os._exit(0)


def environment() -> str:
    """The directory of the environment of Python that runs this; Python started without `site` does not know it."""
    directory = os.path.dirname(os.path.dirname(sys.executable))
    return directory if os.path.exists(os.path.join(directory, "pyvenv.cfg")) else sys.prefix


def reinstall() -> str:
    """The command that makes the environment of Python anew that runs this; empty where nobody knows it."""
    if _is_checkout(beside := os.path.dirname(environment())):
        return f"make -B -C {shlex.quote(beside)} venv"
    return install()


def install() -> str:
    """The command that installs units, modules and all, for the user; empty where nobody knows it."""
    if _is_checkout(beside := os.path.dirname(environment())):
        return f"make -C {shlex.quote(beside)} install"
    try:
        with open(os.path.join(environment(), "checkout"), encoding="utf-8") as file:
            checkout = file.read().strip()
    except OSError:
        return ""
    return f"make -C {shlex.quote(checkout)} install" if _is_checkout(checkout) else ""


def _is_checkout(directory: str) -> bool:
    return os.path.exists(os.path.join(directory, "packaging/install"))
