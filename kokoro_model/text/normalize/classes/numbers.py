"""Numbers that are no more than that: versions, powers of ten, decimals, and digits among letters."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kokoro_model.text.normalize.patterns import any_of

if TYPE_CHECKING:
    from kokoro_model.text.normalize.language import Language
    from kokoro_model.text.rewriting import Rewriting

_POINTED = re.compile(r"[.vV\s][0-9]")
_EXPONENT = re.compile(r"(?<=[0-9])[eE](?P<minus>-)?\+?(?P<power>[0-9]{1,3})(?!\w)")
_POWER = re.compile(
    r"(?<=[0-9A-Za-z)])(?:\^(?P<written>[0-9]{1,3})(?!\w)|(?P<raised>[²³]))"
    r"|(?:(?<=[0-9)])|(?<=\b[A-Za-z]))(?P<high>[⁰¹²³⁴-⁹]{1,3})"
)
_HASH = re.compile(r"(?<!\w)#(?=[0-9])")
_RUN = re.compile("[0-9]+")
_LARGEST_IN_A_HOST = 255
_LONGEST_IN_A_CODE = 4
"""Digits joined to others or to letters are no amount, and are read as a number only if they are few."""


class _Patterns(NamedTuple):
    version: re.Pattern[str]
    host: re.Pattern[str]
    decimal: re.Pattern[str]


@cache
def _patterns(language: Language) -> _Patterns:
    word, point = language.letters, re.escape(language.decimal_sign)
    groups = rf"[0-9]{{1,3}}(?:[{language.group_signs}][0-9]{{3}}){{1,11}}(?:{point}[0-9]{{1,30}})?(?![0-9])"
    decimal = rf"(?<![{word}.,])(?:{groups}|(?:[0-9]{{1,18}})?{point}[0-9]{{1,30}})(?!{point}?[0-9])"
    named_by = rf"(?:{any_of(language.version_words)})\s"
    named = rf"(?P<v>(?:{named_by})?[vV]\.?|{named_by})(?P<short>[0-9]{{1,6}}(?:\.[0-9]{{1,6}}){{0,5}})"
    grouped = r"(?![0-9]{1,3}(?:\.[0-9]{3}){1,11}(?![.0-9]))" if "." in language.group_signs else ""
    long = rf"{grouped}(?P<long>[0-9]{{1,6}}(?:\.[0-9]{{1,6}}){{{language.least_points},5}})"
    version = rf"(?<![{word}.])(?:{named}|{long})(?!\.?[0-9])"
    host = r"(?<![\w.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?::(?P<port>[0-9]{1,5}))?(?!\.?[0-9])"
    return _Patterns(re.compile(version), re.compile(host), re.compile(decimal))


def read(text: Rewriting, language: Language) -> None:
    """Words for every number that is more than a row of digits."""
    patterns = _patterns(language)
    if _POINTED.search(text.text):
        text.sub(patterns.host, lambda match: _host(match[0], language))
        text.sub(patterns.version, lambda match: _version(match, patterns, language))
    text.sub(_EXPONENT, lambda match: _exponent(match, language))
    text.sub(_POWER, lambda match: language.raised(match["written"] or _plain(match["raised"] or match["high"])))
    text.sub(_HASH, f"{language.number_word} ")
    text.sub(patterns.decimal, lambda match: language.number(language.parse(match[0])))


def read_rest(text: Rewriting, language: Language) -> None:
    """Words for the digits 0 to 9 that are left, apart from the letters that they touch."""
    text.sub(_RUN, lambda match: _run(match, language))


def _plain(raised: str) -> str:
    """Raised digits as any others."""
    return unicodedata.normalize("NFKC", raised)


def _host(address: str, language: Language) -> str | None:
    """An address of the Internet Protocol, digit by digit as it is typed, where it is no number in groups."""
    words = language.electronic
    address, _, port = address.partition(":")
    parts = address.split(".")
    grouped = "." in language.group_signs and all(len(part) == 3 for part in parts[1:])
    if grouped and any(int(part) > _LARGEST_IN_A_HOST or part.startswith("00") for part in parts):
        return None
    spoken = f" {words['.']} ".join(map(language.digits, parts))
    return f"{spoken} {words[':']} {language.digits(port)}" if port else spoken


def _version(match: re.Match[str], patterns: _Patterns, language: Language) -> str | None:
    if not match["v"] and patterns.decimal.fullmatch(match[0]):
        return None  # groups of digits that have full stops between them
    words = f" {language.version_point} ".join(map(language.whole, (match["short"] or match["long"]).split(".")))
    return f"{language.version_words[0]} {words}" if match["v"] else words


def _exponent(match: re.Match[str], language: Language) -> str:
    minus = f"{language.minus} " if match["minus"] else ""
    return f" {language.power_of_ten} {minus}{language.whole(match['power'])}"


def _run(match: re.Match[str], language: Language) -> str:
    before = match.string[max(0, match.start() - 1) : match.start()]
    after = match.string[match.end() : match.end() + 1]
    joined = re.search(rf"[/_{language.letters}-]", before + after)
    code = joined and len(match[0]) > _LONGEST_IN_A_CODE
    words = language.digits(match[0]) if code else language.whole(match[0])
    return f"{' ' * before.isalpha()}{words}{' ' * after.isalpha()}"
