"""What a segment is made of once it is prepared for an engine; spans count characters of the segment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kokoro_model.text.rewriting import Alignment


@dataclass(frozen=True, slots=True)
class Spoken:
    """Text to be read in its language; white space at its ends parts it from its neighbours."""

    text: str
    alignment: Alignment = field(repr=False)


@dataclass(frozen=True, slots=True)
class Phonemes:
    """Phonemes (IPA) to be spoken as they are in place of `text`, the source's from `start` to `end`."""

    phonemes: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pause:
    """Silence of so many seconds; `start` and `end` are the span of the tag that asks for it."""

    seconds: float
    start: int
    end: int


Piece = Spoken | Phonemes | Pause
