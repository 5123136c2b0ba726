"""Findings as people and programs read them."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

from kokoro_ipc.checkup import NOTE, PROBLEM, WELL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kokoro_ipc.checkup import Finding

_SIGNS = {WELL: "ok  ", NOTE: "note", PROBLEM: "BAD "}
_COLOURS = {WELL: "32", NOTE: "33", PROBLEM: "31;1"}
_WIDTH = 13


def as_json(found: Sequence[Finding]) -> str:
    """A list of objects: area, kind, text and command."""
    return json.dumps([asdict(finding) for finding in found], ensure_ascii=False) + "\n"


def as_text(found: Sequence[Finding], *, colour: bool = False) -> str:
    """A line for each, below it the command that mends it, and the sum of it all."""
    lines = [line for finding in found for line in _lines(finding, colour=colour)]
    return "\n".join([*lines, "", _sum(found)]) + "\n"


def _lines(finding: Finding, *, colour: bool) -> list[str]:
    sign = _SIGNS[finding.kind]
    shown = f"\x1b[{_COLOURS[finding.kind]}m{sign}\x1b[m" if colour else sign
    line = f"{shown} {finding.area:<{_WIDTH}} {finding.text}"
    return [line, *([f"{'':{len(sign) + _WIDTH + 2}}$ {finding.command}"] if finding.command else [])]


def _sum(found: Sequence[Finding]) -> str:
    kinds = Counter(finding.kind for finding in found)
    problems, notes = kinds[PROBLEM], kinds[NOTE]
    noted = f" ({notes} {'note' if notes == 1 else 'notes'})" if notes else ""
    if not problems:
        return f"All is well{noted}. Try: say hello"
    return f"{problems} {'thing is' if problems == 1 else 'things are'} wrong{noted}: the lines behind $ mend them."
