"""Whether work takes time in proportion to the text, told apart from the noise of a machine that does other things.

A slow moment makes any one comparison fail; work that grows with the square of the text fails each of them.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

TRIES = 6
NOTICEABLE = 0.002
"""Seconds: work shorter than this is taken for this long."""


def in_proportion(work: Callable[[str], object], unit: str, small: int, large: int) -> bool:
    """Whether `large` characters of `unit` ever take less than four times their share of the time of `small`."""
    bound = 4 * large / small
    _seconds(work, unit, small)
    return any(_seconds(work, unit, large) < bound * max(_seconds(work, unit, small), NOTICEABLE) for _ in range(TRIES))


def _seconds(work: Callable[[str], object], unit: str, length: int) -> float:
    text = (unit * (length // len(unit) + 1))[:length]
    begun = time.thread_time()
    work(text)
    return time.thread_time() - begun
