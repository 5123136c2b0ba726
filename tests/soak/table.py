"""The table at the end: each line has two numbers that have to be the same, or close."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """What is compared, the two numbers, and whether that holds."""

    what: str
    first: int
    second: int
    holds: bool

    def __str__(self) -> str:
        return f"{self.what:56} {self.first:9} {self.second:9}  {'ok' if self.holds else 'WRONG'}"


def same(what: str, first: int, second: int) -> Line:
    """Two numbers that have to be the same."""
    return Line(what, first, second, first == second)


def at_most(what: str, first: int, second: int) -> Line:
    """The first may not be more than the second."""
    return Line(what, first, second, first <= second)


def flat(what: str, before: int, after: int, room: int, part: float = 0.0) -> Line:
    """The second may be more than the first by so much, and by that part of it."""
    return Line(what, before, after, after <= before * (1 + part) + room)


def heading(first: str, second: str) -> str:
    """Above lines."""
    return f"{'':56} {first:>9} {second:>9}"
