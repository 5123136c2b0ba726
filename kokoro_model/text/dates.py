"""English dates, times of day and years.

`3/4/2024` is read month first for `en-us` and day first elsewhere, or the only way that makes a date.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kokoro_model.text import numerals

if TYPE_CHECKING:
    from kokoro_model.text.rewriting import Rewriting

_MONTHS = [
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
]
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
)
_DAY = r"(?P<day>0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[12][0-9]{3})(?![0-9])"
_LIKELY_YEAR = r"1[1-9][0-9]{2}|20[0-9]{2}"
_ISO = re.compile(r"(?<![\w-])(?P<year>[12][0-9]{3})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?![0-9-])(?:T(?=[0-9]))?")
_NUMERIC = re.compile(
    r"(?<![\w./])(?P<one>[0-9]{1,2})(?P<sep>[./])(?P<two>[0-9]{1,2})(?P=sep)(?P<year>[0-9]{4}|[0-9]{2})"
    r"(?![\w/]|\.[0-9])"
)
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\.?\s{_DAY}(?![\w:]|[.,]?[0-9])(?:,?\s{_YEAR})?")
_DAY_FIRST = re.compile(rf"(?:\bthe\s)?(?<![\w.,:/$€£]){_DAY}(?:\sof)?\s{_MONTH}(?:\.?,?\s{_YEAR})?")
_MONTH_YEAR = re.compile(rf"\b{_MONTH}\.?,?\s{_YEAR}")
_CLOCK = re.compile(
    r"(?<![\w.:])(?P<hour>[01]?[0-9]|2[0-4]):(?P<minute>[0-5][0-9])(?::(?P<second>[0-5][0-9])(?:\.\d{1,6})?)?"
    r"(?![\d:])(?:\s?(?P<half>[AaPp])\.?[Mm](?:\b\.?|\.))?(?P<zone>Z\b)?"
)
_UNTIL = re.compile(r"(?<=[0-9mM.])\s?[-–—]\s?(?=[0-9]{1,2}(?::[0-9]{2}|\s?[AaPp]\.?[Mm]\b))")
_HOUR = re.compile(r"(?<![\w.:])(?P<hour>0?[1-9]|1[0-2])\s?(?P<half>[AaPp])(?:m\b|M\b|\.[Mm]\b(?:\.(?=\s+\S))?)")
_DECADE = re.compile(r"(?<![\w.,])(?:(?P<century>1[1-9]|20)|')?(?P<decade>[0-9])0'?s\b")
_SPAN = re.compile(
    rf"(?<![\w.,/-])(?P<from>{_LIKELY_YEAR})\s?[-–—]\s?(?P<to>{_LIKELY_YEAR}|[0-9]{{2}})(?![\w/-]|[.,][0-9])"
)
_LONE_YEAR = re.compile(rf"(?<![\w.,/$€£#-])(?P<year>{_LIKELY_YEAR})(?![\w%°/-]|[.,][0-9])")

FORMS = (_ISO, _NUMERIC, _DAY_FIRST, _MONTH_FIRST, _MONTH_YEAR, _UNTIL, _CLOCK, _HOUR, _SPAN)
"""How a date or a time of day is written, in more than one word some of them."""


def read(text: Rewriting, *, day_first: bool) -> None:
    """Words for dates and times; years that stand alone come last, by `read_years`."""
    text.sub(_ISO, _iso)
    text.sub(_NUMERIC, lambda match: _numeric(match, day_first=day_first))
    text.sub(_DAY_FIRST, _day_first)
    text.sub(_MONTH_FIRST, lambda match: _date(int(match["day"]), _month(match), match["year"]))
    text.sub(_MONTH_YEAR, lambda match: f"{_MONTHS[_month(match) - 1]} {numerals.year(int(match['year']))}")
    text.sub(_UNTIL, " to ")
    text.sub(_CLOCK, _clock)
    text.sub(_HOUR, lambda match: f"{numerals.cardinal(int(match['hour']))} {match['half'].upper()} M")
    text.sub(_DECADE, _decade)
    text.sub(_SPAN, _span)


def read_years(text: Rewriting) -> None:
    """Words for numbers that look like years, once nothing else has claimed them."""
    text.sub(_LONE_YEAR, lambda match: numerals.year(int(match["year"])))


def _month(match: re.Match[str]) -> int:
    return next(number for number, name in enumerate(_MONTHS, 1) if name.startswith(match["month"][:3]))


def _date(day: int, month: int, year: str | None) -> str | None:
    if not 1 <= day <= 31 or not 1 <= month <= 12:
        return None
    written = f"{_MONTHS[month - 1]} {numerals.ordinal(day)}"
    return f"{written}, {numerals.year(int(year))}" if year else written


def _iso(match: re.Match[str]) -> str | None:
    date = _date(int(match["day"]), int(match["month"]), match["year"])
    return f"{date}, " if date and match[0].endswith("T") else date


def _numeric(match: re.Match[str], *, day_first: bool) -> str | None:
    day, month = int(match["one"]), int(match["two"])
    if (not day_first and match["sep"] == "/" and day <= 12) or month > 12:
        day, month = month, day
    year = match["year"]
    if len(year) == 2:
        if match["sep"] == ".":
            return None
        year = ("20" if int(year) < 70 else "19") + year
    return _date(day, month, year)


def _day_first(match: re.Match[str]) -> str:
    date = f"the {numerals.ordinal(int(match['day']))} of {_MONTHS[_month(match) - 1]}"
    return f"{date}, {numerals.year(int(match['year']))}" if match["year"] else date


def _clock(match: re.Match[str]) -> str:
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    words = [numerals.cardinal(hour)]
    if minute:
        words.append(("oh " if minute < 10 else "") + numerals.cardinal(minute))
    elif not match["half"]:
        words.append("o'clock" if 1 <= hour <= 12 else "hundred")
    if second:
        words.append(f"and {numerals.cardinal(second)} second{'s' * (second > 1)}")
    if match["half"]:
        words.append(f"{match['half'].upper()} M")
    if match["zone"]:
        words.append("U T C")
    return " ".join(words)


def _decade(match: re.Match[str]) -> str | None:
    decade = int(match["decade"])
    if decade == 0:
        return f"{numerals.year(int(match['century'] + '00'))}s" if match["century"] else None
    tens = numerals.cardinal(decade * 10)
    plural = "tens" if decade == 1 else tens[:-1] + "ies"
    return f"{numerals.cardinal(int(match['century']))} {plural}" if match["century"] else plural


def _span(match: re.Match[str]) -> str | None:
    end = match["to"]
    if len(end) == 2 and int(end) <= int(match["from"][2:]):
        return f"{_MONTHS[int(end) - 1]} {numerals.year(int(match['from']))}" if 0 < int(end) <= 12 else None
    last = numerals.year(int(end)) if len(end) == 4 else numerals.whole(end)
    return f"{numerals.year(int(match['from']))} to {last}"
