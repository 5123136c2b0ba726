"""Sound whose every break can be seen."""

from __future__ import annotations

import math
from array import array

LOUD = 10_000
PERIOD = 100
"""Samples of one wave."""
STEP = round(2 * math.pi * LOUD / PERIOD) + 1
"""The furthest that neighbouring samples of a sine are apart."""


def sine(periods: int) -> bytes:
    """Whole waves, from zero up to nearly zero: cut off anywhere else, it clicks."""
    wave = array("h", [round(LOUD * math.sin(2 * math.pi * at / PERIOD)) for at in range(PERIOD)])
    return (wave * periods).tobytes()


def ramp(first: int, samples: int) -> bytes:
    """Samples that differ, so that each tells where it is from: none is silence."""
    return array("h", [1 + (first + at) % 30_000 for at in range(samples)]).tobytes()
