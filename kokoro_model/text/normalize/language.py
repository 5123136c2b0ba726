"""What a language is to the normaliser: its data, and words for what the classifiers find by it.

A language is a subclass of `Language` in a package of `languages`. Its data are class attributes, each told in
`language_data`. Its functions put one semiotic class (`tokens`) into words; those here fit most languages, and a
language overrides what it says in another way. Words never hold a digit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kokoro_model.text.normalize.language_data import LanguageData
from kokoro_model.text.normalize.tokens import NOWHERE, Money, Number

if TYPE_CHECKING:
    from kokoro_model.text.normalize.tokens import (
        Context,
        Date,
        Decade,
        Fraction,
        Measure,
        Noun,
        Telephone,
        Time,
    )

_MOST_GROUPED = 27
"""A number of more digits than that is read digit by digit, though it is in groups; grammars know no more."""


class Language(LanguageData):
    """One language, or one country's way of it: `load` makes it with espeak's name of that."""

    def cardinal(self, number: int, form: str = "cardinal") -> str:
        """A whole number from 0 by one of the grammar's sets of rules."""
        assert self.grammar is not None
        return self.grammar.spell(number, form)

    def ordinal(self, number: int, context: Context = NOWHERE) -> str:  # noqa: ARG002
        """A place in a row, in the form that its neighbours ask for."""
        return self.cardinal(number, "ordinal")

    def written_ordinal(self, number: int, suffix: str, context: Context) -> str | None:  # noqa: ARG002
        """What digits with a suffix say: most often an ordinal, whose form the suffix may tell."""
        return self.ordinal(number, context)

    def regnal(self, number: int) -> str:
        """What is said behind the name of a ruler."""
        return self.ordinal(number)

    def year(self, number: int) -> str:
        """A year as people say it."""
        return self.cardinal(number)

    def digits(self, written: str) -> str:
        """Each digit by itself."""
        return " ".join(self.cardinal(int(digit)) for digit in written)

    def whole(self, digits: str, form: str = "cardinal", *, grouped: bool = False) -> str:
        """A whole number as written; digit by digit from a leading 0, or if it is very long and not in groups."""
        if len(digits) > (_MOST_GROUPED if grouped else self.most_digits) or (digits[0] == "0" and len(digits) > 1):
            return self.digits(digits)
        return self.cardinal(int(digits), form)

    def number(self, number: Number, form: str = "cardinal") -> str:
        """A decimal number."""
        form = "cardinal" if number.fraction else form
        words = self.whole(number.integer, form, grouped=number.grouped)
        if number.fraction:
            words = f"{words} {self.point} {self.fraction_digits(number.fraction)}"
        return f"{self.minus} {words}" if number.negative else words

    def fraction_digits(self, digits: str) -> str:
        """What stands behind the decimal sign."""
        return self.digits(digits)

    def singular(self, number: Number) -> bool:
        """Whether what is counted is one."""
        return number.integer == "1" and not number.fraction

    def counted(self, number: Number, noun: Noun, scale: Noun | None = None) -> str:
        """A number with what it counts."""
        if scale:
            return f"{self.counted(number, scale)} {noun.many}"
        return f"{self.number(number, noun.form)} {noun.one if self.singular(number) else noun.many}"

    def money(self, money: Money) -> str:
        """An amount of money: two decimals are hundredths, where the currency has them."""
        if money.first:
            return self._money_range(money._replace(first=None), money.first)
        number, hundredth = money.number, money.currency.hundredth
        if money.scale or not hundredth or len(number.significant) > 2 or not number.fraction:
            none = hundredth and not number.significant
            return self.counted(_whole(number) if none else number, money.currency.unit, money.scale)
        units, parts = int(number.integer), int(number.significant.ljust(2, "0"))
        words = []
        if units or not parts:
            words.append(self.counted(_whole(number)._replace(negative=False), money.currency.unit))
        if parts:
            words.append(self.counted(Number(str(parts)), hundredth))
        return f"{self.minus} " * number.negative + self.money_parts(words)

    def _money_range(self, last: Money, first: Number) -> str:
        """From one amount to another; of whole ones the currency is said once."""
        if first.fraction or (last.number.fraction and not last.scale):
            return f"{self.money(Money(first, last.currency))} {self.to} {self.money(last)}"
        return f"{self.number(first, last.currency.unit.form)} {self.to} {self.money(last)}"

    def money_parts(self, words: list[str]) -> str:
        """The units of an amount and their hundredths, or one of them."""
        return " ".join(words)

    def measure(self, measure: Measure) -> str:
        """A number with its unit."""
        if measure.fraction:
            whole = self.fraction(measure.fraction)
            return f"{whole} {measure.unit.many if measure.fraction.whole else measure.unit.one}"
        words = self.counted(measure.number, measure.unit, measure.scale)
        if measure.first:
            return f"{self.number(measure.first, measure.unit.form)} {self.to} {words}"
        return words

    def attributive(self, number: Number, noun: Noun) -> str | None:
        """A number and its unit before another noun: "5-km run"."""
        return f"{self.number(number)}-{noun.one}"

    def raised(self, power: str) -> str:
        """What is said behind a number or a letter for its power, in digits; it begins with a space."""
        raise NotImplementedError

    def power(self, noun: Noun, power: str) -> Noun:
        """The unit of an area (`²`) or a volume (`³`)."""
        word = self.square if power in "²2" else self.cubic
        return noun._replace(one=f"{word} {noun.one}", many=f"{word} {noun.many}")

    def fraction(self, fraction: Fraction) -> str:
        """Parts of a whole, and wholes before them."""
        raise NotImplementedError

    def date(self, date: Date, context: Context) -> str:
        """A date; day and month are such as there are."""
        raise NotImplementedError

    def time(self, time: Time) -> str:
        """A time of day."""
        raise NotImplementedError

    def decade(self, decade: Decade) -> str | None:
        """Ten years."""
        raise NotImplementedError

    def quarter(self, quarter: int, year: str) -> str:
        """A quarter of a year that is written with two digits or with four."""
        raise NotImplementedError

    def house_number(self, number: str) -> str:
        """The number of a house in a street."""
        return self.whole(number)

    def telephone(self, telephone: Telephone) -> str:
        """A telephone number, with a rest between its groups."""
        return ", ".join(self.telephone_group(group) for group in telephone.groups)

    def telephone_group(self, group: str) -> str:
        """One group of it."""
        if group.startswith("+"):
            return f"{self.plus} {self.digits(group[1:])}"
        return self.digits(group) if group.isdecimal() else group


def _whole(number: Number) -> Number:
    """The number without its fraction."""
    return number._replace(fraction="")
