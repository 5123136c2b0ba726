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

    from kokoro_model.engines.kokoro.inference import Model
    from kokoro_model.engines.kokoro.sound import Shaped
    from kokoro_model.engines.kokoro.spelling import Spelling


class Speech:
    """Speaks one spelled segment with `model`; `style_for` gives the style for a number of phonemes.

    With the `statistics` of the voice a model that streams gives its sound in chunks: then the segment is cut only
    where the model cannot take it.
    """

    def __init__(
        self,
        model: Model,
        vocabulary: Mapping[str, int],
        style_for: Callable[[int], NDArray[np.float32]],
        *,
        speed: float,
        statistics: NDArray[np.float32] | None = None,
    ) -> None:
        self._statistics = statistics
        self._model, self._vocabulary, self._style_for = model, vocabulary, style_for
        self._speed = speed
        self._comfortable = COMFORTABLE if statistics is None else LIMIT
        self._begins: dict[int, float] = {}
        self._ends: dict[int, float] = {}
        self._spoken = 0

    def blocks(self, phonemes: str, volume: float) -> Iterator[bytes]:
        """Yield the sound of `phonemes` as 16-bit PCM, each chunk as soon as it is made."""
        pieces = [(-1, ""), *split(phonemes, self._comfortable), (-1, "")]
        for (_, before), (at, piece), (_, after) in zip(pieces, pieces[1:], pieces[2:], strict=False):
            for shaped in self._piece(at, piece, joined_before=bool(before), joined_after=bool(after)):
                yield pcm(shaped.samples, volume)

    def words(self, spelling: Spelling) -> list[Word]:
        """Tell when each word of `spelling` was heard, for those that were, where the model tells times."""
        return [
            Word(word.start, word.end, self._begins[word.first], self._ends[word.last - 1])
            for word in (spelling.words() if self._ends else ())
            if word.last - 1 in self._ends
        ]

    def _piece(self, at: int, piece: str, *, joined_before: bool, joined_after: bool) -> Iterator[Shaped]:
        tokens = [self._vocabulary[phoneme] for phoneme in piece]
        inference = self._model.infer(tokens, self._style_for(len(tokens)), self._speed, self._statistics)
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
