"""Roman numerals: behind words that are numbered and the names of rulers, before a century, and by themselves.

By itself a numeral has four letters or more, or opens a text and ends with a full stop: shorter ones are more often
abbreviations.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kokoro_model.text.normalize.patterns import any_of, context

if TYPE_CHECKING:
    from kokoro_model.text.normalize.language import Language
    from kokoro_model.text.rewriting import Rewriting

_NUMERAL = re.compile("M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_FIRST_YEAR = 1000
"""A numeral by itself that is less is no year."""
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


class _Patterns(NamedTuple):
    numbered: re.Pattern[str]
    ruler: re.Pattern[str]
    place: re.Pattern[str]
    alone: re.Pattern[str]


@cache
def _patterns(language: Language) -> _Patterns:
    word = language.letters
    roman = rf"(?P<roman>[IVXLCDM]{{1,15}})(?![{word}])"
    if language.pronoun_i:  # which a lone I is more often than a number
        roman = rf"(?!I\b(?!\s*(?:[.,:;)!?]|\Z|of\b))){roman}"
    numbered = rf"(?<![{word}])(?P<of>(?i:{any_of(language.roman_cardinals)}))\s{roman}"
    stop = r"(?:\.(?=\s+[^\W\d_A-Z]))?" if language.ordinal_stop else ""
    titled = rf"(?:{any_of(language.roman_titles)})\s[A-Z][^\W\d_A-Z]{{1,24}}"
    ruler = rf"(?<![{word}])(?P<of>{any_of(language.roman_ordinals)}|{titled})\s{roman}{stop}"
    suffix = language.ordinal_suffix or "(?!)"
    place = (
        rf"(?<![{word}])(?:(?P<roman>[IVXLC]{{1,9}})(?=\s(?:{any_of(language.roman_places)})(?![{word}]))"
        rf"|(?P<marked>[IVXLC]{{2,9}})(?:{suffix})(?![{word}]))"
    )
    alone = (
        rf"(?<![{word}.&-])(?P<roman>[IVXLCDM]{{4,15}})(?![{word}&-])"
        r"|\A\s{0,9}(?P<opening>[IVXL]{2,9})(?=\.(?:\s|\Z))"
    )
    return _Patterns(re.compile(numbered), re.compile(ruler), re.compile(place), re.compile(alone))


def forms(language: Language) -> tuple[re.Pattern[str], ...]:
    """How a number belongs to the word beside it."""
    return _patterns(language)[:2]


def read(text: Rewriting, language: Language) -> None:
    """Words for Roman numerals."""
    patterns = _patterns(language)
    text.sub(patterns.numbered, lambda match: _numbered(match, language))
    text.sub(patterns.ruler, lambda match: _ruler(match, language))
    if language.roman_places:
        text.sub(patterns.place, lambda match: _place(match, language))
    if language.roman_alone:
        text.sub(patterns.alone, lambda match: _alone(match, language))


def _numbered(match: re.Match[str], language: Language) -> str | None:
    of, roman = match["of"], match["roman"]
    if roman in language.roman_exceptions.get(of.lower(), ()):
        return None
    number = value(roman)
    return None if number is None else f"{of} {language.cardinal(number)}"


def _ruler(match: re.Match[str], language: Language) -> str | None:
    number = value(match["roman"])
    return None if number is None else f"{match['of']} {language.regnal(number)}"


def _place(match: re.Match[str], language: Language) -> str | None:
    number = value(match["roman"] or match["marked"])
    return None if number is None else language.ordinal(number, context(match))


def _alone(match: re.Match[str], language: Language) -> str | None:
    number = value(match["roman"] or match["opening"])
    if number is None:
        return None
    return language.year(number) if number >= _FIRST_YEAR else language.cardinal(number)


def value(roman: str) -> int | None:
    """The number, None where the letters are none."""
    if not _NUMERAL.fullmatch(roman):
        return None
    values = [_VALUES[numeral] for numeral in roman]
    following = [*values[1:], 0]
    return sum(value if value >= after else -value for value, after in zip(values, following, strict=True))
