"""What is read of a segment, in portions: an engine never gets more at once than a bounded time of work.

A segment is short, but what is read of it may be long: a row of symbols that have names, a word that was taught a long
sound. Between two portions of one text another's may be spoken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kokoro_model.text.burden import Burden
from kokoro_model.text.cuts import Cutter
from kokoro_model.text.marks import Marks
from kokoro_model.text.pieces import Phonemes, Spoken
from kokoro_model.text.rewriting import aligned_part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST = 300
"""The burden of a portion: twice that of the longest segment, so that hardly any text of its language is cut."""
_NO_MARKS = Marks("", closed=True)


class Portions:
    """Cuts what is read in the language `lang`."""

    def __init__(self, lang: str) -> None:
        self._burden = Burden(lang)
        self._cutter = Cutter(".,?!;:", lang)

    def of(self, pieces: Iterable[Spoken | Phonemes]) -> Iterator[tuple[Spoken | Phonemes, ...]]:
        """The pieces in portions, none empty; phonemes that stand for one word stay whole."""
        together: list[Spoken | Phonemes] = []
        room = MOST
        for piece in self._small(pieces):
            burden = self._measure(piece)
            if together and burden > room:
                yield tuple(together)
                together, room = [], MOST
            together.append(piece)
            room -= burden
        if together:
            yield tuple(together)

    def _measure(self, piece: Spoken | Phonemes) -> int:
        return len(piece.phonemes) if isinstance(piece, Phonemes) else self._burden.of(piece.text)

    def _small(self, pieces: Iterable[Spoken | Phonemes]) -> Iterator[Spoken | Phonemes]:
        """The pieces, with texts cut that are more than a portion."""
        for piece in pieces:
            if isinstance(piece, Phonemes) or self._measure(piece) <= MOST:
                yield piece
            else:
                yield from self._cut(piece)

    def _cut(self, piece: Spoken) -> Iterator[Spoken]:
        done, end = 0, len(piece.text)
        while done < end:
            rest = piece.text[done:]
            fits = self._burden.within(rest, MOST)
            at = done + (fits if fits == len(rest) else self._cutter.cut(rest, _NO_MARKS, fits, None))
            yield Spoken(piece.text[done:at], aligned_part(piece.alignment, done, at))
            done = at
