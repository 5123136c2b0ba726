"""Inline marks that no cut may go through: `[word](/sound/)`, `[words](address)`, `[pause:0.5s]`, `<break time="1s"/>`.

A mark stays on one line, its words are at most 80 characters and what it holds in round or angle brackets at most 160:
so an opening bracket that nobody closes is known to be plain text after that many characters.
"""

from __future__ import annotations

import re

_WORDS, _HELD = r"\[[^\[\]\n]{0,80}", r"\([^()\n]{0,160}"
_TAG = r"</?[A-Za-z][^<>\n]{0,160}"
_MARK = re.compile(rf"{_WORDS}\](?:{_HELD}\))?|{_TAG}>")
_MARK_OR_OPEN = re.compile(rf"{_WORDS}(?:\Z|\](?:\Z|{_HELD}(?:\)|\Z))?)|{_TAG}(?:>|\Z)|</?\Z")
_OPENING = re.compile(r"[\[<]")


class Marks:
    """The marks of one stretch of text; unless that is `closed`, one still open reaches to its end."""

    def __init__(self, text: str, *, closed: bool) -> None:
        pattern = _MARK if closed else _MARK_OR_OPEN
        self._spans = [mark.span() for mark in pattern.finditer(text)] if _OPENING.search(text) else []
        last = self._spans[-1] if self._spans and not closed else (0, -1)
        self.open_from = last[0] if last[1] == len(text) else len(text)
        """Where the mark begins that more text may change; the length of the text if there is none."""

    def around(self, index: int) -> tuple[int, int] | None:
        """Span of the mark that a cut at `index` would go through."""
        return next((span for span in self._spans if span[0] < index < span[1]), None)
