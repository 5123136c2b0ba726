"""The most that a text may be for an engine to speak, in phonemes, once it has been read.

A segment is measured by `cuts.weight`, a guess for text of its language before it is read. What is read of it may be
longer: symbols have names, numbers have words. And characters of no alphabet that the language has are spoken by name
or by number, each as long as several words: espeak-ng takes up to 2.5 s for one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate

_ALPHABETS = (
    ("\u0370-\u03ff\u1f00-\u1fff", "el grc"),
    ("\u0400-\u052f", "ba be bg bs cv kk ky mk nog ru sr tt uk"),
    ("\u0530-\u058f", "hy hyw"),
    ("\u0590-\u05ff", "he"),
    ("\u0600-\u06ff\u0750-\u077f", "ar fa ku sd ug ur"),
    ("\u0900-\u097f", "bpy hi kok mr ne"),
    ("\u0980-\u09ff", "as bn bpy"),
    ("\u0a00-\u0a7f", "pa"),
    ("\u0a80-\u0aff", "gu"),
    ("\u0b00-\u0b7f", "or"),
    ("\u0b80-\u0bff", "ta"),
    ("\u0c00-\u0c7f", "te"),
    ("\u0c80-\u0cff", "kn"),
    ("\u0d00-\u0d7f", "ml"),
    ("\u0d80-\u0dff", "si"),
    ("\u0e00-\u0e7f", "th"),
    ("\u1000-\u109f\uaa60-\uaa7f", "my shn"),
    ("\u10a0-\u10ff\u1c90-\u1cbf", "ka"),
    ("\u1200-\u139f", "am ti"),
    ("\u13a0-\u13ff\uab70-\uabbf", "chr"),
    ("\u0180-\u024f\u0259\u1e00-\u1eff", "az cmn-latn-pinyin gn vi"),
)
"""Letters, and the languages that have them besides those of Latin."""
_SYLLABLES = "\u1100-\u11ff\u2e80-\u9fff\ua000-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_SYLLABIC = frozenset({"cmn", "hak", "ja", "ko", "yue"})
_SHORT = re.compile("[\0-\u00bf\u0300-\u036f\u2000-\u206f]")
"""What is short or silent wherever it stands, but for digits."""
_DIGITS = re.compile("[0-9]")
_DIGIT, _SYLLABLE, _ACCENTED, _LATIN, _STRANGE = 4, 4, 3, 10, 20


class Burden:
    """Of texts in the language `lang`, by espeak's name of it."""

    def __init__(self, lang: str) -> None:
        base = lang.partition("-")[0]
        own = "".join(letters for letters, langs in _ALPHABETS if {base, lang} & set(langs.split()))
        self._own = re.compile(f"[{own}]") if own else None
        self._syllables = re.compile(f"[{_SYLLABLES}]") if base in _SYLLABIC else None
        self._of_character = lru_cache(maxsize=4096)(self._measure)

    def of(self, text: str) -> int:
        """That of a text."""
        if text.isascii():
            return len(text) + (_DIGIT - 1) * len(_DIGITS.findall(text))
        return sum(map(self._of_character, text))

    def within(self, text: str, most: int) -> int:
        """Length of the longest beginning of `text` with a burden of at most `most`, at least one character."""
        for at, so_far in enumerate(accumulate(map(self._of_character, text))):
            if so_far > most:
                return max(1, at)
        return max(1, len(text))

    def _measure(self, char: str) -> int:
        if _SHORT.match(char):
            return _DIGIT if char.isdigit() and char.isascii() else 1
        if self._own and self._own.match(char):
            return 1
        if self._syllables and self._syllables.match(char):
            return _SYLLABLE
        if char <= "\u00ff":
            return _ACCENTED
        return _LATIN if char <= "\u02af" or "\u1e00" <= char <= "\u1eff" else _STRANGE
