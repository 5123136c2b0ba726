"""Numbers from one to another, proportions, and signs before a number."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kokoro_model.text.normalize.patterns import any_of

if TYPE_CHECKING:
    from kokoro_model.text.normalize.language import Language
    from kokoro_model.text.rewriting import Rewriting

_RANGE = re.compile(r"(?:(?<=[0-9])|(?<=[0-9][%kKMBT]))(?:\s?[–—]\s?|-)(?=[$€£]?[0-9])")
_PRICE = re.compile(r"[$€£¥₹][0-9.,]{1,10}\Z")
_DIGITS_BEFORE = re.compile(r"[0-9]{1,9}\Z")
_DIGITS_BEHIND = re.compile(r"[0-9]{1,9}(?![.,:]?[0-9]|\s?[^\W\d_])")
_REACH = 12
_EQUATION = re.compile(r"(?<=[0-9])\s?[-−]\s(?=[0-9.]{1,20}\s?=)|(?<=[0-9])-(?=[0-9]{1,20}\s?=)")
_SUM = re.compile(r"(?<=[0-9])\s?\+\s?(?=[0-9])")
_RATIO = re.compile(r"(?<=[0-9]):(?=[0-9])")


@cache
def _sign(language: Language) -> re.Pattern[str]:
    signs = any_of(language.number_signs)
    return re.compile(rf"(?<![{language.letters})\]])(?P<sign>{signs})(?={language.amount})")


@cache
def _in_a_name(language: Language) -> re.Pattern[str]:
    return re.compile(rf"[{language.letters}](?<![0-9_])-?[0-9]{{1,9}}\Z")


def read(text: Rewriting, language: Language) -> None:
    """Words between the ends of ranges, and for signs before numbers."""
    text.sub(_EQUATION, f" {language.minus} ")
    text.sub(_SUM, f" {language.plus} ")
    text.sub(_RANGE, lambda match: None if _is_name(match, language) or _is_price(match) else f" {language.to} ")
    text.sub(_sign(language), lambda match: f"{language.number_signs[match['sign']]} ")


def read_ratios(text: Rewriting, language: Language) -> None:
    """Words between the numbers of a proportion, once times of day have been read."""
    text.sub(_RATIO, f" {language.ratio} ")


def _is_name(match: re.Match[str], language: Language) -> bool:
    """Whether a hyphen joins numbers of a name or a code: letters are before the first, or the second is less."""
    if match[0] != "-":
        return False
    before = match.string[max(0, match.start() - _REACH) : match.start()]
    first, last = _DIGITS_BEFORE.search(before), _DIGITS_BEHIND.match(match.string, match.end())
    return bool(_in_a_name(language).search(before)) or bool(first and last and int(last[0]) < int(first[0]))


def _is_price(match: re.Match[str]) -> bool:
    """Whether it is in an amount of money whose sign is before the first number alone."""
    before = match.string[max(0, match.start() - _REACH) : match.start()]
    return match.string[match.end()].isdigit() and bool(_PRICE.search(before))
