"""How things are measured: in pairs, turn by turn, so that a ratio holds when the machine's speed drifts."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True)
class Row:
    """One line of the table: ours against another's, and the most (or `least`) that the ratio may be."""

    what: str
    ours: float
    other: float
    unit: str
    bound: float | None = None
    ratio: float | None = None
    least: bool = False

    @property
    def value(self) -> float:
        return self.ratio if self.ratio is not None else self.ours / self.other

    @property
    def holds(self) -> bool:
        if self.bound is None:
            return True
        return self.value >= self.bound if self.least else self.value <= self.bound

    def __str__(self) -> str:
        sign = ">=" if self.least else "<="
        bound = f"{sign} {self.bound:g}" if self.bound is not None else ""
        verdict = "" if self.bound is None else ("ok" if self.holds else "MISSED")
        figures = f"{self.ours:9.3f} {self.other:9.3f} {self.unit:3}"
        return f"{self.what:58} {figures} {self.value:7.3f} {bound:8} {verdict}"


HEADING = f"{'':58} {'ours':>9} {'other':>9}     {'ratio':>7} bound"


def compare(
    what: str,
    ours: Callable[[], float],
    other: Callable[[], float],
    *,
    runs: int,
    bound: float,
    unit: str = "s",
) -> Row:
    """Run both in turn and make a line of the medians, that of the ratio being no quotient of the others."""
    figures = [(ours(), other()) for _ in range(runs + 1)][1:]
    mine, theirs = (statistics.median(each) for each in zip(*figures, strict=True))
    return Row(what, mine, theirs, unit, bound, statistics.median(a / b for a, b in figures))


def in_child(module: str, *arguments: str) -> dict[str, float]:
    """Run a module in a process of its own; returns the JSON it prints last."""
    command: Sequence[str] = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def private_megabytes() -> float:
    """Memory of this process that nobody shares and no file backs."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty")) / 1024
