"""How sound ends that is cut off: not in mid-wave, which would click."""

from __future__ import annotations

from array import array

FADE = 240
"""Bytes of sound, 5 ms."""


def fading(sound: bytes | bytearray) -> bytes:
    """The sound (s16le) going down to silence."""
    samples = array("h", bytes(sound))
    count = len(samples)
    return array("h", (sample * (count - at) // count for at, sample in enumerate(samples, 1))).tobytes()
