"""What an engine is: the one interface that every way of making speech fulfils.

Sound is PCM, signed 16-bit little-endian, mono, 24,000 samples a second, wherever it leaves an engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SAMPLE_RATE = 24_000
"""Samples a second of every engine's sound."""


class EngineError(Exception):
    """An engine could not do its part; the message is for the person who asked."""


@dataclass(frozen=True, slots=True)
class Word:
    """When one word is heard, in seconds from the start of its segment; `start`/`end` index its text."""

    start: int
    end: int
    begins: float
    ends: float


@dataclass(frozen=True, slots=True)
class Request:
    """One segment to be spoken: `text` in `lang` by `voice`, `speed` 0.5 to 2.0, `volume` 0.0 to 2.0."""

    text: str
    voice: str
    lang: str
    speed: float = 1.0
    volume: float = 1.0


class Engine(Protocol):
    """One way of making speech.

    Threads: `load` and `unload` are called by the engine's own loader thread; `synthesize` by at most
    `concurrency` scheduler threads at a time, never before `load` has returned.
    """

    name: str
    concurrency: int

    def load(self) -> None:
        """Bring the engine into memory; raises EngineError with the way out."""

    def unload(self) -> None:
        """Give the memory back; `load` may follow."""

    def synthesize(self, request: Request, emit: Callable[[bytes], bool]) -> Sequence[Word]:
        """Speak one segment into `emit`, piece by piece; stop early once `emit` returns False.

        Returns the times of the words, empty where the engine does not know them. Raises EngineError.
        """
