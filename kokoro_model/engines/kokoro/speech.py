"""One segment on its way out: phonemes in pieces, pieces in chunks, chunks in blocks; and word times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kokoro_model.engines import SAMPLE_RATE, Word
from kokoro_model.engines.kokoro.pieces import COMFORTABLE, LIMIT, split
from kokoro_model.engines.kokoro.sound import Shaper, pcm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from kokoro_model.engines.kokoro.model import Model
    from kokoro_model.engines.kokoro.sound import Shaped
    from kokoro_model.engines.kokoro.spelling import Spelling

BLOCK = SAMPLE_RATE // 2
"""Samples that are handed out at once: a listener that has gone is noticed within half a second of sound."""


class Speech:
    """Speaks one spelled segment with `model`; `style_for` gives the style for a number of phonemes.

    With `whole` it is cut only where the model cannot take it, for a model whose sound comes in chunks anyway.
    """

    def __init__(
        self,
        model: Model,
        vocabulary: Mapping[str, int],
        style_for: Callable[[int], NDArray[np.float32]],
        *,
        speed: float,
        whole: bool,
    ) -> None:
        self._model, self._vocabulary, self._style_for = model, vocabulary, style_for
        self._speed = speed
        self._comfortable = LIMIT if whole else COMFORTABLE
        self._begins: dict[int, float] = {}
        self._ends: dict[int, float] = {}
        self._spoken = 0

    def blocks(self, phonemes: str, volume: float) -> Iterator[bytes]:
        """Yield the sound of `phonemes` as 16-bit PCM, each chunk as soon as it is made."""
        pieces = [(-1, ""), *split(phonemes, self._comfortable), (-1, "")]
        for (_, before), (at, piece), (_, after) in zip(pieces, pieces[1:], pieces[2:], strict=False):
            for shaped in self._piece(at, piece, joined_before=bool(before), joined_after=bool(after)):
                for start in range(0, len(shaped.samples), BLOCK):
                    yield pcm(shaped.samples[start : start + BLOCK], volume)

    def words(self, spelling: Spelling) -> list[Word]:
        """Tell when each word of `spelling` was heard, for those that were, where the model tells times."""
        return [
            Word(word.start, word.end, self._begins[word.first], self._ends[word.last - 1])
            for word in (spelling.words() if self._ends else ())
            if word.last - 1 in self._ends
        ]

    def _piece(self, at: int, piece: str, *, joined_before: bool, joined_after: bool) -> Iterator[Shaped]:
        tokens = [self._vocabulary[phoneme] for phoneme in piece]
        inference = self._model.infer(tokens, self._style_for(len(tokens)), self._speed)
        shaper = Shaper(piece, inference.edges, joined_before, joined_after)
        for chunk in inference.chunks:
            shaped = shaper.shape(chunk)
            self._note(at, shaped)
            yield shaped
            self._spoken += len(shaped.samples)

    def _note(self, at: int, shaped: Shaped) -> None:
        """Keep the phonemes' times; a phoneme may begin in one chunk and end in the next."""
        offset = self._spoken / SAMPLE_RATE
        for index, time in enumerate(shaped.times, at):
            if time.end > time.start:
                self._begins.setdefault(index, offset + time.start)
                self._ends[index] = offset + time.end
