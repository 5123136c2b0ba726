"""Finding clicks: jumps in the wave that no mouth makes.

Speech can be foretold from what came just before, and from what comes just after; a jump from neither side.
The miss is measured against the worst one of the 25 ms beside it, which are the strokes of the glottis.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from tests.listening.sound import RATE, Samples

_Wave: TypeAlias = npt.NDArray[np.float64]

SPLICE = 15.0
"""A miss so many times the usual is a click anywhere."""
CUT = 4.0
"""And before silence: no mouth falls silent within a millisecond."""
JUMP = 0.005
"""What bends the wave less is not heard."""
CONTEXT = round(0.025 * RATE)
NEAR = round(0.0006 * RATE)
"""For so long a jump rings once a resampler has smoothed it."""
ORDER = 24
"""Samples from which the next one is foretold."""


class Click(NamedTuple):
    """A click `at` so many seconds: from which sample to which, and how much exact silence begins or ends there."""

    at: float
    jump: tuple[float, float]
    silence_ms: float


def clicks(samples: Samples) -> list[Click]:
    """All clicks; the first and last 26 ms are not judged."""
    wave = samples.astype(np.float64)
    return [_click(wave, i) for i in _bends(wave) if _surprise(wave, i) > _bearable(wave, i)]


def _click(wave: _Wave, i: int) -> Click:
    """A click between two samples near `i`, where they are furthest apart."""
    second = i - 1 + int(np.argmax(np.abs(np.diff(wave[i - 2 : i + 2]))))
    silent = max(_zeros(wave[second:]), _zeros(wave[second - 1 :: -1]))
    return Click(i / RATE, (round(wave[second - 1], 4), round(wave[second], 4)), round(silent / RATE * 1e3, 2))


def _zeros(wave: _Wave) -> int:
    """How many samples at its beginning are silent."""
    loud = np.flatnonzero(wave)
    return int(loud[0]) if len(loud) else len(wave)


def _bearable(wave: _Wave, i: int) -> float:
    if _falls_silent(wave, i):
        return CUT
    clipped = np.abs(wave[i - NEAR : i + NEAR + 1]).max() > 0.999
    return np.inf if clipped else SPLICE  # too loud is another fault


def _bends(wave: _Wave) -> list[int]:
    """Where the wave bends more than in the 10 ms before or in the 10 ms after."""
    bend = np.abs(np.diff(wave, 2, prepend=[0], append=[0]))
    window, gap = round(0.01 * RATE), RATE // 1000
    margin = CONTEXT + NEAR
    if len(bend) <= 2 * margin:
        return []
    most = sliding_window_view(bend, window).max(axis=1)
    here = np.arange(margin, len(wave) - margin)
    around = np.minimum(most[here - gap - window], most[here + gap])
    sharp = here[(bend[here] > JUMP) & (bend[here] > 1.2 * around)]
    groups = np.split(sharp, np.flatnonzero(np.diff(sharp) >= gap) + 1)
    return [int(group[np.argmax(bend[group])]) for group in groups if len(group)]


def _surprise(wave: _Wave, i: int) -> float:
    """How many times more wrong a forecast is here than it usually is, from the better side."""
    return min(_forecast_miss(wave, i), _forecast_miss(wave[::-1], len(wave) - 1 - i))


def _forecast_miss(wave: _Wave, i: int) -> float:
    past = wave[i - NEAR - CONTEXT : i + NEAR + 1]
    rows, next_ones = sliding_window_view(past, ORDER)[:-1], past[ORDER:]
    known = CONTEXT - ORDER
    square = rows[:known].T @ rows[:known]
    square[np.diag_indices(ORDER)] += 1e-6 * np.diag(square) + 1e-7  # silence has no solution
    weights = np.linalg.solve(square, rows[:known].T @ next_ones[:known])
    misses = np.abs(next_ones - rows @ weights)
    return float(misses[known:].max() / (misses[:known].max() + 2e-4))


def _falls_silent(wave: _Wave, i: int) -> bool:
    level = np.abs(wave[i - round(0.01 * RATE) : i + 1]).max()
    bend = np.abs(np.diff(wave[i - NEAR : i + NEAR + 1], 2)).max()
    after = np.abs(wave[i + NEAR : i + NEAR + round(0.008 * RATE)]).max()
    return bool(after < 0.05 * level and bend > 0.15 * level)
