"""From the model's sound to what is heard: trimmed, with pauses after the marks as kokoro-onnx makes them.

A chunk is shaped by itself, so that it can be played before the next one is made; a text that comes as one
chunk sounds to the sample like kokoro-onnx's `create`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from kokoro_onnx.chunker import pause_after
from kokoro_onnx.pauses import insert
from kokoro_onnx.sliding import Timing
from kokoro_onnx.trim import trim

from kokoro_model.engines import SAMPLE_RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kokoro_model.engines.kokoro.inference import Chunk

    Floats = NDArray[np.float32]

SENTENCE_PAUSE = 0.25
CLAUSE_PAUSE = 0.1
"""Seconds of silence that follow a sentence and a clause, as kokoro-onnx has them."""

_FADE = 72  # samples (3 ms) that take the click out of a join
_SHORTEST = 240  # samples below which there is no frame to look for a pause in


@dataclass(frozen=True, slots=True)
class Shaped:
    """Sound as it is to be heard, and from when to when each phoneme is, in seconds from its start."""

    samples: Floats
    times: list[Timing]


@dataclass(frozen=True, slots=True)
class Shaper:
    """Shapes the chunks of one piece: `phonemes` with their `edges` in samples, joined to others or not."""

    phonemes: str
    edges: NDArray[np.int64] | None
    joined_before: bool
    joined_after: bool

    def shape(self, chunk: Chunk) -> Shaped:
        """Trim the silence at the piece's ends and see to the pauses inside `chunk`."""
        head, tail = self._bounds(chunk)
        samples = self._fade(chunk.samples[head:tail], chunk)
        if chunk.last and self.joined_after:
            pause = pause_after(self.phonemes, SENTENCE_PAUSE, CLAUSE_PAUSE)
            samples = np.concatenate([samples, np.zeros(int(pause * SAMPLE_RATE), np.float32)])
        if self.edges is None or len(samples) < _SHORTEST:
            return Shaped(samples, [])
        times = self._times(self.edges, chunk, head, tail - head)
        return Shaped(*insert(samples, times, SAMPLE_RATE, SENTENCE_PAUSE, CLAUSE_PAUSE))

    def _bounds(self, chunk: Chunk) -> tuple[int, int]:
        _, (head, tail) = trim(chunk.samples)
        return int(head) if chunk.start == 0 else 0, int(tail) if chunk.last else len(chunk.samples)

    def _fade(self, samples: Floats, chunk: Chunk) -> Floats:
        fade_in, fade_out = self.joined_before and chunk.start == 0, self.joined_after and chunk.last
        if not (fade_in or fade_out):
            return samples
        samples = samples.copy()
        ramp = np.linspace(0, 1, min(_FADE, len(samples)), dtype=np.float32)
        if fade_in:
            samples[: len(ramp)] *= ramp
        if fade_out:
            samples[len(samples) - len(ramp) :] *= ramp[::-1]
        return samples

    def _times(self, edges: NDArray[np.int64], chunk: Chunk, head: int, length: int) -> list[Timing]:
        begin, end = chunk.start, chunk.start + len(chunk.samples)
        seconds = np.clip(edges - begin - head, 0, length) / SAMPLE_RATE
        # A mark that goes on in the next chunk gets its pause there
        return [
            Timing(phoneme if begin < edge <= end else " ", float(since), float(until))
            for phoneme, edge, since, until in zip(self.phonemes, edges[1:], seconds[:-1], seconds[1:], strict=False)
        ]


def pcm(samples: Floats, volume: float) -> bytes:
    """Turn sound into signed 16-bit little-endian; what is too loud is clipped, never wrapped around."""
    loud: NDArray[np.int16] = (np.clip(samples * np.float32(volume), -1, 1) * 32767).round().astype("<i2")
    return loud.tobytes()
