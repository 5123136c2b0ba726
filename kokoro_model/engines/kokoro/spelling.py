"""Which phonemes belong to which word: what makes word times out of the times of phonemes.

espeak-ng joins words ("of the" is one) and makes several of one ("12.50"), and says nothing of it. Where a
text and its phonemes have equally many words, they go one to one; elsewhere each word is also read alone,
and the boundaries are carried over by matching that reading with the real one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from kokoro_model.engines.kokoro.phonemize import phonemize_each

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from kokoro_model.engines.kokoro.phonemize import Part

_CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_WORD = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+(?:['\u2019][^\W{_CJK}]+)*")
_SPOKEN_WORD = re.compile(r"[^\s;:,.!?—…\"()“”]+")
_STRESS = re.compile(r"[ˈˌ]")


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word from `start` to `end` of the text, spoken by the phonemes from `first` to before `last`."""

    start: int
    end: int
    first: int
    last: int


class Spelling:
    """The phonemes of a text that are in a model's vocabulary, single spaced, and the words they speak."""

    def __init__(
        self, text: str, lang: str, parts: Sequence[Part], vocabulary: Container[str], *, english: str = "espeak"
    ) -> None:
        self._text, self._lang, self._parts, self._english = text, lang, parts, english
        self._begins: list[int] = []
        phonemes = ""
        for part in parts:
            self._begins.append(len(phonemes))
            known = "".join(" " if p.isspace() else p for p in part.phonemes if p.isspace() or p in vocabulary)
            words = " ".join(known.split())
            gap = known.startswith(" ") and phonemes and not phonemes.endswith(" ")
            phonemes += " " * bool(gap) + words + " " * bool(words and known.endswith(" "))
        self.phonemes = phonemes.rstrip()

    def words(self) -> Iterator[SpokenWord]:
        """Yield the words that can be heard, in order. Raises EngineError."""
        for part, begin, end in zip(self._parts, self._begins, [*self._begins[1:], len(self.phonemes)], strict=True):
            words = list(_WORD.finditer(self._text, part.start, part.end))
            ranges = self._ranges([word.group() for word in words], begin, end)
            for word, (first, last) in zip(words, ranges, strict=False):
                if last > first:
                    yield SpokenWord(word.start(), word.end(), first, last)

    def _ranges(self, words: list[str], begin: int, end: int) -> list[tuple[int, int]]:
        spoken = [m.span() for m in _SPOKEN_WORD.finditer(self.phonemes, begin, end)]
        if not spoken or len(spoken) == len(words):
            return spoken
        if len(words) == 1:
            return [(spoken[0][0], spoken[-1][1])]
        places = [i for first, last in spoken for i in range(first, last) if not _STRESS.match(self.phonemes[i])]
        read = phonemize_each(words, self._lang, english=self._english)
        alone = [_STRESS.sub("", "".join(_SPOKEN_WORD.findall(phonemes))) for phonemes in read]
        cuts = _carry("".join(alone), "".join(self.phonemes[i] for i in places), accumulate(map(len, alone)))
        return [(places[a], places[b - 1] + 1) if b > a else (0, 0) for a, b in zip([0, *cuts], cuts, strict=False)]


def _carry(alone: str, real: str, cuts: Iterator[int]) -> list[int]:
    """Carry the places `cuts` in one reading over to the other, in proportion between what matches."""
    blocks = SequenceMatcher(None, alone, real, autojunk=False).get_matching_blocks()
    points = sorted({(0, 0), *((b.a, b.b) for b in blocks), *((b.a + b.size, b.b + b.size) for b in blocks)})
    there = np.interp(list(cuts), [p[0] for p in points], [p[1] for p in points])
    return [round(cut) for cut in there.tolist()]
