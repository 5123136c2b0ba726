"""Marks inside a text that say how it is spoken.

- `[word](/fəˈniːmz/)`: the word is spoken as these phonemes (IPA).
- `[pause:0.5s]`, `[pause:500ms]`, `[pause: 2]`: silence, in seconds without a unit, `LONGEST_PAUSE` at most.

Anything else in brackets is text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kokoro_model.text.pieces import Pause, Phonemes

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_PAUSE = 60.0
"""Seconds."""

_MARK = re.compile(
    r"\[\s*pause\s*:\s*(?P<length>\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})\s*(?P<unit>ms|s)?\s*\]"
    r"|\[(?P<word>[^\[\]\n]{0,80})\]\(/(?P<phonemes>[^()\n]{1,158}?)/\)",
    re.IGNORECASE,
)


def parse(text: str) -> Iterator[slice | Phonemes | Pause]:
    """The marks of `text` in order, and between them slices of plain text."""
    plain = 0
    for mark in _MARK.finditer(text):
        if plain < mark.start():
            yield slice(plain, mark.start())
        yield _meaning(mark)
        plain = mark.end()
    if plain < len(text):
        yield slice(plain, len(text))


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the marks of `text` begin and end."""
    return (mark.span() for mark in _MARK.finditer(text))


def _meaning(mark: re.Match[str]) -> Phonemes | Pause:
    if mark["phonemes"] is not None:
        return Phonemes(mark["phonemes"].strip(), mark["word"], *mark.span("word"))
    scale = 0.001 if (mark["unit"] or "s").lower() == "ms" else 1.0
    return Pause(min(LONGEST_PAUSE, float(mark["length"]) * scale), *mark.span())
