"""Around an instant: each round a little sooner or later than the others."""

from __future__ import annotations

GOLDEN = 0.618034
"""Steps of this part of the whole never meet, however many there are."""


def sweep(number: int, longest: float) -> float:
    """The round's delay, from 0 to `longest` seconds."""
    return number * GOLDEN % 1 * longest
