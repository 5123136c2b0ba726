"""Whether a line was ended on purpose, as in a list without marks, a poem or an address, or wrapped as prose is.

Who wraps prose ends a line where the next word has no room. So a line on which that word would have had room was ended
on purpose: room are the language's `short_line` characters, less than what prose is wrapped at. That other lines are
longer tells nothing: tables and addresses are, and prose that was mended after it was wrapped is ragged. Besides, what
begins on purpose begins with a capital or a digit; where all is in small letters the lines have to be very short.
Behind a colon anything may begin. A line that ends with a comma or a hyphen goes on, as does one in a formula and one
that ends with a full stop that ends no sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kokoro_model.text.normalize.language import Language

_NEXT_WORD = re.compile(r"(\S{1,48})(\s|\Z)?")
_OPENERS = "\"'“‘«»„¿¡([*_~`"
_GOES_ON = ("-", "\u2010", "\xad", ",", ".", "、", "，", "&", "/", "(", "$$", "\\[", "\\\\", "{", "=")
_MARKS = (*".!?…;:।॥。！？；：", *_GOES_ON)
_CELLS = re.compile(r"\||\S\t{1,20}(?=\S)")
_PRONOUN = re.compile(r"I(?:['’]\w{1,2})?\Z")
_SMALL = 24
"""The longest line of a list in small letters, or in a script that has no others."""
_REACH = 2 * _SMALL


@dataclass(frozen=True, slots=True)
class Lines:
    """What is known of the lines before a text: how long the one is that it goes on with."""

    column: int = 0

    def after(self, text: str) -> Lines:
        """The same behind this text."""
        _, ended, last = text.rpartition("\n")
        return Lines(len(last) if ended else self.column + len(text))

    def ends(self, text: str, start: int, end: int, language: Language, *, closed: bool) -> bool | None:
        """Whether the line that ends with the white space from `start` to `end` was ended on purpose.

        None: not known yet.
        """
        if _CELLS.search(text[text.rfind("\n", 0, start) + 1 : start].strip()):
            return True  # a row of a table
        if text.endswith(_GOES_ON, 0, start):
            return False
        word = _NEXT_WORD.match(text, end)
        if not word or word[2] is None:
            return False  # a word so long may have been wrapped anywhere
        if not word[2] and not closed:
            return None
        bare = word[1].lstrip(_OPENERS)
        if bare[:1].isupper() or bare[:1].isdecimal() or text.endswith(":", 0, start):
            return self._has_room(text, start, word[1], language)
        return self._is_small(text, start, end, closed=closed) if bare[:1].isalpha() else False

    def _has_room(self, text: str, start: int, word: str, language: Language) -> bool:
        """Whether the word had room on the line before it."""
        if language.pronoun_i and _PRONOUN.match(word):
            return False
        begin = text.rfind("\n", 0, start) + 1
        taken = start - begin + (0 if begin else self.column) + 1 + len(word)
        return taken <= language.short_line

    def _is_small(self, text: str, start: int, end: int, *, closed: bool) -> bool | None:
        """Whether this line and the next are very short, and both in small letters without a mark at their end."""
        begin = text.rfind("\n", 0, start) + 1
        first = text[begin : begin + 1]
        if (not begin and self.column) or start - begin > _SMALL or not first.isalpha() or first.isupper():
            return False
        rest = text[end : end + _REACH]
        line, ended, _ = rest.partition("\n")
        if not ended and len(rest) < _REACH and not closed:
            return None
        return len(line) <= _SMALL and not line.rstrip().endswith(_MARKS)
