"""An engine that can be heard and seen: each word is a moment of a tone, and it says when."""

from __future__ import annotations

import math
import re
from array import array
from typing import TYPE_CHECKING

from kokoro_model.engines import SAMPLE_RATE, EngineError, Word
from tests.tone import ToneEngine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kokoro_model.engines import Request

WORD_SECONDS = 0.25
WORD_BYTES = 2 * round(WORD_SECONDS * SAMPLE_RATE)


def _tone(seconds: float) -> bytes:
    samples = range(round(seconds * SAMPLE_RATE))
    return array("h", (round(9000 * math.sin(math.tau * 440 * at / SAMPLE_RATE)) for at in samples)).tobytes()


class Speaker(ToneEngine):
    """Speaks at once, or one segment for each `let`; fails at a text with `refuse` in it.

    It tells when words are heard unless it is `wordless`. A word takes `word_seconds`.
    """

    def __init__(
        self, *, gated: bool = False, wordless: bool = False, refuse: str = "", word_seconds: float = WORD_SECONDS
    ) -> None:
        super().__init__(gated=gated)
        self._wordless, self._cannot = wordless, refuse
        self._word_seconds, self._tone = word_seconds, _tone(word_seconds)

    def synthesize(self, request: Request, emit: Callable[[bytes], bool]) -> Sequence[Word]:
        """Speak one segment, word by word."""
        self.begin(request)
        if self._cannot and self._cannot in request.text:
            raise EngineError(f"{self._cannot} cannot be spoken")
        words = []
        for number, found in enumerate(re.finditer(r"\w+", request.text)):
            if not emit(self._tone):
                break
            words.append(Word(*found.span(), number * self._word_seconds, (number + 1) * self._word_seconds))
        return () if self._wordless else words
