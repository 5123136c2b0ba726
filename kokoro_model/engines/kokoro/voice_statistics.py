"""The statistics of each voice, kept beside the optimised model: what the streaming vocoder normalises by.

They are moments by length, float32 [4, channels]: the first and the second moment of a text of any length, and what
is added to them for each reciprocal second of a text's length.

A voice's file is named by a digest of its style vectors: another voice of the same name is measured anew. A blend
of voices has the blend of their statistics.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kokoro_model.atomic_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from kokoro_model.engines.kokoro.styles import Styles

    Floats = NDArray[np.float32]

FOLDER = "statistics"

_LEAST_VARIANCE = 1e-6


def at_length(moments: Floats, seconds: float) -> Floats:
    """The mean and variance of every channel, float32 [2, channels], over a text that lasts so long."""
    mean, square = moments[:2] + moments[2:] / np.float32(seconds)
    return np.stack([mean, np.maximum(square - mean**2, _LEAST_VARIANCE)])


class VoiceStatistics:
    """The statistics of the voices in `styles`, under the optimised model's `folder`. One thread at a time."""

    def __init__(self, folder: Path, styles: Styles) -> None:
        self._folder, self._styles = folder / FOLDER, styles
        self._known: dict[str, Floats] = {}

    def of(self, recipe: Mapping[str, float]) -> Floats | None:
        """The moments by length of a blend by weight (any scale); None until all its voices are measured."""
        found = [(self._voice(voice), weight) for voice, weight in recipe.items()]
        total = sum(recipe.values())
        blend = sum(statistics * np.float32(weight / total) for statistics, weight in found if statistics is not None)
        return None if any(statistics is None for statistics, _ in found) else np.asarray(blend, np.float32)

    def missing(self, recipe: Mapping[str, float]) -> list[str]:
        """The voices of a blend that are yet to be measured."""
        return [voice for voice in recipe if self._voice(voice) is None]

    def write(self, voice: str, statistics: Floats) -> None:
        """Keep the statistics of a voice. Raises OSError."""
        self._folder.mkdir(exist_ok=True)
        write_whole(self._path(voice), statistics.astype("<f4").tobytes(), durable=False)

    def _voice(self, voice: str) -> Floats | None:
        if voice not in self._known:
            try:
                self._known[voice] = np.frombuffer(self._path(voice).read_bytes(), "<f4").reshape(4, -1)
            except (OSError, ValueError):
                return None
        return self._known[voice]

    def _path(self, voice: str) -> Path:
        return self._folder / f"{self._styles.digest(voice)}.f32"
