"""The model in two parts: the front reads the whole text, the vocoder makes its sound at once or chunk by chunk.

Rules:
- Chunks are made by a vocoder whose statistics are those of the voice, with as much context on either side as its
  receptive field needs: joined, they are the whole of the same vocoder.
- A text without statistics for its voice, or a short one, whose own statistics differ most from its voice's, is
  made whole by the vocoder as it came.
- Chunks are as long as the machine makes them in time: see Pacing.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kokoro_model.engines import SAMPLE_RATE
from kokoro_model.engines.kokoro.inference import Chunk, Inference, Inputs, phoneme_edges, shrinking
from kokoro_model.engines.kokoro.layout import STATISTICS
from kokoro_model.engines.kokoro.session import run
from kokoro_model.engines.kokoro.voice_statistics import at_length

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import onnxruntime
    from numpy.typing import NDArray

    from kokoro_model.engines.kokoro.layout import Seam

    Floats = NDArray[np.float32]

WHOLE_SECONDS = 2.0
"""Sound of this length or less is made whole: see docs/architecture.md for the scores on either side."""

SHORTEST_SECONDS = 0.4
LONGEST_SECONDS = 2.5
"""Bounds of a chunk. Longer ones cost a listener who leaves more work, and gain little."""

_SAFETY = 0.8
"""The part of the sound in hand that making the next chunk may take."""

_FIRST_GUESS = 0.6
"""The seconds that a second of sound is expected to take before any was measured."""


class Pacing:
    """Chooses how long chunks are, by what the machine needed for those before; lengths in seconds of sound.

    A chunk takes (length + 2 * context) * cost to make. The first one is as short as the cost allows so that each
    later one can be as long or longer and still be there in time.
    """

    def __init__(self, context: float) -> None:
        self._context = context
        self.cost = _FIRST_GUESS
        """Seconds that a second of sound takes, context included; follows slowly, for the machine has other work."""

    def first(self) -> float:
        """The length of the first chunk of a text."""
        spare = _SAFETY / self.cost - 1
        return _bounded(2 * self._context / spare if spare > 0 else LONGEST_SECONDS)

    def next(self, in_hand: float) -> float:
        """The length of a chunk that begins to be made when so much sound is still to be heard."""
        return _bounded(in_hand * _SAFETY / self.cost - 2 * self._context)

    def made(self, length: float, seconds: float) -> None:
        """Take note that so much sound, context included, took so many seconds."""
        self.cost += 0.3 * (seconds / length - self.cost)


def _bounded(seconds: float) -> float:
    return min(LONGEST_SECONDS, max(SHORTEST_SECONDS, seconds))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Steps from `start` to `end` that are to be heard, computed from `low` to `high`."""

    low: int
    start: int
    end: int
    high: int


def stretch(start: int, steps: int, length: int, context: int) -> Stretch:
    """The next `steps` of `length` in all from `start` on; a short rest goes with them."""
    end = start + max(1, steps)
    if length - end < steps // 4:
        end = length
    return Stretch(max(0, start - context), start, end, min(length, end + context))


@dataclass(frozen=True, slots=True)
class Reading:
    """What the front makes of a text: all that the vocoder needs, and the phonemes' edges as in Inference."""

    features: Floats
    source: Floats
    style: Floats
    edges: NDArray[np.int64] | None


