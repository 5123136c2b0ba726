"""What an engine is: the one interface that every way of making speech fulfils.

Sound is PCM, signed 16-bit little-endian, mono, 24,000 samples a second, wherever it leaves an engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kokoro_model.text.pieces import Phonemes, Spoken

SAMPLE_RATE = 24_000
"""Samples a second of every engine's sound."""


class EngineError(Exception):
    """An engine could not do its part; the message is for the person who asked."""


@dataclass(frozen=True, slots=True)
class Word:
    """When one word is heard, in seconds from the start of the sound; `start` and `end` index the text."""

    start: int
    end: int
    begins: float
    ends: float


@dataclass(frozen=True, slots=True)
class Request:
    """A passage to be spoken in `lang` by `voice`, a name or a recipe; `speed` 0.5 to 2.0, `volume` 0.0 to 2.0."""

    pieces: tuple[Spoken | Phonemes, ...]
    voice: str
    lang: str
    speed: float = 1.0
    volume: float = 1.0

    @property
    def text(self) -> str:
        """What is said, for an engine that reads text alone, and for the places of words."""
        return "".join(piece.text for piece in self.pieces)


class Engine(Protocol):
    """One way of making speech.

    Threads: `load` and `unload` are called by the engine's own loader thread; `synthesize` by at most
    `concurrency` scheduler threads at a time, never before `load` has returned.
    """

    name: str
    interruptible: bool
    """Whether `emit` may wait while other passages are spoken: it is called between two steps of the work."""

    @property
    def concurrency(self) -> int:
        """Passages that it speaks at a time, at most."""

    @property
    def real_time_factor(self) -> float:
        """Seconds that a second of sound takes to make, as measured of late, or guessed."""

    def streams(self, voice: str) -> bool:
        """Whether a passage in that voice is heard long before all of it is made, so that a long one costs no wait.

        Called before each segment, by a scheduler thread; may wait until the engine is loaded.
        """

    def load(self) -> None:
        """Bring the engine into memory; raises EngineError with the way out."""

    def unload(self) -> None:
        """Give the memory back; `load` may follow."""

    def synthesize(self, request: Request, emit: Callable[[bytes], bool]) -> Sequence[Word]:
        """Speak a passage into `emit`, bit by bit and without a pause behind it; stop early once `emit` returns False.

        Returns the times of the words, empty where the engine does not know them. Raises EngineError.
        """
