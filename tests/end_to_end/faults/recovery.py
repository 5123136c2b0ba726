"""What a fault cost: how long until all was well again, what was heard and seen meanwhile, and what was kept."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Row:
    """A line of the table: `fault` is the test's name, `seconds` the recovery; 0 where nothing had to recover."""

    fault: str
    heard: str
    seconds: float
    kept: str


class Recovery:
    """Notes what a test has measured; times are seconds of `time.monotonic()`."""

    def __init__(self, fault: str, rows: list[Row]) -> None:
        self._fault = fault
        self._rows = rows

    def note(self, struck: float, well: float | None = None, *, heard: str, kept: str) -> None:
        """From `struck` on something was wrong, and from `well` on, or from now on, no more.

        `heard` says in a few words what the user heard and saw, `kept` what was not lost.
        """
        seconds = max(0.0, (time.monotonic() if well is None else well) - struck)
        self._rows.append(Row(self._fault, heard, seconds, kept))


def table(rows: Sequence[Row]) -> list[str]:
    """The lines of a table, as docs/operations.md has it."""
    lines = [f"| `{row.fault}` | {row.heard} | {row.seconds:.2f} s | {row.kept} |" for row in rows]
    return ["| fault | what is heard and seen | recovery | kept |", "|---|---|---|---|", *lines]
