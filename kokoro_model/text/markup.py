"""Marks inside a text that say how it is spoken.

- `[word](/fəˈniːmz/)`: the word is spoken as these phonemes (IPA).
- `[pause:0.5s]`, `[pause:500ms]`, `[pause: 2]`: silence, in seconds without a unit, `LONGEST_PAUSE` at most.
- `<break time="500ms"/>`, `<break strength="weak"/>` of SSML and `[[slnc 500]]` of macOS mean the same.

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

_STRENGTHS = {"none": 0.0, "x-weak": 0.1, "weak": 0.2, "medium": 0.4, "strong": 0.7, "x-strong": 1.2}
"""How many seconds those pauses of SSML last."""
_DEFAULT_STRENGTH = "medium"

_LENGTH = r"(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})"
_MARK = re.compile(
    rf"\[\s*pause\s*:\s*(?P<length>{_LENGTH})\s*(?P<unit>ms|s)?\s*\]"
    rf"|\[\[\s*slnc\s+(?P<silence>{_LENGTH})\s*\]\]"
    r"|<break(?P<attributes>\s[^<>\n]{0,120})?/?>(?:</break>)?"
    r"|\[(?P<word>[^\[\]\n]{0,80})\]\(/(?P<phonemes>[^()\n]{1,158}?)/\)",
    re.IGNORECASE,
)
_TIME = re.compile(rf"\btime\s*=\s*[\"']?\s*\+?(?P<length>{_LENGTH})\s*(?P<unit>ms|s)?", re.IGNORECASE)
_STRENGTH = re.compile(r"\bstrength\s*=\s*[\"']?\s*(?P<strength>[a-z-]{1,12})", re.IGNORECASE)


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
    return Pause(min(LONGEST_PAUSE, _seconds(mark)), *mark.span())


def _seconds(mark: re.Match[str]) -> float:
    if mark["length"] is not None:
        return _in_seconds(mark["length"], mark["unit"])
    if mark["silence"] is not None:
        return _in_seconds(mark["silence"], "ms")
    attributes = mark["attributes"] or ""
    if time := _TIME.search(attributes):
        return _in_seconds(time["length"], time["unit"])
    strength = _STRENGTH.search(attributes)
    return _STRENGTHS.get(strength["strength"].lower() if strength else "", _STRENGTHS[_DEFAULT_STRENGTH])


def _in_seconds(length: str, unit: str | None) -> float:
    return float(length) * (0.001 if (unit or "s").lower() == "ms" else 1.0)
