"""The silence between sentences and paragraphs.

As kokoro-onnx does inside a text, silence that the voice leaves by itself counts: a pause is made up to its length, and
a longer one stays as it is. Quiet is what is 40 dB below the loudest part of the sound so far, in frames of 10 ms.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from kokoro_model.engines import SAMPLE_RATE

SENTENCE, PARAGRAPH, CLAUSE = 0.25, 0.6, 0.1
"""Seconds; those after a sentence and a clause are kokoro-onnx's."""
LONGEST = 10.0
"""Seconds that a pause may be set to."""
CLAUSE_MARKS = ",;:\uff0c\u3001\uff1b\uff1a"
_FRAME = SAMPLE_RATE // 100
_QUIET = 0.01


@dataclass(frozen=True, slots=True)
class Pauses:
    """Seconds of silence, at least, behind a sentence, a paragraph, and a clause at which a sentence was cut."""

    sentence: float = SENTENCE
    paragraph: float = PARAGRAPH
    clause: float = CLAUSE

    @classmethod
    def parse(cls, text: str) -> Pauses:
        """Of `SENTENCE[,PARAGRAPH]` in seconds; a paragraph's is no shorter than a sentence's. Raises ValueError."""
        first, comma, second = text.partition(",")
        sentence = float(first)
        paragraph = float(second) if comma else max(sentence, PARAGRAPH)
        if not (0 <= sentence <= LONGEST and 0 <= paragraph <= LONGEST):
            raise ValueError(f"a pause is 0 to {LONGEST:g} s")
        return cls(sentence, paragraph)

    def set(self, sentence: float, paragraph: float) -> Pauses:
        """With these in place of what they are, where they are not negative."""
        sentence = self.sentence if sentence < 0 else sentence
        return Pauses(sentence, max(sentence, self.paragraph) if paragraph < 0 else paragraph, self.clause)


NONE = Pauses(0.0, 0.0, 0.0)


class Quiet:
    """How long the sound so far has been quiet."""

    def __init__(self) -> None:
        self._loudest = 0.0
        self._levels: deque[float] = deque(maxlen=round(LONGEST * 100))  # of the last frames
        self._rest = b""

    def hear(self, sound: bytes) -> None:
        """More sound, signed 16-bit little-endian."""
        import numpy as np

        sound = self._rest + sound
        whole = len(sound) // (2 * _FRAME) * 2 * _FRAME
        self._rest = sound[whole:]
        if whole:
            frames = np.frombuffer(sound[:whole], "<i2").astype(np.float32).reshape(-1, _FRAME)
            levels = np.sqrt((frames**2).mean(axis=1))
            self._loudest = max(self._loudest, float(levels.max()))
            self._levels.extend(levels.tolist())

    @property
    def seconds(self) -> float:
        """From the last frame on that was not quiet."""
        bound = self._loudest * _QUIET
        quiet = next((at for at, level in enumerate(reversed(self._levels)) if level > bound), len(self._levels))
        return quiet * _FRAME / SAMPLE_RATE
