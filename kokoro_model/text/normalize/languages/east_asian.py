"""What Japanese and Chinese have in common: no space between words, the year before the month, and wide signs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kokoro_model.text.normalize.language import Language
from kokoro_model.text.normalize.tokens import NOWHERE, Date, Number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kokoro_model.text.normalize.tokens import Measure, Noun

    Form = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str | None]]

AMOUNT = r"(?:(?:[0-9]{1,3}(?:,[0-9]{3}){1,6}(?![0-9])|[0-9]{1,18})(?:\.[0-9]{1,12})?)"
"""A decimal number."""
ALONE = r"(?<![A-Za-z0-9_.,/])"
"""Before a number: nothing that it could be a part of."""
HAN = "\u3400-\u9fff\uf900-\ufaff々"
"""Ideographs, as the inside of a character class."""
WIDE = rf"{HAN}\u3040-\u30ff"
"""Ideographs and kana."""
_NUMERALS = "零〇一二两兩三四五六七八九十百千万萬億亿兆"
_SIGNS = dict(zip("．：／％＋－＝￥＄＃＆＠", ".:/%+-=¥$#&@", strict=True))
_SIGN = re.compile("(?<=[0-9])[．：／％＋－＝]|[＋－￥＄＃](?=[0-9])|[＆＠]")
_GAP = re.compile(
    rf"(?<=[0-9])[ \u00a0](?=[{WIDE}])(?![{_NUMERALS}])"
    rf"|(?<=[{WIDE}])(?<![{_NUMERALS}])(?<![0-9][{WIDE}])[ \u00a0](?=[0-9])"
)
"""A space beside digits, which is for the eye alone; behind a number with what it counts another one begins."""
_DATE = re.compile(
    r"(?<![A-Za-z0-9_./-])(?P<year>[12][0-9]{3}|[0-9]{2}(?=/))(?P<sep>[/.-])(?P<month>[0-9]{1,2})(?P=sep)"
    r"(?P<day>[0-9]{1,2})(?![0-9/-]|\.[0-9])"
)
_MONTH = re.compile(
    r"(?<![A-Za-z0-9_./-])(?P<year>1[89][0-9]{2}|20[0-9]{2})/(?P<month>0?[1-9]|1[0-2])(?![0-9/-]|\.[0-9])"
)
_LEADING_ZERO = re.compile("(?<![0-9.,:/-])0(?=[1-9][月日号號時时点點分秒])")
_RELEASE = re.compile("(?<=[A-Za-z])(?<![vV])(?P<first>[0-9]{1,3})[.](?P<last>[0-9]{1,3})(?![A-Za-z0-9_.])")
"""A number of a version right behind a name."""
_POWER_OF_TEN = re.compile(
    rf"{ALONE}(?P<amount>{AMOUNT})[eE](?P<minus>[-−])?\+?(?P<power>[0-9]{{1,3}})(?![A-Za-z0-9_])"
)
_DIFFERENCE = re.compile(r"(?<=[0-9])\s?[-−]\s?(?=[0-9.]{1,12}\s?=)")
_EQUALS = re.compile(r"(?<=[0-9)）])\s?=\s?(?=[-−0-9A-Za-z(（?？])")
_MULTIPLE = re.compile(rf"{ALONE}(?P<amount>{AMOUNT})[kK](?![A-Za-z0-9_])")
_DESIGNATION = re.compile("[1-9][kK]")


class EastAsian(Language):
    """One of the two; its words for what is found stand together without spaces."""

    letters = "A-Za-z0-9_"
    spaced = False
    day_first = False
    half_days = r"(?P<half>[AaPp])\.?[Mm](?![A-Za-z])\.?"
    own_needs = re.compile("[0-9〜～~＆＠(（㈱.=&]|[IVXLC]{1,7}")
    multipliers: Mapping[str, int] = {}
    """Scales that are no words of the language, with the power of ten that each stands for."""

    equals: str = ""
    less: str = ""
    """For a minus between numbers."""
    power_words: str = ""
    """What is said behind a number for its power, with a place for that."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        common: tuple[Form, ...] = (
            (_SIGN, lambda match: _SIGNS[match[0]]),
            (_GAP, ""),
            (_DATE, self._date),
            (_MONTH, lambda match: self.date(Date(None, int(match["month"]), match["year"]), NOWHERE)),
            (_LEADING_ZERO, ""),
            (_RELEASE, lambda match: f" {self.whole(match['first'])}{self.point}{self.whole(match['last'])}"),
            (_POWER_OF_TEN, self._power_of_ten),
            (_DIFFERENCE, self.less),
            (_EQUALS, self.equals),
            (_MULTIPLE, self._multiple),
        )
        self.own_forms = (*common, *self.forms())

    def forms(self) -> tuple[Form, ...]:
        """The forms that only the one language has."""
        raise NotImplementedError

    def _date(self, match: re.Match[str]) -> str | None:
        month, day = int(match["month"]), int(match["day"])
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return None
        return self.date(Date(day, month, match["year"]), NOWHERE)

    def _multiple(self, match: re.Match[str]) -> str | None:
        """Thousands; a single digit is more often a name, as of a size of pictures."""
        return None if _DESIGNATION.fullmatch(match[0]) else self.number(multiplied(self.parse(match["amount"]), 3))

    def _power_of_ten(self, match: re.Match[str]) -> str:
        words = f"{self.number(self.parse(match['amount']))}{self.times}{self.cardinal(10)}"
        return words + self.power_words.format(self.minus * bool(match["minus"]) + self.whole(match["power"]))

    def raised(self, power: str) -> str:
        """What is said behind a number or a letter for its power."""
        return " " + self.power_words.format(self.whole(power))

    def digits(self, written: str) -> str:
        """Each digit by itself."""
        return "".join(self.cardinal(int(digit)) for digit in written)

    def number(self, number: Number, form: str = "cardinal") -> str:
        """A decimal number."""
        words = self.whole(number.integer, "cardinal" if number.fraction else form, grouped=number.grouped)
        if number.fraction:
            words = f"{words}{self.point}{self.fraction_digits(number.fraction)}"
        return f"{self.minus}{words}" if number.negative else words

    def counted(self, number: Number, noun: Noun, scale: Noun | None = None) -> str:
        """A number with what it counts."""
        if scale is None:
            return f"{self.number(number, noun.form)}{noun.one}"
        if scale.one in self.multipliers:
            return self.counted(multiplied(number, self.multipliers[scale.one]), noun)
        return f"{self.counted(number, scale)}{noun.one}"

    def measure(self, measure: Measure) -> str:
        """A number with its unit."""
        if measure.fraction:
            return f"{self.fraction(measure.fraction)}{measure.unit.one}"
        words = self.counted(measure.number, measure.unit, measure.scale)
        return f"{self.number(measure.first, measure.unit.form)}{self.to}{words}" if measure.first else words

    def attributive(self, number: Number, noun: Noun) -> str:
        """A number and its unit, which stand before another noun as anywhere."""
        return self.counted(number, noun)


def multiplied(number: Number, power: int) -> Number:
    """A number times a power of ten."""
    moved = number.fraction.ljust(power, "0")
    whole = (number.integer + moved[:power]).lstrip("0") or "0"
    return Number(whole, moved[power:], number.negative, grouped=number.grouped)
