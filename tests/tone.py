"""An engine whose sound can be read: every character is a tone that tells which it is, white space makes none."""

from __future__ import annotations

import re
import threading
from array import array
from typing import TYPE_CHECKING

from kokoro_model.engines import EngineError, Word
from kokoro_model.text.pieces import Phonemes, Spoken
from kokoro_model.text.reading import Passage, Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kokoro_model.engines import Request
    from kokoro_model.text.pieces import Pause
    from kokoro_model.text.segmenter import Segment

RATE = 24_000
REPEATS = 12
SAMPLES = 2 * REPEATS
"""Samples of sound that a character makes: 1 ms."""


def tone(text: str) -> bytes:
    """The sound of a text."""
    samples = array("h")
    for char in text:
        if not char.isspace():
            samples.extend((1 + (ord(char) >> 11), 1 + (ord(char) & 0x7FF)) * REPEATS)
    return samples.tobytes()


def text_of(sound: bytes) -> str:
    """The text of a sound, without its white space."""
    samples = array("h", sound)
    assert len(samples) % SAMPLES == 0, "a tone was cut"
    text = "".join(chr((samples[at] - 1 << 11) + samples[at + 1] - 1) for at in range(0, len(samples), SAMPLES))
    assert tone(text) == sound, "a tone was spoilt"
    return text


def bare(text: str) -> str:
    """A text without its white space: what of it is heard."""
    return "".join(text.split())


class ToneEngine:
    """Speaks at once, or one segment for each `let`; fails at a text with `refuse` in it."""

    name = "tone"
    interruptible = False
    real_time_factor = 0.0

    def __init__(
        self, *, gated: bool = False, refuse: str = "", concurrency: int = 1, tells_words: bool = False
    ) -> None:
        self.concurrency, self.gated, self._tells_words = concurrency, gated, tells_words
        self.requests: list[Request] = []
        self._refuse = refuse
        self._gate = threading.Semaphore(0) if gated else None
        self.reached = threading.Semaphore(0)
        """Released as each segment begins."""

    def streams(self, voice: str) -> bool:
        """No: its sound comes at once."""
        return False

    def load(self) -> None:
        """There is nothing to load."""

    def unload(self) -> None:
        """There is nothing to let go."""

    def let(self, segments: int = 1) -> None:
        """Let so many more segments be spoken."""
        assert self._gate is not None
        self._gate.release(segments)

    def begin(self, request: Request) -> None:
        """A segment begins, once it is let."""
        self.requests.append(request)
        self.reached.release()
        if self._gate is not None:
            self._gate.acquire()

    def synthesize(self, request: Request, emit: Callable[[bytes], bool]) -> Sequence[Word]:
        """Speak one segment, a few characters at a time."""
        self.begin(request)
        if self._refuse and self._refuse in request.text:
            raise EngineError(f"{self._refuse} cannot be spoken")
        said = request.text or "".join(piece.phonemes for piece in request.pieces if isinstance(piece, Phonemes))
        for at in range(0, len(said), 10):
            if not emit(tone(said[at : at + 10])):
                break
        return list(_words(request.text)) if self._tells_words else ()


def _words(text: str) -> Iterator[Word]:
    """When each word is heard."""
    for found in re.finditer(r"\S+", text):
        begins = len(bare(text[: found.start()])) * SAMPLES / RATE
        yield Word(found.start(), found.end(), begins, begins + len(found.group()) * SAMPLES / RATE)


class Verbatim(Reader):
    """Reads every character as it stands."""

    def __init__(self) -> None:
        super().__init__("en-us")

    def read(self, segment: Segment) -> list[Passage | Pause]:
        """The segment."""
        return [Passage((Spoken(segment.text, [(0, len(segment.text), 0, len(segment.text))]),))]
