"""Sound as samples, and where in it there is something to hear."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Samples: TypeAlias = npt.NDArray[np.float32]

RATE = 48_000
"""Samples a second."""
HOLE = 0.02
"""Seconds of silence that are no part of a sounding wave."""
LOUD = 150 / 32768
"""Well under speech, well over the zeros of a null sink."""


def from_pcm(pcm: bytes) -> Samples:
    """The samples of signed 16-bit little-endian mono PCM."""
    return np.frombuffer(pcm, "<i2").astype(np.float32) / np.float32(32768)


def stretches(samples: Samples, gap: float) -> list[tuple[int, int]]:
    """Where it is loud, from position to position; less than `gap` seconds of quiet belong to it."""
    loud = np.flatnonzero(np.abs(samples) > LOUD)
    if not len(loud):
        return []
    breaks = np.flatnonzero(np.diff(loud) >= gap * RATE)
    begins, ends = loud[np.r_[0, breaks + 1]], loud[np.r_[breaks, -1]] + 1
    return list(zip(begins.tolist(), ends.tolist(), strict=True))


def sounding(samples: Samples) -> float:
    """Seconds of it in which there is something to hear: the same on a machine that tears holes into the sound."""
    return sum(end - begin for begin, end in bursts(samples, HOLE))


def bursts(samples: Samples, gap: float = 0.2) -> list[tuple[float, float]]:
    """The sounding stretches, from second to second; pauses shorter than `gap` seconds do not part them."""
    return [(begin / RATE, end / RATE) for begin, end in stretches(samples, gap)]