class SplitModel:
    """Runs `front` and `vocoder`, which `seam` fits together, and `streaming`, the vocoder of chunks."""

    def __init__(
        self,
        front: onnxruntime.InferenceSession,
        vocoder: onnxruntime.InferenceSession,
        streaming: onnxruntime.InferenceSession | None,
        seam: Seam,
    ) -> None:
        self._front, self._vocoder, self._streaming, self._seam = front, vocoder, streaming, seam
        self._inputs = Inputs(front)
        self._step = seam.step / SAMPLE_RATE
        self._pacing = Pacing(seam.context * self._step)
        timed = "duration" in [output.name for output in front.get_outputs()]
        self._outputs = [seam.features, seam.source, *["duration"] * timed]

    def infer(self, tokens: Sequence[int], style: Floats, speed: float, statistics: Floats | None = None) -> Inference:
        """Read `tokens` now; make their sound as the chunks are taken."""
        reading = self.read(tokens, style, speed)
        if statistics is None or reading.features.shape[-1] * self._step <= WHOLE_SECONDS:
            return Inference(self.whole(reading), reading.edges)
        seconds = reading.features.shape[-1] * self._step
        return Inference(self.chunks(reading, at_length(statistics, seconds)), reading.edges)

    def read(self, tokens: Sequence[int], style: Floats, speed: float) -> Reading:
        """Run the front."""
        feed = self._inputs.feed(tokens, style, speed)
        features, source, *duration = run(self._front, self._outputs, feed)
        edges = phoneme_edges(duration[0], features.shape[-1] * self._seam.step) if duration else None
        return Reading(features, source, feed["style"], edges)

    def whole(self, reading: Reading) -> Iterator[Chunk]:
        """Make the sound of what was read as one chunk, with its own statistics."""
        length = reading.features.shape[-1]
        feed = self._feed(reading, Stretch(0, 0, length, length))
        yield Chunk(0, _samples(self._vocoder, feed), last=True)

    def chunks(self, reading: Reading, statistics: Floats) -> Iterator[Chunk]:
        """Make the sound of what was read chunk by chunk, with the statistics given: float32 [2, channels]."""
        length, step = reading.features.shape[-1], self._seam.step
        part = self._stretch(0, self._pacing.first(), length)
        heard_from = None
        while True:
            samples = self._make(reading, part, statistics)
            last = part.end == length
            yield Chunk(
                part.start * step, samples[(part.start - part.low) * step :][: (part.end - part.start) * step], last
            )
            if last:
                return
            heard_from = heard_from or time.monotonic()
            in_hand = part.end * self._step - (time.monotonic() - heard_from)
            part = self._stretch(part.end, self._pacing.next(in_hand), length)

    def rest(self) -> None:
        """Say next to nothing, and let all memory go after it."""
        seam, feed = self._seam, self._inputs.least()
        features, source = run(self._front, self._outputs[:2], feed, shrinking())
        crossing = {seam.features: features, seam.source: source, "style": feed["style"]}
        run(self._vocoder, None, crossing, shrinking())
        if self._streaming is not None:
            run(self._streaming, None, {**crossing, STATISTICS: _no_statistics(self._streaming)}, shrinking())

    def _stretch(self, start: int, seconds: float, length: int) -> Stretch:
        return stretch(start, round(seconds / self._step), length, self._seam.context)

    def _make(self, reading: Reading, part: Stretch, statistics: Floats) -> Floats:
        assert self._streaming is not None
        begun = time.monotonic()
        samples = _samples(self._streaming, {**self._feed(reading, part), STATISTICS: statistics})
        self._pacing.made((part.high - part.low) * self._step, time.monotonic() - begun)
        return samples

    def _feed(self, reading: Reading, part: Stretch) -> dict[str, Floats]:
        seam = self._seam
        columns = slice(part.low * seam.hop, part.high * seam.hop + seam.extra)
        return {
            seam.features: reading.features[..., part.low : part.high],
            seam.source: reading.source[..., columns],
            "style": reading.style,
        }


def _samples(vocoder: onnxruntime.InferenceSession, feed: dict[str, Floats]) -> Floats:
    return np.asarray(run(vocoder, None, feed)[0], np.float32).ravel()


def _no_statistics(streaming: onnxruntime.InferenceSession) -> Floats:
    (shape,) = (entry.shape for entry in streaming.get_inputs() if entry.name == STATISTICS)
    return np.zeros(shape, np.float32)
