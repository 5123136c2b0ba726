"""What the doors asked for, and what they were told."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    """Of one worker at one door; `add` makes the sum of many."""

    asked: int = 0
    """What there was to be done: texts, requests, segments, messages."""
    texts: dict[str, str] = field(default_factory=dict)
    """Ids of texts that were taken, with their outcome where it was waited for, else empty."""
    statuses: Counter[int] = field(default_factory=Counter)
    """Exit statuses of `say`."""
    requests: dict[str, int] = field(default_factory=dict)
    """Ids of HTTP requests, with their status."""
    whole: int = 0
    """Sounds that came up to their end."""
    cut: int = 0
    """Sounds that were hung up on after they had begun."""
    commands: Counter[str] = field(default_factory=Counter)
    """What else was done: skips, blends, engines chosen, refusals that had to be."""

    def add(self, other: Tally) -> None:
        """Add another's numbers."""
        self.asked += other.asked
        self.texts |= other.texts
        self.statuses += other.statuses
        self.requests |= other.requests
        self.whole += other.whole
        self.cut += other.cut
        self.commands += other.commands
