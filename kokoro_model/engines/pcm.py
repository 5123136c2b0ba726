"""From an engine's samples to the wire's: s16le, clipped once, at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def to_s16le(samples: NDArray[np.float32], volume: float) -> bytes:
    """PCM bytes of mono samples whose full scale is 1.0, made `volume` times as loud; what is louder is clipped."""
    scaled: NDArray[np.float32] = np.clip(np.rint(samples * (volume * 32767)), -32768, 32767)
    return bytes(scaled.astype("<i2").data)
