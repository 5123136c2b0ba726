"""Phonemes by espeak-ng, with the punctuation, which espeak-ng itself leaves out.

Rules:
- The text is cut at punctuation, espeak-ng reads what is between, and the marks are put back. The result is what
  phonemizer, and so kokoro-onnx, makes of the same text, where that loses nothing.
- A mark inside a number, an abbreviation or a name such as "3.14", "10:30", "U.S.A." or "example.com" belongs to
  the word: espeak-ng reads it.
- What the rules of a language can't read (an English word in a French sentence) espeak-ng marks with the language it
  fell back to, "(en)"; these marks are removed, or Kokoro would speak them.
- A few words that the rules of a language get wrong are spelled for it in a way that they get right (`_SPELLINGS`).
- espeak-ng keeps its state in globals: one call at a time, in a copy of the library that nobody else uses.
"""

from __future__ import annotations

import re
import threading
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from kokoro_model.engines import EngineError
from kokoro_model.engines.espeak.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKS = frozenset(';:,.!?¡¿—…"«»“”(){}[]')
_SENTENCE_ENDS = str.maketrans({"।": ".", "॥": "."})  # Hindi's full stops, which Kokoro knows as a full stop
_SWITCH = re.compile(r"\([^()]+\)")
_SPELLINGS = {
    "fr": (
        (re.compile(r"(?<=[ae]n|ui)tième(?=s?\b)", re.IGNORECASE), "ttième"),  # it has "centième" rhyme with "patience"
        (re.compile(r"\bquatre-vingt-(?=onz|huit)", re.IGNORECASE), "quatre-vin-"),  # it sounds the t of "vingt-huit"
    )
}
_NEUTRAL_PITCH = 50


class Espeak:
    """espeak-ng as a reader of text, from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._library = Library(private=True)
        self._files: dict[str, str] = {}
        for voice in self._library.voices():
            self._files.setdefault(voice.lang, voice.file)  # the first of a language is its own
        self._lang = ""

    def phonemes(self, text: str, lang: str) -> str:
        """The phonemes of a text with its punctuation, single spaced. Raises EngineError for an unknown language."""
        text = text.translate(_SENTENCE_ENDS)
        with self._lock:
            self._select(lang)
            read = "".join(part if is_mark else self._spaced(part) for part, is_mark in clauses(text))
        return " ".join(read.split())

    def _select(self, lang: str) -> None:
        if lang == self._lang:
            return
        if lang not in self._files:
            raise EngineError(f"no phonemes for language {lang!r}: espeak-ng does not read it")
        self._lang = ""
        self._library.select(self._files[lang], _NEUTRAL_PITCH)
        self._lang = lang

    def _spaced(self, part: str) -> str:
        spelled = part
        for pattern, spelling in _SPELLINGS.get(self._lang.partition("-")[0], ()):
            spelled = pattern.sub(spelling, spelled)
        read = _SWITCH.sub("", self._library.phonemes(spelled)) if part.strip() else ""
        return " " * part[0].isspace() + read + " " * part[-1].isspace()


@cache
def espeak() -> Espeak:
    """The one reader of this process."""
    return Espeak()


def clauses(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the text in stretches, each with whether it is punctuation."""
    marks = [character in _MARKS and not _is_in_word(text, at) for at, character in enumerate(text)]
    for is_mark, group in groupby(zip(text, marks, strict=True), key=lambda pair: pair[1]):
        yield "".join(character for character, _ in group), is_mark


def _is_in_word(text: str, at: int) -> bool:
    """Whether the mark is read as a part of the word that it stands in."""
    mark, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if after.isdigit():
        return mark in ".,:" if before.isdigit() else mark == "." and not _ends_word(before)
    return mark == "." and before.isalnum() and after.isalpha() and (after.islower() or _is_initial(text, at - 1))


def _ends_word(before: str) -> bool:
    """As before the full stop of "No.5" or "and...5", but not of ".5", "$.50" or "(.5)"."""
    return before.isalpha() or before in _MARKS - set('"“([')


def _is_initial(text: str, at: int) -> bool:
    return text[at].isalpha() and not text[at - 1 : at].isalnum()
