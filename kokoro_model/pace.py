"""How a listener is kept from waiting: what an engine's real-time factor allows.

With the factor r, a second of sound takes r seconds to make. A segment is made while those before it play, which with
r below 1 lets segments grow; with r above 1 nothing helps but a lead, made before the first sound is heard.
"""

from __future__ import annotations

from kokoro_model.text.cuts import weight

MARGIN = 1.15
"""Texts differ, and the machine has other work: a factor is taken for so much more."""
_SECONDS_A_PHONEME = 0.075
_GROWTH = 0.1, 1.2
_FIRST_SOUND = 0.3
"""Of the time that a passage takes to be made, so much goes by before the first sound of an engine that streams."""
_LONGEST_LEAD = 30.0
"""Seconds; who waits for longer thinks that nothing comes."""


def growth(real_time_factor: float) -> float:
    """How much longer than all before it a segment may be, as a factor, and still be there in time."""
    slow = max(0.01, real_time_factor * MARGIN)
    least, most = _GROWTH
    return min(most, max(least, (1 - slow) / slow))


def lead(real_time_factor: float, text: str, speed: float) -> float:
    """Seconds of sound to have before the first is heard, where all of `text` is still to be made."""
    missing = max(0.0, real_time_factor * MARGIN - 1)
    return min(_LONGEST_LEAD, missing * weight(text) * _SECONDS_A_PHONEME / speed)


def head_start(real_time_factor: float, weight: int, speed: float) -> float:
    """Seconds that an engine which streams takes to the first sound of a passage of that weight."""
    return _FIRST_SOUND * real_time_factor * MARGIN * weight * _SECONDS_A_PHONEME / speed
