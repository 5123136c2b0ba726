"""The model in two parts: the front reads the whole text, the vocoder sounds it at once or chunk by chunk.

Rules:
- A chunk is computed with some context on either side, which is thrown away but for a short crossfade.
- Chunks grow: the first one comes soon, and each later one is ready before what came before it has played.
- Instance normalisation sees a chunk's statistics instead of the text's, so a chunk is not the whole to the
  last bit: 25 dB and better below it lies the difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kokoro_model.engines.kokoro.model import Chunk, Inference, Inputs, phoneme_edges, shrinking
from kokoro_model.engines.kokoro.session import run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import onnxruntime
    from numpy.typing import NDArray

    from kokoro_model.engines.kokoro.layout import Seam

    Floats = NDArray[np.float32]

SIZES = tuple(600 * frames for frames in (30, 32, 36, 42, 52, 66, 84, 100))
"""Samples of the first chunks; the last size is that of all that follow.

They grow so slowly that a machine which needs 0.7 s for a second of speech still leaves no gap.
"""

CONTEXT = 1_800
"""Samples that a chunk is computed beyond its ends."""

_FADE = 240  # samples (10 ms) over which one chunk goes over into the next


@dataclass(frozen=True, slots=True)
class Stretch:
    """Steps from `start` to `end` that are to be heard, computed from `low` to `high`."""

    low: int
    start: int
    end: int
    high: int


def plan(length: int, step: int) -> Iterator[Stretch]:
    """Cut `length` steps of `step` samples into growing stretches; a short rest goes with the last one."""
    context = -(-CONTEXT // step)
    start, sizes = 0, iter(SIZES)
    while start < length:
        end = start + max(1, next(sizes, SIZES[-1]) // step)
        if length - end < SIZES[0] // step // 4:
            end = length
        yield Stretch(max(0, start - context), start, end, min(length, end + context))
        start = end


@dataclass(frozen=True, slots=True)
class Reading:
    """What the front makes of a text: all that the vocoder needs, and the phonemes' edges as in Inference."""

    features: Floats
    source: Floats
    style: Floats
    edges: NDArray[np.int64] | None


class SplitModel:
    """Runs `front` and `vocoder`, which `seam` fits together; in chunks where `streaming` is wanted."""

    def __init__(
        self,
        front: onnxruntime.InferenceSession,
        vocoder: onnxruntime.InferenceSession,
        seam: Seam,
        *,
        streaming: bool,
    ) -> None:
        self._front, self._vocoder, self._seam = front, vocoder, seam
        self._streaming = streaming
        self._inputs = Inputs(front)
        timed = "duration" in [output.name for output in front.get_outputs()]
        self._outputs = [seam.features, seam.source, *["duration"] * timed]

    def infer(self, tokens: Sequence[int], style: Floats, speed: float) -> Inference:
        """Read `tokens` now; sound them as the chunks are taken."""
        reading = self.read(tokens, style, speed)
        return Inference(self.stream(reading) if self._streaming else self.sound(reading), reading.edges)

    def read(self, tokens: Sequence[int], style: Floats, speed: float) -> Reading:
        """Run the front."""
        feed = self._inputs.feed(tokens, style, speed)
        features, source, *duration = run(self._front, self._outputs, feed)
        edges = phoneme_edges(duration[0], features.shape[-1] * self._seam.step) if duration else None
        return Reading(features, source, feed["style"], edges)

    def sound(self, reading: Reading) -> Iterator[Chunk]:
        """Sound what was read as one chunk."""
        length = reading.features.shape[-1]
        yield Chunk(0, self._vocode(reading, Stretch(0, 0, length, length)), last=True)

    def stream(self, reading: Reading) -> Iterator[Chunk]:
        """Sound what was read chunk by chunk."""
        length, step = reading.features.shape[-1], self._seam.step
        before = np.zeros(0, np.float32)
        for stretch in plan(length, step):
            samples = self._vocode(reading, stretch)
            begin, end = (stretch.start - stretch.low) * step, (stretch.end - stretch.low) * step
            heard = samples[begin:end]
            _crossfade(before, heard)
            before = samples[end : end + _FADE]
            yield Chunk(stretch.start * step, heard, last=stretch.end == length)

    def rest(self) -> None:
        """Say next to nothing, and let all memory go after it."""
        seam, feed = self._seam, self._inputs.least()
        features, source = run(self._front, self._outputs[:2], feed, shrinking())
        crossing = {seam.features: features, seam.source: source, "style": feed["style"]}
        run(self._vocoder, None, crossing, shrinking())

    def _vocode(self, reading: Reading, stretch: Stretch) -> Floats:
        seam = self._seam
        columns = slice(stretch.low * seam.hop, stretch.high * seam.hop + seam.extra)
        feed = {
            seam.features: reading.features[..., stretch.low : stretch.high],
            seam.source: reading.source[..., columns],
            "style": reading.style,
        }
        return np.asarray(run(self._vocoder, None, feed)[0], np.float32).ravel()


def _crossfade(before: Floats, after: Floats) -> None:
    """Let `before`, the way the last chunk would have gone on, fade out into the beginning of `after`."""
    width = min(len(before), len(after))
    ramp = np.linspace(0, 1, width + 2, dtype=np.float32)[1:-1]
    after[:width] = before[:width] * (1 - ramp) + after[:width] * ramp
