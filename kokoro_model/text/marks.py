"""Inline marks that no cut may go through: `[word](/sound/)`, `[words](address)`, `[pause:0.5s]`, `<break time="1s"/>`.
So are the definition of a link, `[name]: address`, and the tags of other voices.

A mark stays on one line, its words are at most 80 characters and what it holds in round or angle brackets at most 160:
so an opening bracket that nobody closes is known to be plain text after that many characters.
"""

from __future__ import annotations

import re

_WORDS, _HELD = r"\[[^\[\]\n]{0,80}", r"\([^()\n]{0,160}"
_TAG = r"</?[A-Za-z][^<>\n]{0,160}"
_DEFINED = r":[^\S\n]{0,8}<?(?:https?://|mailto:|www\.|\.{0,2}/|\#)\S{0,600}(?<![.!?])"
_TITLE = r"(?:[^\S\n]{1,8}(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|\([^()\n]{0,200}\)))?"
_OPEN_TITLE = r"(?:[^\S\n]{1,8}(?:\Z|\"[^\"\n]{0,200}(?:\"|\Z)|'[^'\n]{0,200}(?:'|\Z)|\([^()\n]{0,200}(?:\)|\Z)))?"
_MARK = re.compile(rf"{_WORDS}\](?:{_HELD}\)|{_DEFINED}{_TITLE})?|{_TAG}>")
_MARK_OR_OPEN = re.compile(
    rf"{_WORDS}(?:\Z|\](?:\Z|{_HELD}(?:\)|\Z)|:[^\S\n]{{0,8}}\S{{0,600}}\Z|{_DEFINED}{_OPEN_TITLE})?)"
    rf"|{_TAG}(?:>|\Z)|</?\Z"
)
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
