"""Cutting phonemes into pieces that the model speaks in one go.

Rules:
- Nothing is lost: the pieces put together are the phonemes, but for the spaces where they were cut.
- A piece is at most 510 phonemes, the model's limit. Where the model's sound does not come in chunks it is at most
  150, where a mark or a space allows it: a longer one keeps the listener waiting and takes longer per second of sound.
- A cut falls at a sentence end, else at a clause mark, else at a word gap, and evenly: a short rest would be
  spoken at another pace than its neighbours.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT = 510
"""Phonemes the model can speak at most at once."""

COMFORTABLE = 150
"""Phonemes a piece has at most, where there is a place to cut and the sound of a longer one would be waited for."""

_CUTS = tuple(re.compile(mark) for mark in (r"(?<=[.!?…]) ", r"(?<=[,;:—]) ", " "))


def split(phonemes: str, comfortable: int = COMFORTABLE, limit: int = LIMIT) -> Iterator[tuple[int, str]]:
    """Yield the pieces of `phonemes`, each with the index it begins at."""
    start = 0
    while start < len(phonemes):
        end = _end(phonemes, start, comfortable, limit)
        if piece := phonemes[start:end].strip(" "):
            yield phonemes.index(piece, start), piece
        start = end


def _end(phonemes: str, start: int, comfortable: int, limit: int) -> int:
    rest = len(phonemes) - start
    if rest <= comfortable:
        return len(phonemes)
    even = rest / -(-rest // comfortable)
    for cut in _CUTS:
        places = [m.start() for m in cut.finditer(phonemes, start + 1, start + comfortable + 1)]
        good = [place for place in places if place - start >= even / 2]
        if good:
            return min(good, key=lambda place: abs(place - start - even))
    early = phonemes.rfind(" ", start + 1, start + comfortable + 1)
    late = phonemes.find(" ", start + comfortable + 1, start + limit + 1)
    return next((place for place in (early, late) if place > 0), min(start + limit, len(phonemes)))
