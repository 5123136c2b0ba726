"""Dates: with the name of a month or in numbers alone, and months of a year.

In numbers, the day comes first or the month as the language has it, or in the only way that makes a date.
"""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from kokoro_model.text.normalize.patterns import any_of, context
from kokoro_model.text.normalize.tokens import Date

if TYPE_CHECKING:
    from collections.abc import Callable

    from kokoro_model.text.normalize.language import Language
    from kokoro_model.text.rewriting import Rewriting

_YEAR = r"(?P<year>[12][0-9]{3})(?![0-9])"
_DAY = r"(?P<day>0?[1-9]|[12][0-9]|3[01])"


class _Patterns(NamedTuple):
    iso: re.Pattern[str]
    year_first: re.Pattern[str]
    numeric: re.Pattern[str]
    month_year: re.Pattern[str]
    month: re.Pattern[str] | None  # a name of one
    named: tuple[re.Pattern[str], ...]


@cache
def _patterns(language: Language) -> _Patterns:
    word = language.letters
    iso = (
        rf"(?<![{word}-])(?P<year>[12][0-9]{{3}})-(?P<month>[0-9]{{2}})(?:-(?P<day>[0-9]{{2}}))?(?![0-9-])"
        r"(?:T(?=[0-9]))?"
    )
    year_first = (
        rf"(?<![{word}./-])(?P<year>[12][0-9]{{3}})(?P<sep>[/-])(?P<month>[0-9]{{1,2}})(?P=sep)(?P<day>[0-9]{{1,2}})"
        rf"(?![{word}/-]|\.[0-9])"
    )
    month_year = rf"(?<![{word}./-])(?P<month>0[1-9]|1[0-2])/(?P<year>(?:19|20)[0-9]{{2}})(?![{word}/-]|\.[0-9])"
    numeric = (
        rf"(?<![{word}./-])(?P<one>[0-9]{{1,2}})(?P<sep>[./-])(?P<two>[0-9]{{1,2}})(?P=sep)"
        rf"(?P<year>[12][0-9]{{3}}|[0-9]{{2}})(?![{word}/-]|\.[0-9])"
    )
    named = _named(language) if language.months else ()
    month = re.compile(rf"(?i:{any_of(language.month_numbers)})") if language.months else None
    return _Patterns(re.compile(iso), re.compile(year_first), re.compile(numeric), re.compile(month_year), month, named)


def _named(language: Language) -> tuple[re.Pattern[str], ...]:
    word = language.letters
    month = rf"(?P<month>(?i:{any_of(language.month_numbers)}))(?![{word}])"
    suffix = f"(?i:{language.ordinal_suffix})" if language.ordinal_suffix else ""
    between = f"(?:{language.date_of})?" if language.date_of else ""
    article = f"(?:{language.date_article})?" if language.date_article else ""
    day = rf"{_DAY}(?:{suffix})?" if suffix else _DAY
    year = rf"(?:\.?,?(?:\s{between}|-)|,){_YEAR}"
    return (
        re.compile(rf"{article}(?<![{word}.,:/$€£-]){day}(?:\s{between}|-){month}(?:{year})?"),
        re.compile(rf"(?<![{word}]){month}(?:\.?\s|-){day}(?![{word}:]|[.,]?[0-9])(?:(?:,\s?|\s|-){_YEAR})?"),
        re.compile(rf"(?<![{word}]){month}\.?,?\s{between}{_YEAR}"),
    )


def forms(language: Language) -> tuple[re.Pattern[str], ...]:
    """How a date is written, in more than one word some of them."""
    patterns = _patterns(language)
    return (patterns.iso, patterns.year_first, patterns.numeric, *patterns.named)


def read(text: Rewriting, language: Language) -> None:
    """Words for dates."""
    patterns = _patterns(language)
    text.sub(patterns.iso, _spoken(language, _iso))
    text.sub(patterns.year_first, _spoken(language, _iso))
    text.sub(patterns.numeric, _spoken(language, lambda match: _numeric(match, language)))
    text.sub(patterns.month_year, _spoken(language, _month_year))
    if patterns.month is None or not patterns.month.search(text.text):
        return
    for pattern, style in zip(patterns.named, ("day-first", "month-first", "month-first"), strict=False):
        text.sub(pattern, _spoken(language, partial(_with_name, style=style, language=language)))


def _spoken(language: Language, parse: Callable[[re.Match[str]], Date | None]) -> Callable[[re.Match[str]], str | None]:
    def words(match: re.Match[str]) -> str | None:
        date = parse(match)
        if date is None or not 1 <= date.month <= 12 or not 1 <= (date.day or 1) <= 31:
            return None
        spoken = language.date(date, context(match))
        return f"{spoken}, " if match[0].endswith("T") else spoken

    return words


def _iso(match: re.Match[str]) -> Date | None:
    day = match["day"]
    if day is None and match[0].endswith("T"):
        return None
    return Date(None if day is None else int(day), int(match["month"]), match["year"])


def _month_year(match: re.Match[str]) -> Date:
    return Date(None, int(match["month"]), match["year"])


def _numeric(match: re.Match[str], language: Language) -> Date | None:
    one, two, year = int(match["one"]), int(match["two"]), match["year"]
    if len(year) == 2:
        if match["sep"] != "/" and not (match["sep"] == "." and language.day_first and language.decimal_sign != "."):
            return None
        year = ("20" if int(year) < 70 else "19") + year
    month_first = not language.day_first and match["sep"] == "/" and one <= 12
    day, month = (two, one) if month_first or two > 12 else (one, two)
    style = "day-first" if match["sep"] == "-" else "numeric"
    return Date(day, month, year, style)


def _with_name(match: re.Match[str], *, style: str, language: Language) -> Date | None:
    found = match.groupdict()
    day, year, name = found.get("day"), found.get("year") or "", found["month"]
    if name in language.unsure_months and not (year or style == "day-first"):
        return None
    return Date(int(day) if day else None, language.month_numbers[name.lower()], year, style)
