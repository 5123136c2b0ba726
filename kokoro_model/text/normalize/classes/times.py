"""Times of day, by the clock or by the hour alone, and periods from one to another."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kokoro_model.text.normalize.tokens import Time

if TYPE_CHECKING:
    from kokoro_model.text.normalize.language import Language
    from kokoro_model.text.rewriting import Rewriting

_HOUR = r"(?P<hour>[01]?[0-9]|2[0-4])"
_MINUTE = r"(?P<minute>[0-5][0-9])"
_SECOND = r"(?::(?P<second>[0-5][0-9])(?:\.\d{1,6})?)?"
_UNTIL = r"(?P<until>\s?[-–—]\s?)"


class _Patterns(NamedTuple):
    period: re.Pattern[str]
    marked: re.Pattern[str] | None
    clock: re.Pattern[str]


@cache
def _patterns(language: Language) -> _Patterns:
    word, signs = language.letters, language.clock_signs
    zone = rf"(?:\s?(?P<zone>{'|'.join(map(_dotted, language.zones))})(?![{word}]))?" if language.zones else ""
    begin, end = rf"(?<![{word}.:,/])", r"(?![\d:])"
    clock = rf"{begin}{_HOUR}[{signs}]{_MINUTE}{_SECOND}{end}{zone}"
    mark = "|".join(filter(None, (language.half_days, language.clock_words)))
    if not mark:
        period = rf"{begin}[0-9]{{1,2}}[{signs}][0-9]{{2}}{_UNTIL}(?=[0-9]{{1,2}}[{signs}][0-9]{{2}}{end})"
        return _Patterns(re.compile(period), None, re.compile(clock))
    bare = mark.replace("?P<half>", "?:")
    first = rf"{begin}[0-9]{{1,2}}(?:[{signs}.][0-9]{{2}})?(?:\s?(?:{bare}))?"
    period = rf"{first}{_UNTIL}(?=[0-9]{{1,2}}(?:[{signs}][0-9]{{2}}{end}|(?:[{signs}.][0-9]{{2}})?\s?(?:{bare})))"
    marked = rf"{begin}{_HOUR}(?:[:.]{_MINUTE}{_SECOND})?\s?(?:{mark}){zone}"
    return _Patterns(re.compile(period), re.compile(marked), re.compile(clock))


def _dotted(zone: str) -> str:
    """A zone with or without full stops, in capitals or not."""
    spelled = r"\.?".join(zone)
    return zone if len(zone) == 1 else f"(?i:{spelled})"


def forms(language: Language) -> tuple[re.Pattern[str], ...]:
    """How a time of day is written."""
    return tuple(pattern for pattern in _patterns(language) if pattern)


def read(text: Rewriting, language: Language) -> None:
    """Words for times of day."""
    patterns = _patterns(language)
    text.edit([(*match.span("until"), f" {language.to} ") for match in patterns.period.finditer(text.text)])
    if patterns.marked:
        text.sub(patterns.marked, lambda match: _spoken(match, language))
    text.sub(patterns.clock, lambda match: _spoken(match, language))


def _spoken(match: re.Match[str], language: Language) -> str | None:
    found = match.groupdict()
    half = (found.get("half") or "").lower()[:1]
    hour = int(found["hour"])
    if half and not 1 <= hour <= 12 and not found["minute"]:
        return None
    zone = (found.get("zone") or "").replace(".", "").upper()
    minute, second = (None if found[unit] is None else int(found[unit]) for unit in ("minute", "second"))
    return language.time(Time(hour, minute, second, f"{half}m" if half else "", zone))
