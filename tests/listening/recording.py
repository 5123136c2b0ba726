"""What was heard, and when.

Times are seconds of `time.monotonic()`; positions are samples since the recording began.
A sample counts as heard when it had certainly been recorded: a few milliseconds late, never early.
"""

from __future__ import annotations

import bisect
import math
from typing import TYPE_CHECKING

from tests.listening.sound import RATE, Samples, from_pcm, stretches

if TYPE_CHECKING:
    from collections.abc import Iterator

PULSE = 0.005
"""Seconds within which a sounding wave comes to be loud again."""
REACH = 40
"""Blocks that a later one can show to have been delivered late."""


class Recording:
    """Grows by blocks as they arrive. What it is asked before the answer has been recorded is None."""

    def __init__(self) -> None:
        self._sound = bytearray()
        self._stretches: list[tuple[int, int]] = []  # where it is loud
        self._ends: list[int] = []  # of each block: the position after its last sample
        self._origins: list[float] = []  # of each block: the time of position 0, judged by its arrival

    def add(self, pcm: bytes, now: float) -> None:
        """A block has arrived; PCM s16le mono, whole samples."""
        position = len(self._sound) // 2
        self._sound += pcm
        for begin, end in stretches(from_pcm(pcm), PULSE):
            self._add_stretch(position + begin, position + end)
        self._ends.append(len(self._sound) // 2)
        self._origins.append(now - self._ends[-1] / RATE)
        for i in range(max(0, len(self._origins) - REACH), len(self._origins)):
            self._origins[i] = min(self._origins[i], self._origins[-1])

    def sound_after(self, after: float) -> float | None:
        """When something is first heard."""
        position = self._position(after)
        if position is None:
            return None
        heard = next(self._stretches_after(position), None)
        return heard and max(after, self._time(heard[0]))

    def sounding_after(self, after: float, seconds: float) -> float | None:
        """When so many seconds of sound have been heard, silences not counted."""
        position = self._position(after)
        if position is None:
            return None
        missing = round(seconds * RATE)
        for begin, end in self._stretches_after(position):
            reached = max(begin, position) + missing
            if reached <= end:
                return self._time(reached)
            missing = reached - end
        return None

    def silence_after(self, after: float, seconds: float) -> float | None:
        """When the first silence of so many seconds begins."""
        quiet = self._position(after)
        if quiet is None:
            return None
        for begin, end in self._stretches_after(quiet):
            if begin - quiet >= seconds * RATE:
                break
            quiet = end
        complete = self._ends[-1] - quiet >= seconds * RATE
        return max(after, self._time(quiet)) if complete else None

    def between(self, begin: float, end: float) -> Samples | None:
        """The samples from one time to another."""
        first, last = self._position(begin), self._position(end)
        return None if first is None or last is None else from_pcm(bytes(self._sound[2 * first : 2 * last]))

    def _add_stretch(self, begin: int, end: int) -> None:
        if self._stretches and begin - self._stretches[-1][1] < PULSE * RATE:
            begin, _ = self._stretches.pop()
        self._stretches.append((begin, end))

    def _stretches_after(self, position: int) -> Iterator[tuple[int, int]]:
        first = bisect.bisect_right(self._stretches, position, key=lambda stretch: stretch[1])
        return iter(self._stretches[first:])

    def _position(self, moment: float) -> int | None:
        """The first position heard at a time or after it."""
        blocks = range(len(self._ends))
        block = bisect.bisect_left(blocks, moment, key=lambda i: self._origins[i] + self._ends[i] / RATE)
        if block == len(blocks):
            return None
        return max(0, math.ceil((moment - self._origins[block]) * RATE))

    def _time(self, position: int) -> float:
        block = min(bisect.bisect_right(self._ends, position), len(self._ends) - 1)
        return self._origins[block] + position / RATE
