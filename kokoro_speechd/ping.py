"""The short tone that tells that a letter is a capital."""

from __future__ import annotations

import math

from kokoro_speechd.settings import SAMPLE_RATE

_SECONDS = 0.06
_PITCH = 1320.0
_LOUDNESS = 6000.0


def ping(volume: float) -> bytes:
    """The tone as s16le; it swells and fades, so that it does not click."""
    count = round(_SECONDS * SAMPLE_RATE)
    step, swell = 2 * math.pi * _PITCH / SAMPLE_RATE, math.pi / count
    wave = (math.sin(at * step) * math.sin(at * swell) for at in range(count))
    return b"".join(round(_LOUDNESS * volume * value).to_bytes(2, "little", signed=True) for value in wave)
