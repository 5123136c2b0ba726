"""Inline marks that no cut may go through: `[word](/sound/)`, `[words](address)`, `[pause:0.5s]`.

A mark stays on one line, its words are at most 80 characters and what it holds in round brackets at most 160:
so an opening bracket that nobody closes is known to be plain text after that many characters.
"""

from __future__ import annotations

import re

_MARK = re.compile(r"\[[^\[\]\n]{0,80}(?:\Z|\](?:\Z|\([^()\n]{0,160}(?:\)|\Z))?)")


class Marks:
    """The marks of one stretch of text; one still open at its end counts as reaching to that end."""

    def __init__(self, text: str) -> None:
        self._spans = [mark.span() for mark in _MARK.finditer(text)] if "[" in text else []
        self._end = len(text)

    def around(self, index: int) -> tuple[int, int] | None:
        """Span of the mark that a cut at `index` would go through."""
        return next((span for span in self._spans if span[0] < index < span[1]), None)

    def open_from(self) -> int:
        """Where a mark begins that more text may change; the length of the text if there is none."""
        last = self._spans[-1] if self._spans else (self._end, 0)
        return last[0] if last[1] == self._end else self._end
