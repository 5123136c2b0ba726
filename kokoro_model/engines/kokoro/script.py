"""From the pieces of a passage to its phonemes, piece by piece."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kokoro_model.engines.kokoro.phonemize import Part, phonemize_each
from kokoro_model.text.pieces import Phonemes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kokoro_model.text.pieces import Spoken

_SPEAKABLE = re.compile(r"[^\W_]")


def pronounce(pieces: Sequence[Spoken | Phonemes], lang: str, *, english: str = "espeak") -> list[Part]:
    """The phonemes of each piece, placed in the text of all of them. Raises EngineError.

    Text is read by the language's rules, English by what `english` names; what has no letter is left to itself,
    for a mark makes a pause.
    """
    read = iter(phonemize_each([piece.text for piece in pieces if _is_read(piece)], lang, english=english))
    parts: list[Part] = []
    start = 0
    for piece in pieces:
        end = start + len(piece.text)
        if isinstance(piece, Phonemes):
            parts.append(Part(start, end, piece.phonemes))
        else:
            parts.append(Part(start, end, _spaced_like(piece.text, next(read) if _is_read(piece) else piece.text)))
        start = end
    return parts


def _is_read(piece: Spoken | Phonemes) -> bool:
    return not isinstance(piece, Phonemes) and _SPEAKABLE.search(piece.text) is not None


def _spaced_like(text: str, phonemes: str) -> str:
    """The phonemes, parted from their neighbours where the text is."""
    return " " * text[:1].isspace() + phonemes + " " * text[-1:].isspace()
