"""Numbers with a unit, percentages, sizes, and numbers that a letter multiplies."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kokoro_model.text.normalize.patterns import any_of
from kokoro_model.text.normalize.tokens import Fraction, Measure, Noun

if TYPE_CHECKING:
    from kokoro_model.text.normalize.language import Language
    from kokoro_model.text.rewriting import Rewriting

_SPACE = r"[\s\u00a0\u202f]"
_FRACTION = r"(?:(?P<whole>[0-9]{1,4})\s)?(?P<top>[0-9]{1,3})[/⁄](?P<under>[0-9]{1,4})"


class _Patterns(NamedTuple):
    counted: re.Pattern[str]  # a digit and a unit, or a word that may be between them
    fraction: re.Pattern[str]
    unit: re.Pattern[str]
    percent: re.Pattern[str]
    each: re.Pattern[str]
    rate: re.Pattern[str]  # of what is counted by a word
    size: re.Pattern[str]
    multiple: re.Pattern[str]
    scaled: re.Pattern[str]


@cache
def _patterns(language: Language) -> _Patterns:
    word, amount, scales = language.letters, language.amount, any_of(language.scales)
    scale = rf"(?:{_SPACE}(?P<scale>{scales})(?![{word}]))?"
    per = rf"/(?P<per>{any_of(language.rates)})(?P<per_power>[²³])?"
    unit = rf"(?P<unit>{any_of(language.unit_symbols)})(?P<power>[²³]|(?<=m)[23])?(?:{per})?(?![{word}²³°/])"
    minus = rf"(?P<minus>(?<![{word})])[-−])?"
    first = rf"(?:(?P<first>{amount}){_SPACE}?(?:[-–—]|{re.escape(language.to)}){_SPACE}?)?"
    long = [scale for scale in language.scales if len(scale) > 2]
    multiple = rf"(?<![{word}.,])(?P<amount>{amount})(?P<scale>{any_of(language.multiples)})(?![{word}])"
    return _Patterns(
        re.compile(rf"(?<=[0-9])(?:{_SPACE}?|-)(?:{any_of(language.unit_symbols)}|(?:{scales}){_SPACE}|/)"),
        re.compile(rf"(?<![{word}.,/-]){_FRACTION}{_SPACE}?{unit}"),
        re.compile(
            rf"{minus}(?<![{word}.,])(?<![^\W\d_]-){first}(?P<amount>{amount}){scale}(?P<gap>{_SPACE}?|-){unit}"
        ),
        re.compile(rf"(?<=[0-9]){_SPACE}?(?P<sign>[%‰])"),
        re.compile(rf"(?<=[0-9]){_SPACE}?{per}(?![{word}])"),
        re.compile(rf"(?<=[0-9])(?P<counted>{_SPACE}[^\W\d_A-Z]{{3,20}}){per}(?![{word}/])"),
        re.compile(rf"(?<![{word}.,])[0-9]{{1,6}}(?:\s?[x×]\s?[0-9]{{1,6}}){{1,2}}(?![{word}]|\.[0-9])"),
        re.compile(multiple),
        re.compile(rf"(?<![{word}.,])(?P<amount>{amount}){_SPACE}?(?P<scale>{any_of(long)})(?![{word}])"),
    )


def forms(language: Language) -> tuple[re.Pattern[str], ...]:
    """How a number with a unit is written."""
    return (_patterns(language).unit,) if language.units else ()


def read(text: Rewriting, language: Language) -> None:
    """Words for amounts of anything but money; the numbers of percentages are left for the numbers' turn."""
    if not language.units:
        return
    patterns = _patterns(language)
    text.sub(patterns.percent, lambda match: f" {language.percent if match['sign'] == '%' else language.per_mille}")
    if patterns.counted.search(text.text):
        text.sub(patterns.fraction, lambda match: _fraction(match, language))
        text.sub(patterns.unit, lambda match: _unit(match, language))
    text.sub(patterns.each, lambda match: f" {_per(match, language)}")
    text.sub(patterns.rate, lambda match: f"{match['counted']} {_per(match, language)}")
    text.sub(
        patterns.size, lambda match: f" {language.by} ".join(map(language.whole, re.split(r"\s?[x×]\s?", match[0])))
    )
    text.sub(patterns.multiple, lambda match: _multiple(match, language))
    text.sub(patterns.scaled, lambda match: _scaled(match, language))


def _noun(match: re.Match[str], language: Language) -> Noun:
    unit = language.unit_symbols[match["unit"]]
    noun = language.power(unit, match["power"]) if match["power"] else unit
    if match["per"]:
        per = _per(match, language)
        noun = noun._replace(one=f"{noun.one} {per}", many=f"{noun.many} {per}")
    return noun


def _per(match: re.Match[str], language: Language) -> str:
    """What stands behind a slash."""
    unit = language.rates[match["per"]]
    if match["per_power"]:
        unit = language.power(Noun(unit, unit), match["per_power"]).one
    return f"{language.per} {unit}"


def _fraction(match: re.Match[str], language: Language) -> str | None:
    whole = int(match["whole"]) if match["whole"] else None
    top, under = int(match["top"]), int(match["under"])
    if not 0 < top < under:
        return None
    fraction = Fraction(top, under, whole)
    return language.measure(Measure(language.parse("0"), _noun(match, language), fraction=fraction))


def _unit(match: re.Match[str], language: Language) -> str | None:
    if match[0] in language.designations:
        return None
    number = language.parse(match["amount"], negative=bool(match["minus"]))
    noun = _noun(match, language)
    if match["gap"] == "-":
        attributive = len(match["unit"]) > 1 and not match["per"] and not match["first"]
        return language.attributive(number, noun) if attributive else None
    scale = language.scales[match["scale"]] if match["scale"] else None
    first = language.parse(match["first"]) if match["first"] else None
    return language.measure(Measure(number, noun, scale, first))


def _multiple(match: re.Match[str], language: Language) -> str | None:
    if match[0] in language.designations:
        return None
    return f"{language.number(language.parse(match['amount']))} {language.multiples[match['scale']]}"


def _scaled(match: re.Match[str], language: Language) -> str:
    return language.counted(language.parse(match["amount"]), language.scales[match["scale"]])
