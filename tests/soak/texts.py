"""What is said: short, since a day is to pass in minutes, and what is cut off is longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

SHORT = ("Yes.", "No.", "Done.", "The door.", "At 5.", "One moment.", "Well: go on!", "Ready?")
LONG = "This goes on for a while, so that it can be cut off in the middle of it. And then there is more. "


def short(chance: Random) -> str:
    """A word or two."""
    return chance.choice(SHORT)


def long(chance: Random) -> str:
    """Some sentences."""
    return LONG * chance.randint(1, 4)
