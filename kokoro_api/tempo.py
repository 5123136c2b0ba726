"""Speeds beyond what the model speaks: it goes as far as it can, the rest is stretched at the same pitch."""

from __future__ import annotations

import asyncio
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

RATE = 24_000
SLOWEST, FASTEST = 0.5, 2.0
"""What the model service takes."""


def model_speed(speed: float) -> float:
    """The model's part of a speed."""
    return min(FASTEST, max(SLOWEST, speed))


class Tempo:
    """Makes sound (s16le, mono, 24,000 Hz) `factor` times as fast, 0.5 to 2."""

    def __init__(self, factor: float) -> None:
        import av.filter

        self.factor = factor
        self._graph = av.filter.Graph()
        source = self._graph.add_abuffer(sample_rate=RATE, format="s16", layout="mono", time_base=Fraction(1, RATE))
        stretch = self._graph.add("atempo", f"{factor:g}")
        sink = self._graph.add("abuffersink")
        source.link_to(stretch)
        stretch.link_to(sink)
        self._graph.configure()
        self._samples = 0

    @classmethod
    def of(cls, speed: float) -> Tempo | None:
        """What is left to do for a speed; None where the model does it all."""
        factor = speed / model_speed(speed)
        return None if factor == 1.0 else cls(factor)

    async def feed(self, pcm: bytes) -> bytes:
        """More sound; what is ready, perhaps nothing yet."""
        return await asyncio.to_thread(self._feed, pcm)

    async def end(self) -> bytes:
        """No more sound: the rest."""
        return await asyncio.to_thread(self._end)

    def _feed(self, pcm: bytes) -> bytes:
        import av

        frame = av.AudioFrame(format="s16", layout="mono", samples=len(pcm) // 2)
        frame.planes[0].update(pcm)
        frame.sample_rate = RATE
        frame.pts, frame.time_base = self._samples, Fraction(1, RATE)
        self._samples += frame.samples
        self._graph.push(frame)
        return b"".join(self._pull())

    def _end(self) -> bytes:
        self._graph.push(None)
        return b"".join(self._pull())

    def _pull(self) -> Iterator[bytes]:
        import av

        while True:
            try:
                frame = self._graph.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return
            assert isinstance(frame, av.AudioFrame)
            yield bytes(frame.planes[0])[: 2 * frame.samples]
